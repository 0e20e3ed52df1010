import type { Room } from '@api/school';
import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { form, min, required } from '@angular/forms/signals';
import { save } from '../platform/form.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { Overlays, Sheet } from '../platform/ui/overlays.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { counted, SchoolApi } from './school.api.ts';

/** Adds a room, or changes or deletes the given one. Closes with what happened, in a sentence. */
@Component({
  selector: 'app-room-sheet',
  imports: [...FORM, Sheet, Button],
  template: `
    <ui-sheet [heading]="room?.name ?? 'Add room'">
      <form id="room" class="grid gap-4" novalidate (submit)="keep($event)">
        <ui-field label="Name" hint="As it stands on the door." [field]="form.name">
          <input uiInput cdkFocusInitial autocomplete="off" [formField]="form.name" />
        </ui-field>
        <ui-field label="Building" optional [field]="form.building">
          <input uiInput autocomplete="off" [formField]="form.building" />
        </ui-field>
        <ui-field label="Places" [field]="form.capacity">
          <input uiInput type="number" inputmode="numeric" [formField]="form.capacity" />
        </ui-field>
        <ui-form-error [form]="form" />
      </form>
      @if (room) {
        <div class="mt-6 border-t border-line pt-5">
          <button uiButton="danger" icon="trash-2" type="button" (click)="remove(room)">Delete room</button>
        </div>
      }
      <div footer>
        <button uiButton="primary" type="submit" form="room" [busy]="form().submitting()">
          {{ room ? 'Save changes' : 'Add room' }}
        </button>
      </div>
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RoomSheet {
  private readonly api = inject(SchoolApi);
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  private readonly ref = inject<DialogRef<string>>(DialogRef);
  protected readonly room = inject<Room | null>(DIALOG_DATA);

  protected readonly form = form(
    signal({
      name: this.room?.name ?? '',
      building: this.room?.building ?? '',
      capacity: this.room?.capacity ?? 40,
    }),
    (path) => {
      required(path.name, { message: 'Give the room a name.' });
      required(path.capacity, { message: 'Write how many places it has.' });
      min(path.capacity, 1, { message: 'A room has at least one place.' });
    },
  );

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    await save(this.form, async (value) => {
      const room = await this.api.keepRoom(value, this.room?.id);
      this.ref.close(`${room.name} has ${counted(room.capacity, 'place')}.`);
    });
  }

  protected async remove(room: Room): Promise<void> {
    const sure = await this.overlays.confirm({
      heading: `Delete ${room.name}?`,
      text: 'It goes from every list. A room that is in the timetable stays, and you are told.',
      action: 'Delete room',
      danger: true,
    });
    if (!sure) return;
    try {
      await this.api.delete('rooms', room.id);
      this.ref.close(`${room.name} is deleted.`);
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}
