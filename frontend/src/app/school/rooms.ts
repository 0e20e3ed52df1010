import type { Room } from '@api/school';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Button } from '../platform/ui/button.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { Page } from '../platform/ui/page.ts';
import { Row } from '../platform/ui/row.ts';
import { Empty } from '../platform/ui/states.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { RoomSheet } from './room-sheet.ts';
import { counted, SchoolApi } from './school.api.ts';

/** Every room that a class can be in. */
@Component({
  selector: 'app-rooms',
  imports: [Page, Loaded, Row, Empty, Button],
  template: `
    <ui-page heading="Rooms" [note]="note()">
      <button actions uiButton="primary" icon="plus" type="button" (click)="edit()">Add room</button>
      <ul class="list" *uiLoaded="rooms; what: 'The rooms'; rows: 6; let page">
        @for (room of page.items; track room.id) {
          <li>
            <button
              uiRow
              type="button"
              twoLines
              [name]="room.name"
              [note]="room.building"
              (click)="edit(room)"
            >
              <span end class="num">{{ places(room) }}</span>
            </button>
          </li>
        } @empty {
          <li>
            <ui-empty
              icon="door-open"
              heading="No rooms yet"
              text="A class needs a room to be in the timetable."
            >
              <button uiButton type="button" (click)="edit()">Add the first room</button>
            </ui-empty>
          </li>
        }
      </ul>
    </ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Rooms {
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  protected readonly rooms = inject(SchoolApi).rooms();
  protected readonly note = computed(() => {
    const rooms = this.rooms.hasValue() ? this.rooms.value().items : [];
    const total = rooms.reduce((sum, room) => sum + room.capacity, 0);
    return rooms.length > 0 ? `${counted(rooms.length, 'room')} with ${counted(total, 'place')}` : '';
  });
  protected readonly places = (room: Room) => counted(room.capacity, 'place');

  protected async edit(room?: Room): Promise<void> {
    const fact = await this.overlays.open<string, Room | undefined>(RoomSheet, { data: room, side: true });
    if (!fact) return;
    this.rooms.reload();
    this.toasts.say(fact);
  }
}
