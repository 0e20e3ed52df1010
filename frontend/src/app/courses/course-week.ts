import type { Occurrence } from '@api/timetable';
import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Clock, duration } from '../platform/clock.ts';
import { Dot } from '../platform/ui/avatar.ts';
import { Chip } from '../platform/ui/chip.ts';

/** Classes of one course, with the one that runs and the one that comes next. */
@Component({
  selector: 'app-course-week',
  imports: [Dot, Chip],
  template: `
    <ol class="list [--inset:74px]">
      @for (item of items(); track item.occurrence_id) {
        <li class="grid min-h-15 grid-cols-[36px_10px_minmax(0,1fr)_auto] items-start gap-x-3.5 py-2.75">
          <time class="text-note leading-5.75 text-ink-3" [attr.datetime]="item.starts_at">
            {{ clock.day(item.starts_at).slice(0, 3) }}
          </time>
          <ui-dot class="mt-1.5" [courseId]="courseId()" />
          <div class="min-w-0">
            <div
              class="num font-semibold"
              [class.text-ink-2]="isOver(item)"
              [class.line-through]="item.status === 'cancelled'"
            >
              {{ clock.range(item.starts_at, item.ends_at) }}
            </div>
            <div class="text-note text-ink-2">
              {{ item.room?.name ?? 'No room yet' }}
              @if (item.status === 'moved') {
                <span class="font-medium text-warning">moved</span>
              }
            </div>
          </div>
          @if (stateOf(item); as state) {
            <ui-chip [kind]="state.kind">{{ state.text }}</ui-chip>
          }
        </li>
      } @empty {
        <li class="py-3 text-callout text-ink-2">No class is planned.</li>
      }
    </ol>
  `,
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CourseWeek {
  protected readonly clock = inject(Clock);
  readonly items = input.required<readonly Occurrence[]>();
  readonly courseId = input.required<number>();

  protected isOver(item: Occurrence): boolean {
    return Date.parse(item.ends_at) <= this.clock.minute();
  }

  protected stateOf(item: Occurrence) {
    if (item.status === 'cancelled') return { kind: 'no' as const, text: 'Cancelled' };
    const now = this.clock.minute();
    const left = Math.ceil((Date.parse(item.ends_at) - now) / 60_000);
    if (left > 0 && Date.parse(item.starts_at) <= now)
      return { kind: 'live' as const, text: `Now, ${duration(left)} left` };
    const next = this.items().find((one) => one.status !== 'cancelled' && Date.parse(one.starts_at) > now);
    return next === item ? { kind: 'neutral' as const, text: 'Next' } : null;
  }
}
