import type { Occurrence } from '@api/timetable';
import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Clock } from '../platform/clock.ts';
import { Icon } from '../platform/ui/icon.ts';
import { countdown, nowAndNext } from './week.ts';

/** "Data Structures ends in 38 min. Then Probability at 11:45, Room C." in the viewer's time; nothing when nothing comes. */
@Component({
  selector: 'app-now-next',
  imports: [Icon, RouterLink],
  template: `
    @if (state().now; as item) {
      <p class="flex min-w-0 items-start gap-2">
        <ui-icon name="clock" [size]="18" class="mt-0.5 flex-none text-accent-text" />
        <span class="num">
          <a class="font-semibold hover:underline" [routerLink]="['/courses', item.course.id]">
            {{ item.course.title }}
          </a>
          {{ until(item) }}
        </span>
      </p>
    }
    @if (state().next; as item) {
      <p class="flex min-w-0 items-start gap-2 text-ink-2">
        <ui-icon
          name="clock"
          [size]="18"
          class="mt-0.5 flex-none"
          [class.invisible]="state().now"
          [class.md:hidden]="state().now"
        />
        <span class="num">
          {{ state().now ? 'Then' : 'Next' }}
          <a class="font-semibold text-ink hover:underline" [routerLink]="['/courses', item.course.id]">
            {{ item.course.title }}
          </a>
          {{ begins(item) }}
        </span>
      </p>
    }
  `,
  host: { class: 'grid min-w-0 gap-x-5 gap-y-1 text-callout empty:hidden md:flex md:flex-wrap' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NowNext {
  private readonly clock = inject(Clock);
  readonly items = input.required<readonly Occurrence[]>();
  /** Left out where the whole timetable is that of one room. */
  readonly room = input(true);
  protected readonly state = computed(() => nowAndNext(this.items(), this.clock.now()));

  /** "ends in 38 min, Room B" */
  protected until(item: Occurrence): string {
    return `ends in ${countdown(Date.parse(item.ends_at) - this.clock.now())}${this.roomOf(item)}`;
  }

  /** "at 14:00, in 3 h 8 min, Room C" */
  protected begins(item: Occurrence): string {
    const day = this.clock.dayName(item.starts_at);
    const left = countdown(Date.parse(item.starts_at) - this.clock.now());
    const at = `at ${this.clock.time(item.starts_at)}`;
    return `${day === 'Today' ? '' : `${day} `}${at}, in ${left}${this.roomOf(item)}`;
  }

  private roomOf(item: Occurrence): string {
    return this.room() && item.room ? `, ${item.room.name}` : '';
  }
}
