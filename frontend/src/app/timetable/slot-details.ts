import type { Occurrence } from '@api/timetable';
import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Clock } from '../platform/clock.ts';
import { AuthService } from '../platform/session.ts';
import { Tile } from '../platform/ui/avatar.ts';
import { Button } from '../platform/ui/button.ts';
import { Chip } from '../platform/ui/chip.ts';
import { CalendarService } from './timetable.api.ts';
import { clockOf, dayWords, isRunning, wallClock } from './week.ts';

/** What is known of one class of the week, and where it leads: course, room, lecturer, call; for the office, change it. */
@Component({
  selector: 'app-slot-details',
  imports: [RouterLink, Button, Chip, Tile],
  templateUrl: './slot-details.html',
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SlotDetails {
  private readonly auth = inject(AuthService);
  private readonly calendar = inject(CalendarService);
  private readonly clock = inject(Clock);

  readonly item = input.required<Occurrence>();
  readonly left = output();
  readonly edit = output();
  readonly remove = output();

  protected readonly admin = computed(() => this.auth.user()?.role === 'admin');
  protected readonly mine = computed(() => this.item().instructor?.id === this.auth.user()?.id);
  protected readonly running = computed(() => isRunning(this.item(), this.clock.minute()));
  protected readonly over = computed(() => Date.parse(this.item().ends_at) <= this.clock.minute());
  protected readonly when = computed(() => {
    const zone = this.calendar.zone() ?? this.clock.zone();
    const from = wallClock(this.item().starts_at, zone);
    const to = wallClock(this.item().ends_at, zone);
    return { day: dayWords(from.day), range: `${clockOf(from.minutes)}–${clockOf(to.minutes)}` };
  });
  /** The same in the viewer's zone, when its clocks show something else. */
  protected readonly forMe = computed(() => {
    const zone = this.calendar.zone() ?? this.clock.zone();
    const { starts_at, ends_at } = this.item();
    const there = wallClock(starts_at, zone);
    const here = wallClock(starts_at, this.clock.zone());
    if (there.day === here.day && there.minutes === here.minutes) return undefined;
    const range = this.clock.range(starts_at, ends_at);
    return here.day === there.day ? range : `${this.clock.day(starts_at)}, ${range}`;
  });
}
