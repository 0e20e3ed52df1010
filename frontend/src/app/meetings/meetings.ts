import type { Meeting } from '@api/meetings';
import { httpResource } from '@angular/common/http';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  untracked,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Clock, duration } from '../platform/clock.ts';
import { Live } from '../platform/live.ts';
import { paged } from '../platform/paged.ts';
import type { Page as PageOf } from '../platform/paged.ts';
import { Dot } from '../platform/ui/avatar.ts';
import { Button } from '../platform/ui/button.ts';
import { Chip } from '../platform/ui/chip.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { More, Page } from '../platform/ui/page.ts';
import { Row } from '../platform/ui/row.ts';
import { Empty } from '../platform/ui/states.ts';
import { Tabs } from '../platform/ui/tabs.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { MeetingSheet, type MeetingDraft } from './meeting-sheet.ts';
import { minutesOf, phaseOf, placeOf, shortPlaceOf, toneId } from './meeting-times.ts';

/** Bursts of changes (a lecturer cancels a week) are read once. */
const SETTLE_MS = 400;

/** My meetings: what is on now, what comes, what was. */
@Component({
  selector: 'app-meetings',
  imports: [Page, Tabs, Loaded, Row, Dot, Chip, Button, Empty, More, RouterLink],
  templateUrl: './meetings.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Meetings {
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  private readonly router = inject(Router);
  private readonly live = inject(Live);
  protected readonly clock = inject(Clock);

  readonly view = input<string>();
  /** `?new=1` opens the form; the rest fills it in. */
  readonly new = input<string>();
  readonly course_id = input<string>();
  readonly study_group_id = input<string>();

  protected readonly past = computed(() => this.view() === 'past');
  protected readonly tabs = [
    { label: 'Upcoming', link: '/meetings' },
    { label: 'Past', link: '/meetings', query: { view: 'past' } },
  ];
  protected readonly on = httpResource<PageOf<Meeting>>(() => '/api/meetings/?scope=live');
  protected readonly list = paged<Meeting>(
    () => `/api/meetings/?scope=${this.past() ? 'past' : 'upcoming'}&limit=30`,
  );

  protected readonly running = computed(() => (this.on.hasValue() ? this.on.value().items : []));
  protected readonly days = computed(() => {
    const days: { day: string; meetings: Meeting[] }[] = [];
    for (const meeting of this.list.items()) {
      const day = this.clock.dayName(meeting.starts_at);
      if (days.at(-1)?.day === day) days.at(-1)?.meetings.push(meeting);
      else days.push({ day, meetings: [meeting] });
    }
    return days;
  });

  protected readonly placeOf = placeOf;
  protected readonly shortPlaceOf = shortPlaceOf;
  protected readonly toneId = toneId;

  constructor() {
    this.keepFresh();
    effect(() => {
      if (this.new()) untracked(() => void this.fromLink());
    });
  }

  protected phase(meeting: Meeting) {
    return phaseOf(meeting, this.clock.now());
  }

  protected endsIn(meeting: Meeting): string {
    const minutes = Math.round((Date.parse(meeting.ends_at) - this.clock.minute()) / 60_000);
    return minutes > 0 ? `ends in ${duration(minutes)}` : 'over its time';
  }

  protected wasLike(meeting: Meeting): string {
    if (meeting.state === 'cancelled') return '';
    if (!meeting.started_at) return 'Did not take place';
    const end = meeting.ended_at ?? meeting.ends_at;
    const minutes = minutesOf({ starts_at: meeting.started_at, ends_at: end });
    return duration(Math.max(1, minutes));
  }

  protected async schedule(draft: MeetingDraft = {}): Promise<void> {
    const meeting = await this.overlays.open<Meeting, MeetingDraft>(MeetingSheet, {
      data: draft,
      side: true,
    });
    if (!meeting) return;
    this.toasts.say(
      `${meeting.title}: ${this.clock.day(meeting.starts_at)}, ${this.clock.time(meeting.starts_at)}.`,
    );
    await this.router.navigate(['/meetings', meeting.id]);
  }

  private async fromLink(): Promise<void> {
    const draft = {
      ...(this.course_id() && { course_id: Number(this.course_id()) }),
      ...(this.study_group_id() && { study_group_id: Number(this.study_group_id()) }),
    };
    await this.router.navigate(['/meetings'], { replaceUrl: true });
    await this.schedule(draft);
  }

  private keepFresh(): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        this.on.reload();
        this.list.first.reload();
      }, SETTLE_MS);
    };
    const stops = ['meeting', 'meeting-deleted', 'reconnected'].map((type) => this.live.on(type, soon));
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    });
  }
}
