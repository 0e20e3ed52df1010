import type { CourseDetail } from '@api/courses';
import type { Occurrence } from '@api/timetable';
import type { HttpResourceRef } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Clock } from '../platform/clock.ts';
import { Avatar } from '../platform/ui/avatar.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { Section } from '../platform/ui/page.ts';
import { Row } from '../platform/ui/row.ts';
import { CourseGroups } from './course-groups.ts';
import { CourseMeetings } from './course-meetings.ts';
import { CourseWeek } from './course-week.ts';
import { comingClasses, semesterInWords } from './words.ts';

/** The first tab: what the course is, its next meetings and groups, this week. */
@Component({
  selector: 'app-course-overview',
  imports: [Section, Loaded, Row, Avatar, CourseGroups, CourseMeetings, CourseWeek, RouterLink],
  template: `
    <div class="grid grid-cols-1 gap-x-14 gap-y-8 lg:grid-cols-[minmax(0,1.32fr)_minmax(0,1fr)]">
      <div class="grid grid-cols-1 content-start gap-8">
        @if (course().description) {
          <p class="max-w-[72ch] whitespace-pre-line text-ink-2">{{ course().description }}</p>
        }
        <app-course-meetings brief [course]="course()" />
        <app-course-groups brief [course]="course()" />
      </div>
      <div class="max-lg:order-first">
        <ui-section [heading]="coming().heading">
          <a end class="link text-callout" routerLink="/timetable">Timetable</a>
          <app-course-week
            *uiLoaded="classes(); what: 'The week'; rows: 2"
            [items]="coming().items.slice(0, 3)"
            [courseId]="course().id"
          />
        </ui-section>
        <ui-section class="max-lg:hidden" heading="About">
          <ul class="list">
            @if (course().instructor; as person) {
              <li>
                <div uiRow [name]="person.full_name" note="Lecturer">
                  <ui-avatar start [id]="person.id" [name]="person.full_name" />
                </div>
              </li>
            }
            <li>
              <div uiRow [name]="classNames()" note="Classes that take it"></div>
            </li>
            <li>
              <div uiRow [name]="semester()" [note]="course().department?.name ?? 'Semester'"></div>
            </li>
          </ul>
        </ui-section>
      </div>
    </div>
  `,
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CourseOverview {
  protected readonly clock = inject(Clock);
  readonly course = input.required<CourseDetail>();
  /** Of this week and the next. */
  readonly classes = input.required<HttpResourceRef<{ items: readonly Occurrence[] } | undefined>>();
  /** Sunday of this week. */
  readonly until = input.required<string>();
  protected readonly coming = computed(() => {
    const classes = this.classes();
    const items = (classes.hasValue() && classes.value().items) || [];
    const thisWeek = items.filter((item) => this.clock.isoDay(item.starts_at) <= this.until());
    return comingClasses(items, thisWeek, this.clock.minute());
  });
  protected readonly classNames = computed(
    () =>
      this.course()
        .classes.map((one) => one.name)
        .join(', ') || 'None, students come alone',
  );
  protected readonly semester = computed(() => semesterInWords(this.course().semester));
}
