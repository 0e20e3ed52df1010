import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { AttendanceLine } from '@api/meetings';
import type { Participant } from '../../meetings/call/engine.ts';
import { Avatar } from '../../platform/ui/avatar.ts';
import { Button, IconButton } from '../../platform/ui/button.ts';
import { Chip } from '../../platform/ui/chip.ts';
import { Icon } from '../../platform/ui/icon.ts';
import { MENU } from '../../platform/ui/menu.ts';
import { Overlays } from '../../platform/ui/overlays.ts';
import { Row } from '../../platform/ui/row.ts';
import { Toasts } from '../../platform/ui/toasts.ts';
import { persons } from './people.ts';
import { RoomCall } from './room-call.ts';
import { RoomView } from './room-view.ts';
import { roleWords } from './words.ts';

/** Who is in the call, and for who leads it: what they may do with each, and who did not come. */
@Component({
  selector: 'app-people-panel',
  imports: [Avatar, Button, IconButton, Chip, Icon, Row, ...MENU],
  templateUrl: './people-panel.html',
  host: { class: 'block min-h-0 flex-1 overflow-y-auto px-5 pb-5' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PeoplePanel {
  protected readonly call = inject(RoomCall);
  private readonly view = inject(RoomView);
  private readonly http = inject(HttpClient);
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);

  protected readonly people = computed(() => persons(this.call.seats()));
  protected readonly away = computed(() =>
    (this.call.attendance()?.items ?? []).filter(({ here, guest }) => !here && !guest),
  );

  protected facts(person: Participant): string {
    const self = person.self ? 'You' : '';
    const state = person.listener ? 'Listening' : person.mic ? '' : 'Muted';
    return [
      self,
      roleWords(person.role, this.call.meeting()?.kind === 'lecture'),
      state,
      this.cameTo(person.user_id),
    ]
      .filter(Boolean)
      .join(', ');
  }

  protected missing(line: AttendanceLine): string {
    if (line.status === 'absent') return 'Not here yet';
    return `Left after ${line.present_minutes} min`;
  }

  protected pin(person: Participant): void {
    this.view.pin(person.id);
  }

  protected async remove(person: Participant): Promise<void> {
    const sure = await this.overlays.confirm({
      heading: `Remove ${person.full_name}?`,
      text: `${person.full_name} leaves the call and cannot come back into it.`,
      action: 'Remove',
      danger: true,
    });
    if (sure) this.call.tell({ type: 'remove', user_id: person.user_id });
  }

  protected download(): void {
    const id = this.call.attendance()?.meeting_id;
    if (id === undefined) return;
    this.http.get(`/api/meetings/${id}/attendance/?format=csv`, { responseType: 'blob' }).subscribe({
      next: (file) => save(file, `attendance-${id}.csv`),
      error: (error: unknown) => this.toasts.fail(error),
    });
  }

  private cameTo(userId: number): string {
    const line = this.call.attendance()?.items.find(({ user }) => user.id === userId);
    return line?.late ? `${line.late_minutes} min late` : '';
  }
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // After the browser has taken it.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
