import type { Meeting } from '@api/meetings';
import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, effect, inject, input, resource } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { toProblem } from '../platform/problem.ts';
import { Titles } from '../platform/titles.ts';
import { Button } from '../platform/ui/button.ts';
import { Icon } from '../platform/ui/icon.ts';
import { placeOf } from './meeting-times.ts';
import { MeetingsApi } from './meetings.api.ts';

/** The call's place. The stage is dark in both modes. */
@Component({
  selector: 'app-room',
  imports: [RouterLink, Button, Icon],
  templateUrl: './room.html',
  host: { class: 'flex min-h-dvh flex-col bg-canvas text-ink', 'data-theme': 'dark' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Room {
  private readonly api = inject(MeetingsApi);
  private readonly router = inject(Router);

  readonly id = input.required<string>();

  protected readonly meeting = httpResource<Meeting>(() => `/api/meetings/${this.id()}/`);
  protected readonly entry = resource({
    params: () => Number(this.id()),
    loader: ({ params }) => this.api.join(params),
  });
  protected readonly refusal = computed(() => {
    const error = this.entry.error() ?? this.meeting.error();
    return error && toProblem(error);
  });
  protected readonly shown = computed(() => (this.meeting.hasValue() ? this.meeting.value() : undefined));
  protected readonly entered = computed(() => (this.entry.hasValue() ? this.shown() : undefined));
  protected readonly moderator = computed(() => this.entry.hasValue() && this.entry.value().moderator);

  protected readonly placeOf = placeOf;

  constructor() {
    const titles = inject(Titles);
    effect(() => {
      const meeting = this.shown();
      if (meeting) titles.set(meeting.title);
    });
  }

  /** The thread that goes on outside the call: the group's chat, or the course with its groups. */
  protected chat(meeting: Meeting): { link: string; label: string } {
    return meeting.study_group_id
      ? { link: `/study-groups/${meeting.study_group_id}`, label: 'Open the chat' }
      : { link: `/courses/${meeting.course_id}`, label: 'Open the course' };
  }

  protected leave(): void {
    void this.router.navigate(['/meetings', this.id()]);
  }
}
