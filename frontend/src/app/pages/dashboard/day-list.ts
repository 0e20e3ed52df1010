import type { Occurrence } from '@api/timetable';
import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Clock } from '../../platform/clock.ts';
import { Dot } from '../../platform/ui/avatar.ts';
import { Button } from '../../platform/ui/button.ts';
import { Chip } from '../../platform/ui/chip.ts';
import type { DayLine } from './day.ts';

/** My classes of one day. A lecturer prepares the call of each from its line; the one that is shown as now has its button there. */
@Component({
  selector: 'app-day-list',
  imports: [Dot, Button, Chip, RouterLink],
  template: `
    <ol class="list [--inset:84px]">
      @for (line of lines(); track line.kind === 'class' ? line.item.occurrence_id : line.until) {
        @if (line.kind === 'free') {
          <li class="py-1.5 pl-21 text-note text-ink-3 before:hidden [&+li]:before:hidden">
            Free until {{ clock.time(line.until) }}.
          </li>
        } @else {
          <li class="grid min-h-15 grid-cols-[46px_10px_minmax(0,1fr)_auto] items-start gap-x-3.5 py-2.75">
            <time class="num text-note leading-5.75 text-ink-3" [attr.datetime]="line.item.starts_at">
              {{ clock.time(line.item.starts_at) }}
            </time>
            <ui-dot class="mt-1.75" [courseId]="line.item.course.id" />
            <div class="min-w-0">
              <a
                class="-my-2.75 block py-2.75 after:absolute after:inset-0"
                [routerLink]="['/courses', line.item.course.id]"
              >
                <span
                  class="block font-semibold text-pretty"
                  [class.text-ink-2]="line.state === 'past'"
                  [class.line-through]="line.item.status === 'cancelled'"
                >
                  {{ line.item.course.title }}
                </span>
                <span class="block text-note text-ink-2">
                  {{ placeOf(line.item) }}
                  @if (line.item.status === 'moved') {
                    <span class="font-medium text-warning">moved</span>
                  }
                </span>
              </a>
            </div>
            @if (line.item.status === 'cancelled') {
              <ui-chip kind="no">Cancelled</ui-chip>
            } @else if (line.state === 'now') {
              <ui-chip kind="live">{{ line.call?.state === 'live' ? 'Live' : 'Now' }}</ui-chip>
            } @else if (teaches() && line.item.occurrence_id !== shown() && line.state === 'later') {
              @if (line.call; as call) {
                <a uiButton class="relative z-1" [routerLink]="['/meetings', call.id]">Details</a>
              } @else {
                <button
                  uiButton
                  type="button"
                  class="relative z-1"
                  [busy]="busy() === line.item.occurrence_id"
                  [attr.aria-label]="'Schedule the call of ' + line.item.course.title"
                  (click)="schedule.emit(line.item)"
                >
                  Schedule
                </button>
              }
            }
          </li>
        }
      }
    </ol>
  `,
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DayList {
  protected readonly clock = inject(Clock);
  readonly lines = input.required<readonly DayLine[]>();
  readonly teaches = input(false);
  /** The class that the now block shows. */
  readonly shown = input<number | null>(null);
  readonly busy = input<number | null>(null);
  /** The class gets its call, to be started when its time has come. */
  readonly schedule = output<Occurrence>();

  protected placeOf(item: Occurrence): string {
    const who = this.teaches() ? item.course.code : item.instructor?.full_name;
    return [who, item.room?.name ?? 'no room yet'].filter(Boolean).join(', ');
  }
}
