import type { Meeting, MeetingsFromServer, MeetingWithEntry } from '@api/meetings';
import { httpResource } from '@angular/common/http';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Clock, duration } from '../platform/clock.ts';
import { Live } from '../platform/live.ts';
import { AuthService } from '../platform/session.ts';
import { Titles } from '../platform/titles.ts';
import { Tile } from '../platform/ui/avatar.ts';
import { Button, IconButton } from '../platform/ui/button.ts';
import { Chip, Progress } from '../platform/ui/chip.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { MENU } from '../platform/ui/menu.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { Page } from '../platform/ui/page.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { MeetingSheet, type MeetingDraft } from './meeting-sheet.ts';
import { countdown, noun, phaseOf, placeOf, toneId, withNews } from './meeting-times.ts';
import { MeetingsApi } from './meetings.api.ts';

type MeetingChanged = Extract<MeetingsFromServer, { type: 'meeting' }>;
type MeetingDeleted = Extract<MeetingsFromServer, { type: 'meeting-deleted' }>;

/** While somebody waits: the fallback when the live socket is away. */
const POLL_MS = 15_000;

/** One meeting, and the waiting room: it opens by itself when the host starts. */
@Component({
  selector: 'app-meeting',
  imports: [Page, Loaded, Tile, Chip, Progress, Button, IconButton, RouterLink, ...MENU],
  templateUrl: './meeting.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MeetingPage {
  private readonly api = inject(MeetingsApi);
  private readonly auth = inject(AuthService);
  private readonly live = inject(Live);
  private readonly overlays = inject(Overlays);
  private readonly router = inject(Router);
  private readonly titles = inject(Titles);
  private readonly toasts = inject(Toasts);
  protected readonly clock = inject(Clock);

  readonly id = input.required<string>();
  /** Set when I come out of the call: one click leads back. */
  readonly left = input<string>();

  protected readonly resource = httpResource<MeetingWithEntry | Meeting>(() => `/api/meetings/${this.id()}/`);
  private readonly meeting = computed(() => (this.resource.hasValue() ? this.resource.value() : undefined));
  protected readonly phase = computed(() => {
    const meeting = this.meeting();
    return meeting && phaseOf(meeting, this.clock.now());
  });
  protected readonly busy = signal<'start' | 'end' | undefined>(undefined);

  protected readonly noun = noun;
  protected readonly placeOf = placeOf;
  protected readonly toneId = toneId;

  constructor() {
    this.hearChanges();
    this.pollWhileWaiting();
    effect(() => {
      const meeting = this.meeting();
      // Seen on the tab's label by who waits in another one.
      if (meeting) this.titles.set(this.phase() === 'live' ? `Live: ${meeting.title}` : meeting.title);
    });
  }

  protected isHost(meeting: Meeting): boolean {
    return meeting.host.id === this.auth.user()?.id;
  }

  protected placeLink(meeting: Meeting): string {
    return meeting.course_id ? `/courses/${meeting.course_id}` : `/study-groups/${meeting.study_group_id}`;
  }

  protected opensIn(meeting: Meeting): string {
    const left = Date.parse(meeting.joinable_at) - this.clock.now();
    return countdown(left) ?? this.clock.relative(meeting.joinable_at).replace(/^in /, '');
  }

  protected endsIn(meeting: Meeting): string {
    const minutes = Math.round((Date.parse(meeting.ends_at) - this.clock.minute()) / 60_000);
    return minutes > 0 ? `ends in ${duration(minutes)}` : `planned until ${this.clock.time(meeting.ends_at)}`;
  }

  protected elapsed(meeting: Meeting): number {
    const from = Date.parse(meeting.started_at ?? meeting.starts_at);
    return (this.clock.minute() - from) / (Date.parse(meeting.ends_at) - from);
  }

  /** One click: everybody is let in, and I go in too. */
  protected async start(meeting: Meeting): Promise<void> {
    if (await this.step('start')) await this.router.navigate(['/meetings', meeting.id, 'room']);
  }

  protected async end(meeting: Meeting): Promise<void> {
    const sure = await this.overlays.confirm({
      heading: `End ${meeting.title} for everyone?`,
      text: `Everybody leaves the ${noun(meeting)}, and nobody can come back into it.`,
      action: `End the ${noun(meeting)}`,
      danger: true,
    });
    if (sure) await this.step('end');
  }

  protected async cancel(meeting: Meeting): Promise<void> {
    const sure = await this.overlays.confirm({
      heading: `Call off ${meeting.title}?`,
      text: `Everybody of ${placeOf(meeting)} is told. It cannot be brought back; a new one can be scheduled.`,
      action: `Call off the ${noun(meeting)}`,
      danger: true,
    });
    if (sure) await this.step('cancel');
  }

  protected async change(meeting: Meeting): Promise<void> {
    const changed = await this.overlays.open<Meeting, MeetingDraft>(MeetingSheet, {
      data: { meeting },
      side: true,
    });
    if (changed) this.resource.set(changed);
  }

  protected async remove(meeting: Meeting): Promise<void> {
    const sure = await this.overlays.confirm({
      heading: `Remove ${meeting.title}?`,
      text: 'It disappears from everybody’s list, as if it had never been planned.',
      action: 'Remove',
      danger: true,
    });
    if (!sure) return;
    try {
      await this.api.remove(meeting.id);
      await this.router.navigateByUrl('/meetings');
      this.toasts.say(`${meeting.title} is removed.`);
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  protected async copyLink(meeting: Meeting): Promise<void> {
    await navigator.clipboard.writeText(new URL(`/meetings/${meeting.id}`, location.href).href);
    this.toasts.say('The link is copied. It opens for those whom the meeting is for.');
  }

  private async step(verb: 'start' | 'end' | 'cancel'): Promise<boolean> {
    this.busy.set(verb === 'cancel' ? undefined : verb);
    try {
      this.resource.set(await this.api.step(Number(this.id()), verb));
      return true;
    } catch (error) {
      this.toasts.fail(error);
      this.resource.reload();
      return false;
    } finally {
      this.busy.set(undefined);
    }
  }

  private hearChanges(): void {
    const stops = [
      this.live.on<MeetingChanged>('meeting', ({ meeting: news }) => {
        const meeting = this.meeting();
        if (meeting?.id === news.id) this.resource.set(withNews(meeting, news));
      }),
      this.live.on<MeetingDeleted>('meeting-deleted', ({ id }) => {
        if (id === Number(this.id())) this.resource.reload();
      }),
      this.live.on('reconnected', () => this.resource.reload()),
    ];
    inject(DestroyRef).onDestroy(() => {
      for (const stop of stops) stop();
    });
  }

  private pollWhileWaiting(): void {
    effect((onCleanup) => {
      const phase = this.phase();
      if (phase !== 'waiting' && phase !== 'open') return;
      const timer = setInterval(() => untracked(() => this.resource.reload()), POLL_MS);
      onCleanup(() => clearInterval(timer));
    });
  }
}
