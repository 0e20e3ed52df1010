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
      <p class="flex items-start gap-2">
        <ui-icon name="clock" [size]="18" class="mt-0.25 flex-none text-accent-text" />
        <span>
          <a class="font-semibold hover:underline" [routerLink]="['/courses', item.course.id]">
            {{ item.course.title }}
          </a>
          <span class="num">ends in {{ left(item.ends_at) }}</span>
          {{ item.room ? ', ' + item.room.name : '' }}
        </span>
      </p>
    }
    @if (state().next; as item) {
      <p class="flex items-start gap-2 text-ink-2">
        @if (!state().now) {
          <ui-icon name="clock" [size]="18" class="mt-0.25 flex-none" />
        }
        <span>
          {{ state().now ? 'Then' : 'Next' }}
          <a class="font-semibold text-ink hover:underline" [routerLink]="['/courses', item.course.id]">
            {{ item.course.title }}
          </a>
          <span class="num">{{ at(item) }}, in {{ left(item.starts_at) }}</span>
          {{ item.room ? ', ' + item.room.name : '' }}
        </span>
      </p>
    }
  `,
  host: { class: 'flex flex-wrap gap-x-5 gap-y-1 text-callout empty:hidden' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NowNext {
  private readonly clock = inject(Clock);
  readonly items = input.required<readonly Occurrence[]>();
  protected readonly state = computed(() => nowAndNext(this.items(), this.clock.now()));

  protected left(at: string): string {
    return countdown(Date.parse(at) - this.clock.now());
  }

  protected at(item: Occurrence): string {
    const day = this.clock.dayName(item.starts_at);
    return `${day === 'Today' ? '' : `${day} `}at ${this.clock.time(item.starts_at)}`;
  }
}
