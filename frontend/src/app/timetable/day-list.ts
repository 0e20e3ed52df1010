import type { Occurrence } from '@api/timetable';
import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Clock } from '../platform/clock.ts';
import { courseTone } from '../platform/tone.ts';
import { Popover } from '../platform/ui/popover.ts';
import { SlotDetails } from './slot-details.ts';
import { CalendarService } from './timetable.api.ts';
import {
  addDays,
  clockOf,
  dateOf,
  dayLines,
  isRunning,
  shortDay,
  shownDays,
  surname,
  wallClock,
} from './week.ts';
import type { Block } from './week.ts';

const FAR_ENOUGH = 60;

/** One day on a phone: a strip of days, then what is on and what is free. A swipe goes to the next day. */
@Component({
  selector: 'app-day-list',
  imports: [RouterLink, Popover, SlotDetails],
  templateUrl: './day-list.html',
  host: { class: 'block', '(touchstart)': 'begin($event)', '(touchend)': 'end($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DayList {
  private readonly clock = inject(Clock);
  protected readonly calendar = inject(CalendarService);
  private start: { x: number; y: number } | undefined;

  readonly monday = input.required<string>();
  readonly day = input.required<string>();
  readonly blocks = input.required<readonly Block[]>();
  readonly zone = input.required<string>();
  readonly of = input<'me' | 'class' | 'lecturer' | 'room'>('me');
  readonly dayChosen = output<string>();
  readonly edit = output<Occurrence>();
  readonly remove = output<Occurrence>();

  protected readonly clockOf = clockOf;
  protected readonly tone = courseTone;
  protected readonly days = computed(() =>
    shownDays(this.monday(), this.blocks()).map((day) => ({ day, name: shortDay(day), date: dateOf(day) })),
  );
  protected readonly lines = computed(() =>
    dayLines(this.blocks().filter((block) => block.day === this.day())).map((line) =>
      'block' in line ? { block: line.block, free: undefined } : { block: undefined, free: line.freeUntil },
    ),
  );
  protected readonly today = computed(() => wallClock(this.clock.minute(), this.zone()).day);

  protected running = (item: Occurrence) => isRunning(item, this.clock.minute());

  /** "Room C, Abdi", without what the whole list has in common. */
  protected place(block: Block): string {
    const { item } = block;
    if (item.status === 'cancelled') return 'Cancelled';
    const room = this.of() === 'room' ? undefined : (item.room?.name ?? 'Online');
    const person =
      this.of() === 'lecturer' ? undefined : item.instructor && surname(item.instructor.full_name);
    const until = this.running(item) ? `until ${clockOf(block.to)}` : person;
    return [room, until].filter(Boolean).join(', ');
  }

  protected begin(event: Event): void {
    const touch = event instanceof TouchEvent ? event.touches[0] : undefined;
    this.start = touch && { x: touch.clientX, y: touch.clientY };
  }

  protected end(event: Event): void {
    const touch = event instanceof TouchEvent ? event.changedTouches[0] : undefined;
    if (!touch || !this.start) return;
    const x = touch.clientX - this.start.x;
    const y = touch.clientY - this.start.y;
    if (Math.abs(x) > FAR_ENOUGH && Math.abs(x) > 2 * Math.abs(y))
      this.dayChosen.emit(this.beside(x < 0 ? 1 : -1));
  }

  /** The day beside this one, over the weekend when nothing is on there. */
  private beside(step: 1 | -1): string {
    const days = this.days().map((one) => one.day);
    const within = days[days.indexOf(this.day()) + step];
    if (within) return within;
    return step === 1 ? addDays(this.monday(), 7) : addDays(this.monday(), -3);
  }
}
