import type { Occurrence } from '@api/timetable';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  output,
} from '@angular/core';
import { Clock } from '../platform/clock.ts';
import { courseTone } from '../platform/tone.ts';
import { Popover } from '../platform/ui/popover.ts';
import { SlotDetails } from './slot-details.ts';
import { CalendarService } from './timetable.api.ts';
import {
  clockOf,
  dateOf,
  hoursOf,
  isRunning,
  neighbour,
  shortDay,
  shownDays,
  surname,
  wallClock,
} from './week.ts';
import type { Block } from './week.ts';

/** The week as a grid of days and hours, from 768 px on. Arrow keys go from class to class. */
@Component({
  selector: 'app-week-grid',
  imports: [Popover, SlotDetails],
  templateUrl: './week-grid.html',
  host: { class: 'block', '[style.--rows]': 'rows()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WeekGrid {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly clock = inject(Clock);
  protected readonly calendar = inject(CalendarService);

  readonly monday = input.required<string>();
  readonly blocks = input.required<readonly Block[]>();
  readonly zone = input.required<string>();
  /** Whose week it is decides what a block must still say: the room's week does not repeat the room. */
  readonly of = input<'me' | 'class' | 'lecturer' | 'room'>('me');
  readonly edit = output<Occurrence>();
  readonly remove = output<Occurrence>();

  protected readonly surname = surname;
  protected readonly tone = courseTone;
  protected readonly days = computed(() => {
    const today = this.now().day;
    return shownDays(this.monday(), this.blocks()).map((day) => ({
      day,
      name: shortDay(day),
      date: dateOf(day),
      today: day === today,
      blocks: this.blocks().filter((block) => block.day === day),
    }));
  });
  protected readonly now = computed(() => wallClock(this.clock.minute(), this.zone()));
  private readonly hours = computed(() => hoursOf(this.blocks()));
  protected readonly rows = computed(() => (this.hours().to - this.hours().from) / 60);
  protected readonly marks = computed(() =>
    Array.from({ length: this.rows() - 1 }, (_, index) => this.hours().from + (index + 1) * 60),
  );
  /** Hours close to the now line make room for its time. */
  protected readonly nowLine = computed(() => {
    const { minutes, day } = this.now();
    const shown = this.days().some((one) => one.day === day);
    return shown && minutes >= this.hours().from && minutes <= this.hours().to ? minutes : undefined;
  });

  protected readonly clockOf = clockOf;
  protected isNear(mark: number): boolean {
    const line = this.nowLine();
    return line !== undefined && Math.abs(line - mark) < 20;
  }

  protected top(minutes: number): string {
    return `calc(var(--hr) * ${(minutes - this.hours().from) / 60})`;
  }

  protected place(block: Block) {
    return {
      top: `calc(${this.top(block.from)} + 2px)`,
      height: `calc(var(--hr) * ${(block.to - block.from) / 60} - 3px)`,
      left: `calc(4px + (100% - 10px) * ${block.lane / block.lanes})`,
      width: `calc((100% - 10px) / ${block.lanes} - ${block.lanes > 1 ? 3 : 0}px)`,
    };
  }

  protected running = (item: Occurrence) => isRunning(item, this.clock.minute());

  /** When, for those who do not see where the block stands. */
  protected when(block: Block): string {
    return `, ${shortDay(block.day)} ${clockOf(block.from)} to ${clockOf(block.to)}, `;
  }

  protected step(event: Event, block: Block): void {
    if (!(event instanceof KeyboardEvent)) return;
    const next = neighbour(this.blocks(), block, event.key);
    if (!next) return;
    event.preventDefault();
    this.element.querySelector<HTMLElement>(`[data-block="${next.item.occurrence_id}"]`)?.focus();
  }
}
