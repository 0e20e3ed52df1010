import type { Course } from '@api/courses';
import type { Meeting } from '@api/meetings';
import type { StudyGroup } from '@api/study-groups';
import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { httpResource } from '@angular/common/http';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import { form, required, validate } from '@angular/forms/signals';
import { Clock, duration } from '../platform/clock.ts';
import { save } from '../platform/form.ts';
import { AuthService } from '../platform/session.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { Sheet } from '../platform/ui/overlays.ts';
import { instantOf, minutesOf } from './meeting-times.ts';
import { MeetingsApi } from './meetings.api.ts';

/** What the form begins with: a meeting to change, or where a new one belongs. */
export interface MeetingDraft {
  readonly meeting?: Meeting;
  readonly course_id?: number;
  readonly study_group_id?: number;
}

const LENGTHS = [30, 45, 60, 90, 120, 180];
const QUARTER = 15 * 60_000;

/** Schedules a meeting, or changes one that has not started. Closes with the meeting. */
@Component({
  selector: 'app-meeting-sheet',
  imports: [...FORM, Sheet, Button],
  templateUrl: './meeting-sheet.html',
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MeetingSheet {
  private readonly api = inject(MeetingsApi);
  private readonly auth = inject(AuthService);
  private readonly ref = inject<DialogRef<Meeting>>(DialogRef);
  private readonly clock = inject(Clock);
  private readonly draft = inject<MeetingDraft>(DIALOG_DATA);

  protected readonly meeting = this.draft.meeting;
  private readonly all = httpResource<readonly Course[]>(() => (this.meeting ? undefined : '/api/courses/'));
  private readonly mine = httpResource<{ items: readonly StudyGroup[] }>(() =>
    this.meeting ? undefined : '/api/study-groups/?scope=mine&limit=200',
  );
  protected readonly courses = computed(() => {
    const me = this.auth.user();
    const courses = this.all.hasValue() ? this.all.value() : [];
    return courses.filter(
      (one) => me?.role === 'admin' || (me?.role === 'faculty' && one.instructor?.id === me.id),
    );
  });
  protected readonly groups = computed(() =>
    (this.mine.hasValue() ? this.mine.value().items : []).filter((one) => one.my?.state === 'member'),
  );
  protected readonly loading = computed(() => this.all.isLoading() || this.mine.isLoading());
  protected readonly nowhere = computed(
    () => !this.meeting && !this.loading() && this.courses().length + this.groups().length === 0,
  );

  protected readonly lengths = [...new Set([...LENGTHS, ...(this.meeting ? [minutesOf(this.meeting)] : [])])]
    .sort((one, other) => one - other)
    .map((minutes) => ({ value: String(minutes), label: duration(minutes) }));

  protected readonly form = form(signal(this.start()), (path) => {
    if (!this.meeting) required(path.place, { message: 'Choose a course or a group.' });
    required(path.title, { message: 'Give the meeting a title.' });
    required(path.day, { message: 'Choose a day.' });
    required(path.starts_at, { message: 'Choose when it starts.' });
    validate(path.starts_at, ({ valueOf }) => {
      const [day, time] = [valueOf(path.day), valueOf(path.starts_at)];
      if (!day || !time || this.endOf(day, time, valueOf(path.minutes)) > Date.now()) return undefined;
      return { kind: 'past', message: 'This time is already over.' };
    });
  });

  constructor() {
    // With one place to choose there is nothing to choose.
    effect(() => {
      const places = [
        ...this.courses().map((one) => `course:${one.id}`),
        ...this.groups().map((one) => `group:${one.id}`),
      ];
      if (this.loading() || places.length !== 1) return;
      untracked(() => this.form.place().value.update((place) => place || (places[0] ?? '')));
    });
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    await save(this.form, async (value) => {
      const starts = instantOf(value.day, value.starts_at, this.clock.zone());
      const ends = new Date(starts.getTime() + Number(value.minutes) * 60_000);
      const times = { title: value.title, starts_at: starts.toISOString(), ends_at: ends.toISOString() };
      const [kind, id] = value.place.split(':');
      const place = kind === 'course' ? { course_id: Number(id) } : { study_group_id: Number(id) };
      this.ref.close(
        await (this.meeting
          ? this.api.change(this.meeting.id, times)
          : this.api.schedule({ ...times, ...place })),
      );
    });
  }

  private start() {
    const { meeting, course_id, study_group_id } = this.draft;
    const soon = Math.ceil((Date.now() + QUARTER) / QUARTER) * QUARTER;
    const starts = meeting?.starts_at ?? soon;
    return {
      place: course_id ? `course:${course_id}` : study_group_id ? `group:${study_group_id}` : '',
      title: meeting?.title ?? '',
      day: this.clock.isoDay(starts),
      starts_at: this.clock.time(starts),
      minutes: String(meeting ? minutesOf(meeting) : 60),
    };
  }

  private endOf(day: string, time: string, minutes: string): number {
    return instantOf(day, time, this.clock.zone()).getTime() + Number(minutes) * 60_000;
  }
}
