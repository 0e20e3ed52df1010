import type { Course } from '@api/courses';
import type { Semester } from '@api/directory';
import { httpResource } from '@angular/common/http';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Clock } from '../platform/clock.ts';
import { AuthService } from '../platform/session.ts';
import { Tile } from '../platform/ui/avatar.ts';
import { Button, IconButton } from '../platform/ui/button.ts';
import { Search } from '../platform/ui/field.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { MENU } from '../platform/ui/menu.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { Page } from '../platform/ui/page.ts';
import { Row } from '../platform/ui/row.ts';
import { Segmented } from '../platform/ui/segmented.ts';
import { Empty } from '../platform/ui/states.ts';
import { CourseSheet } from './course-sheet.ts';
import { nextSlot, semesterInWords } from './words.ts';

/** The courses of a semester: mine, and every one for who may see it. */
@Component({
  selector: 'app-courses',
  imports: [...MENU, Page, Loaded, Row, Tile, Empty, Button, IconButton, Search, Segmented, RouterLink],
  templateUrl: './courses.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Courses {
  private readonly auth = inject(AuthService);
  private readonly clock = inject(Clock);
  private readonly overlays = inject(Overlays);
  private readonly router = inject(Router);

  /** `?new=1` opens the form, from the palette. */
  readonly new = input<string>();

  protected readonly role = computed(() => this.auth.user()?.role ?? 'student');
  protected readonly words = { semester: semesterInWords };
  protected readonly scopes = [
    { value: 'mine' as const, label: 'Mine' },
    { value: 'all' as const, label: 'All courses' },
  ];
  protected readonly scope = linkedSignal<'mine' | 'all'>(() => (this.role() === 'admin' ? 'all' : 'mine'));
  protected readonly query = signal('');

  private readonly semesterList = httpResource<{ items: readonly Semester[] }>(() => '/api/semesters/');
  protected readonly semesters = computed(() =>
    this.semesterList.hasValue() ? this.semesterList.value().items : [],
  );
  protected readonly semester = linkedSignal<Semester | null>(
    () => this.semesters().find((one) => one.is_current) ?? this.semesters()[0] ?? null,
  );

  /** Waits for the semesters; without them, what is open. */
  protected readonly courses = httpResource<readonly Course[]>(() => {
    if (this.semesterList.isLoading()) return undefined;
    const semester = this.semester();
    return `/api/courses/?scope=${this.scope()}${semester ? `&semester_id=${semester.id}` : ''}`;
  });

  protected readonly note = computed(() => {
    const semester = this.semester();
    if (!semester) return '';
    return `${semesterInWords(semester)}${semester.closed_at ? ', closed. It can be read.' : '.'}`;
  });
  protected readonly mayCreate = computed(() => this.role() !== 'student' && !this.semester()?.closed_at);

  constructor() {
    effect(() => {
      if (this.new()) untracked(() => void this.create());
    });
  }

  protected matching(courses: readonly Course[]): readonly Course[] {
    const words = this.query().trim().toLowerCase();
    if (!words) return courses;
    return courses.filter((course) =>
      `${course.code} ${course.title} ${course.instructor?.full_name ?? ''}`.toLowerCase().includes(words),
    );
  }

  protected nextOf(course: Course): string {
    const now = this.clock.minute();
    const weekday = ((new Date(`${this.clock.isoDay(now)}T12:00:00Z`).getUTCDay() + 6) % 7) + 1;
    return this.semester()?.is_current ? nextSlot(course.timetable, weekday, this.clock.time(now)) : '';
  }

  protected noteOf(course: Course): string {
    const who =
      this.role() === 'faculty' && this.scope() === 'mine'
        ? null
        : (course.instructor?.full_name ?? 'No lecturer yet');
    return [course.code, who].filter(Boolean).join(', ');
  }

  protected async create(): Promise<void> {
    const made = await this.overlays.open<{ id: number }, { semester: Semester | null }>(CourseSheet, {
      data: { semester: this.semester() },
    });
    await this.router.navigate(made ? ['/courses', made.id] : ['/courses'], { replaceUrl: !made });
  }
}
