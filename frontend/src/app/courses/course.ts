import type { CourseDetail } from '@api/courses';
import type { Meeting } from '@api/meetings';
import type { Occurrence } from '@api/timetable';
import { httpResource } from '@angular/common/http';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Clock } from '../platform/clock.ts';
import { Live } from '../platform/live.ts';
import { Titles } from '../platform/titles.ts';
import { Tile } from '../platform/ui/avatar.ts';
import { Button, IconButton } from '../platform/ui/button.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { MENU } from '../platform/ui/menu.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { Page } from '../platform/ui/page.ts';
import { Tabs } from '../platform/ui/tabs.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { CourseGroups } from './course-groups.ts';
import { CourseMeetings } from './course-meetings.ts';
import { CourseMembers } from './course-members.ts';
import { CourseOverview } from './course-overview.ts';
import { CourseSheet } from './course-sheet.ts';
import type { CourseSheetData } from './course-sheet.ts';
import { CourseTimetable } from './course-timetable.ts';
import { CourseService } from './courses.api.ts';
import { courseInWords, semesterInWords, weeksFrom } from './words.ts';

/** One course: what is now, who teaches and takes it, when, and what belongs to it. */
@Component({
  selector: 'app-course',
  imports: [
    ...MENU,
    Page,
    Tabs,
    Tile,
    Loaded,
    Button,
    IconButton,
    RouterLink,
    CourseOverview,
    CourseTimetable,
    CourseMembers,
    CourseGroups,
    CourseMeetings,
  ],
  templateUrl: './course.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CoursePage {
  private readonly api = inject(CourseService);
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  private readonly router = inject(Router);
  private readonly clock = inject(Clock);
  private readonly live = inject(Live);

  readonly id = input.required<string>();
  readonly tab = input<string>();

  protected readonly course = httpResource<CourseDetail>(() => `/api/courses/${this.id()}/`);
  protected readonly running = httpResource<{ items: readonly Meeting[] }>(
    () => `/api/meetings/?scope=live&course_id=${this.id()}`,
  );
  protected readonly week = computed(() => weeksFrom(this.clock.isoDay(this.clock.minute())));
  /** Of this week and the next. */
  protected readonly classes = httpResource<{ items: readonly Occurrence[] }>(
    () => `/api/timetable/?course_id=${this.id()}&from=${this.week().monday}&to=${this.week().next_sunday}`,
  );
  /** The lecture that can be entered now. */
  protected readonly call = computed(() =>
    this.running.hasValue() ? (this.running.value().items.find((meeting) => meeting.may_join) ?? null) : null,
  );
  protected readonly words = { course: courseInWords, semester: semesterInWords };
  protected readonly shown = computed(() => this.tab() ?? 'overview');
  protected readonly tabs = computed(() => {
    const link = ['/courses', this.id()];
    const of = (tab: string, label: string, count?: number) => ({
      label,
      link,
      query: { tab },
      ...(count && { count }),
    });
    const members = this.course.hasValue() ? this.course.value().member_count : undefined;
    return [
      { label: 'Overview', link },
      of('timetable', 'Timetable'),
      of('members', 'Members', members),
      of('groups', 'Groups'),
      of('meetings', 'Meetings'),
    ];
  });

  constructor() {
    const titles = inject(Titles);
    effect(() => {
      if (this.course.hasValue()) titles.set(this.course.value().title);
    });
    const stops = [
      this.live.on('meeting', () => this.running.reload()),
      this.live.on('timetable', () => this.classes.reload()),
      this.live.on('reconnected', () => {
        this.course.reload();
        this.running.reload();
      }),
    ];
    inject(DestroyRef).onDestroy(() => stops.forEach((stop) => stop()));
  }

  protected reload(): void {
    this.course.reload();
  }

  protected async edit(course: CourseDetail): Promise<void> {
    const saved = await this.overlays.open<CourseDetail, CourseSheetData>(CourseSheet, { data: { course } });
    if (!saved) return;
    this.course.set(saved);
    this.toasts.say(
      saved.member_count === course.member_count
        ? `${saved.title} is saved.`
        : `${saved.title} is saved. It has ${saved.member_count} students now.`,
    );
  }

  protected async delete(course: CourseDetail): Promise<void> {
    const slots = course.timetable.length;
    const sure = await this.overlays.confirm({
      heading: `Delete ${course.title}?`,
      text: `${course.member_count} people lose the course${slots ? ` and its ${slots} weekly ${slots === 1 ? 'time' : 'times'}` : ''}. This cannot be undone.`,
      action: 'Delete course',
      danger: true,
    });
    if (!sure) return;
    try {
      await this.api.delete(course.id);
      await this.router.navigate(['/courses']);
      this.toasts.say(`${course.title} is deleted.`);
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  protected async leave(course: CourseDetail): Promise<void> {
    try {
      await this.api.leave(course.id);
      await this.router.navigate(['/courses']);
      this.toasts.say(`You left ${course.title}.`, { label: 'Undo', run: () => this.comeBack(course) });
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  private async comeBack(course: CourseDetail): Promise<void> {
    try {
      await this.api.rejoin(course.id);
      await this.router.navigate(['/courses', course.id]);
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}
