import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Clock, duration } from '../../platform/clock.ts';
import { Avatar } from '../../platform/ui/avatar.ts';
import { Button } from '../../platform/ui/button.ts';
import { Overlays } from '../../platform/ui/overlays.ts';
import { attendanceWords } from './attendance.ts';
import { placeWords } from './people.ts';
import { RoomCall } from './room-call.ts';

/** Who wants to speak, in order; for who leads: let them, and how many came. */
@Component({
  selector: 'app-hands-panel',
  imports: [Avatar, Button],
  templateUrl: './hands-panel.html',
  host: { class: 'flex min-h-0 flex-1 flex-col' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HandsPanel {
  protected readonly call = inject(RoomCall);
  private readonly clock = inject(Clock);
  private readonly overlays = inject(Overlays);

  protected readonly queue = computed(() =>
    this.call.queue().map(({ user_id, at }) => {
      const person = this.call.seats().find((one) => one.user_id === user_id);
      return {
        user_id,
        name: person?.full_name ?? 'Somebody',
        avatar_url: person?.avatar_url ?? null,
        mine: user_id === this.call.me()?.user_id,
        waiting: this.waiting(at),
      };
    }),
  );
  protected readonly place = computed(() => (this.call.myHand() ? placeWords(this.call.myHand()) : ''));
  protected readonly attendance = computed(() => {
    const attendance = this.call.attendance();
    return attendance && attendance.expected > 0 ? attendanceWords(attendance) : undefined;
  });

  protected async end(): Promise<void> {
    const sure = await this.overlays.confirm({
      heading: 'End for everyone?',
      text: 'Everybody leaves the call, and nobody can come back into it.',
      action: 'End for all',
      danger: true,
    });
    if (sure) this.call.tell({ type: 'end' });
  }

  private waiting(at: string): string {
    const minutes = Math.floor((this.clock.minute() - Date.parse(at)) / 60_000);
    return minutes < 1 ? 'just now' : duration(minutes);
  }
}
