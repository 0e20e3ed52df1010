import type { CourseDetail } from '@api/courses';
import type { Meeting } from '@api/meetings';
import {
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  inject,
  input,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { Clock } from '../platform/clock.ts';
import { Live } from '../platform/live.ts';
import { paged } from '../platform/paged.ts';
import { Tile } from '../platform/ui/avatar.ts';
import { Chip } from '../platform/ui/chip.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { More, Section } from '../platform/ui/page.ts';
import { Row } from '../platform/ui/row.ts';
import { Empty } from '../platform/ui/states.ts';

const BRIEF = 3;

/** The calls of a course: live, to come, and those that were. */
@Component({
  selector: 'app-course-meetings',
  imports: [Section, Loaded, Row, Tile, Chip, Empty, More, RouterLink],
  templateUrl: './course-meetings.html',
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CourseMeetings {
  protected readonly clock = inject(Clock);
  readonly course = input.required<CourseDetail>();
  /** Only what is live or comes soon, for the overview. */
  readonly brief = input(false, { transform: booleanAttribute });

  private readonly of = (scope: string) =>
    `/api/meetings/?scope=${scope}&course_id=${this.course().id}&limit=20`;
  protected readonly live = paged<Meeting>(() => this.of('live'));
  protected readonly coming = paged<Meeting>(() => this.of('upcoming'));
  protected readonly past = paged<Meeting>(() => (this.brief() ? undefined : this.of('past')));
  protected readonly ahead = computed(() => {
    const all = [...this.live.items(), ...this.coming.items()];
    return this.brief() ? all.slice(0, BRIEF) : all;
  });
  protected readonly never = computed(
    () => this.ahead().length === 0 && this.past.first.hasValue() && this.past.items().length === 0,
  );

  constructor() {
    const events = inject(Live);
    const read = () => {
      this.live.first.reload();
      this.coming.first.reload();
      this.past.first.reload();
    };
    const stops = [events.on('meeting', read), events.on('meeting-deleted', read)];
    inject(DestroyRef).onDestroy(() => stops.forEach((stop) => stop()));
  }

  /** A lecture that is called like its course is told apart by its time. */
  protected nameOf(meeting: Meeting): string {
    return meeting.title === this.course().title ? this.when(meeting) : meeting.title;
  }

  protected noteOf(meeting: Meeting): string {
    return meeting.title === this.course().title ? '' : this.when(meeting);
  }

  private when(meeting: Meeting): string {
    return `${this.clock.dayName(meeting.starts_at)}, ${this.clock.range(meeting.starts_at, meeting.ends_at)}`;
  }
}
