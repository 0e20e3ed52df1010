import type { CourseDetail } from '@api/courses';
import type { Occurrence } from '@api/timetable';
import type { HttpResourceRef } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Clock } from '../platform/clock.ts';
import { AuthService } from '../platform/session.ts';
import { Dot } from '../platform/ui/avatar.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { Section } from '../platform/ui/page.ts';
import { Row } from '../platform/ui/row.ts';
import { Empty } from '../platform/ui/states.ts';
import { CourseWeek } from './course-week.ts';
import { dayName } from './words.ts';

/** When the course takes place every week, and this week as it really is. */
@Component({
  selector: 'app-course-timetable',
  imports: [Section, Loaded, Row, Dot, Empty, CourseWeek, RouterLink],
  template: `
    @if (slots().length > 0) {
      <div class="grid grid-cols-1 gap-x-14 gap-y-8 lg:grid-cols-[minmax(0,1.32fr)_minmax(0,1fr)]">
        <ui-section heading="Every week">
          <a end class="link text-callout" routerLink="/timetable">Timetable</a>
          <ul class="list [--inset:22px]">
            @for (slot of slots(); track slot.id) {
              <li>
                <div uiRow [name]="dayName(slot.day_of_week, true)" [note]="slot.room?.name ?? 'No room yet'">
                  <ui-dot start [courseId]="course().id" />
                  <span end class="num text-callout text-ink-2">{{ slot.starts_at }}–{{ slot.ends_at }}</span>
                </div>
              </li>
            }
          </ul>
        </ui-section>
        <div>
          <ui-section heading="This week">
            <app-course-week
              *uiLoaded="classes(); what: 'The week'; rows: 2"
              [items]="thisWeek()"
              [courseId]="course().id"
            />
          </ui-section>
        </div>
      </div>
    } @else {
      <ui-empty
        icon="calendar"
        heading="No weekly time yet"
        [text]="
          admin()
            ? 'Add one in the timetable: day, time and room.'
            : 'Administrators plan the timetable; the times will stand here.'
        "
      >
        @if (admin() && !course().semester.closed_at) {
          <a class="link text-callout" routerLink="/timetable">Open the timetable</a>
        }
      </ui-empty>
    }
  `,
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CourseTimetable {
  private readonly auth = inject(AuthService);
  private readonly clock = inject(Clock);
  readonly course = input.required<CourseDetail>();
  /** Of this week and the next. */
  readonly classes = input.required<HttpResourceRef<{ items: readonly Occurrence[] } | undefined>>();
  /** Sunday of this week. */
  readonly until = input.required<string>();
  protected readonly dayName = dayName;
  protected readonly admin = computed(() => this.auth.user()?.role === 'admin');
  protected readonly thisWeek = computed(() => {
    const classes = this.classes();
    const items = (classes.hasValue() && classes.value().items) || [];
    return items.filter((item) => this.clock.isoDay(item.starts_at) <= this.until());
  });
  protected readonly slots = computed(() =>
    [...this.course().timetable].sort(
      (a, b) => a.day_of_week - b.day_of_week || a.starts_at.localeCompare(b.starts_at),
    ),
  );
}
