import { HttpClient } from '@angular/common/http';
import { computed, DestroyRef, effect, inject, Injectable, Injector, signal, untracked } from '@angular/core';
import type { Attendance, Meeting } from '@api/meetings';
import { CallSocket } from '../../meetings/call/call-socket.ts';
import type { CallEngine, EngineName, Participant } from '../../meetings/call/engine.ts';
import type { CallFromClient, CallFromServer } from '../../meetings/call/frames.ts';
import { LocalMedia } from '../../meetings/call/local-media.ts';
import { MeetingsApi } from '../../meetings/meetings.api.ts';
import type { Problem } from '../../platform/problem.ts';
import { toProblem } from '../../platform/problem.ts';
import { Live } from '../../platform/live.ts';
import { Toasts } from '../../platform/ui/toasts.ts';
import type { Carrier } from './engines.ts';
import { carrierOf } from './engines.ts';
import { handNumbers, inSeats, queueOf } from './people.ts';
import { asParticipant, movedWords } from './words.ts';

export type Phase = 'outside' | 'entering' | 'inside' | 'left' | 'removed' | 'ended';
type Frame<T extends CallFromServer['type']> = Extract<CallFromServer, { type: T }>;

export interface Reaction {
  readonly id: number;
  readonly user_id: number;
  readonly emoji: string;
}
const REACTION_STAYS = 4_000;

/** This page's presence in one call: our socket, the engine that carries the media at the moment, and what the host decides. */
@Injectable()
export class RoomCall {
  private readonly api = inject(MeetingsApi);
  private readonly http = inject(HttpClient);
  private readonly injector = inject(Injector);
  private readonly toasts = inject(Toasts);
  private readonly live = inject(Live);
  readonly socket = inject(CallSocket);
  readonly media = inject(LocalMedia);

  private readonly stops: (() => void)[] = [];
  private moving: Promise<void> = Promise.resolve();
  private lastReaction = 0;
  private talking = false;

  readonly meeting = signal<Meeting | undefined>(undefined);
  readonly phase = signal<Phase>('outside');
  readonly refusal = signal<Problem | null>(null);
  private readonly carrier = signal<Carrier | null>(null);
  readonly engine = computed<CallEngine | null>(() => this.carrier()?.engine ?? null);
  readonly engineName = signal<EngineName | null>(null);
  /** Why the call moved, until it is read. */
  readonly moved = signal('');
  readonly reactions = signal<readonly Reaction[]>([]);
  readonly attendance = signal<Attendance | null>(null);

  readonly me = computed(() => this.socket.hello()?.self);
  readonly leads = computed(() => {
    const role = this.me()?.role;
    return role === 'host' || this.moderator();
  });
  private readonly moderator = signal(false);
  readonly startedAt = computed(() => this.socket.hello()?.started_at ?? null);
  /** While the call moves, the people stay where they are. */
  readonly seats = computed<readonly Participant[]>(() => {
    const carried = this.engine()?.participants() ?? [];
    const self = this.me();
    if (carried.length > 0 || !self) return inSeats(carried);
    return inSeats([
      asParticipant(self, true),
      ...this.socket.peers().map((peer) => asParticipant(peer, false)),
    ]);
  });
  readonly self = computed(() => this.seats().find(({ self }) => self));
  readonly queue = computed(() => queueOf(this.socket.hands()));
  readonly hands = computed(() => handNumbers(this.queue()));
  readonly myHand = computed(() => this.hands().get(this.me()?.user_id ?? 0) ?? 0);
  /** New messages in the group's thread. */
  readonly unread = computed(() => this.live.unread().groups[this.meeting()?.study_group_id ?? 0] ?? 0);
  readonly sharer = computed(() => this.seats().find(({ sharing }) => sharing));

  constructor() {
    effect(() => {
      const state = this.engine()?.state();
      if (state?.phase !== 'failed' || state.next !== 'other-engine') return;
      this.socket.send({ type: 'engine-failed', reason: state.code });
    });
    effect(() => {
      // The server ended the line for good, and may have had no time to say why.
      if (this.socket.state() === 'closed' && untracked(this.phase) === 'inside') void this.close('ended');
    });
    inject(DestroyRef).onDestroy(() => void this.close('left'));
  }

  private get id(): number {
    return this.meeting()?.id ?? 0;
  }

  nameOf(userId: number): string {
    return this.seats().find((one) => one.user_id === userId)?.full_name ?? 'The lecturer';
  }

  async enter(meeting: Meeting): Promise<void> {
    this.meeting.set(meeting);
    this.refusal.set(null);
    this.phase.set('entering');
    try {
      const entry = await this.api.join(meeting.id);
      this.moderator.set(entry.moderator);
      this.listen();
      this.socket.open(meeting.id);
    } catch (error) {
      this.refusal.set(toProblem(error));
      this.phase.set('outside');
    }
  }

  /** Out of the call, and out of everything that it had open. */
  async close(phase: Phase): Promise<void> {
    if (this.phase() === 'outside' && phase !== 'left') return;
    this.phase.set(phase);
    for (const stop of this.stops.splice(0)) stop();
    const carrier = this.carrier();
    this.carrier.set(null);
    this.engineName.set(null);
    this.socket.close();
    await carrier?.end();
  }

  /** The same engine once more, after it gave up. */
  again(): void {
    const name = this.engineName();
    this.engineName.set(null);
    if (name) this.moveTo(name);
  }

  tell(frame: CallFromClient): void {
    if (!this.socket.send(frame)) this.toasts.fail('No connection. Try it again when you are back.');
  }

  async toggleMic(on = !this.media.mic()): Promise<void> {
    this.talking = false;
    await this.attempt((engine) => engine.setMic(on));
  }

  /** Held Space: heard while it is down, if muted before. */
  async talk(on: boolean): Promise<void> {
    if (on === this.talking || (on && this.media.mic())) return;
    this.talking = on;
    await this.attempt((engine) => engine.setMic(on));
  }

  async toggleCamera(): Promise<void> {
    const on = this.media.camera() === null;
    await this.attempt((engine) => engine.setCamera(on));
  }

  async toggleShare(): Promise<void> {
    const on = this.media.screen().length === 0;
    await this.attempt((engine) => engine.shareScreen(on));
  }

  toggleHand(): void {
    this.tell({ type: 'hand', up: this.myHand() === 0 });
  }

  readAttendance(): void {
    this.http.get<Attendance>(`/api/meetings/${this.id}/attendance/`).subscribe({
      next: (attendance) => this.attendance.set(attendance),
      // The socket tells it again with the next person who comes or goes.
      error: () => undefined,
    });
  }

  async attempt(act: (engine: CallEngine) => Promise<unknown>): Promise<void> {
    const engine = this.engine();
    if (!engine) return;
    try {
      await act(engine);
    } catch (error) {
      this.toasts.fail(error instanceof Error ? error.message : error);
    }
  }

  private listen(): void {
    const on = <T extends CallFromServer['type']>(type: T, act: (frame: Frame<T>) => void) =>
      this.stops.push(this.socket.on(type, act));
    on('hello', ({ engine }) => {
      this.phase.set('inside');
      this.moveTo(engine);
    });
    on('engine', ({ engine, reason }) => {
      this.moved.set(movedWords(engine, reason));
      this.moveTo(engine);
    });
    on('mute-all', ({ by }) => this.hush(by));
    on('ask-unmute', ({ by }) => this.invite(`${this.nameOf(by)} asks you to unmute.`));
    on('may-speak', () => this.invite('It is your turn to speak.'));
    on('reaction', ({ user_id, emoji }) => this.react(user_id, emoji));
    on('attendance', ({ type: _, ...attendance }) => this.attendance.set(attendance));
    on('refused', ({ problem }) => this.toasts.fail(problem.detail));
    on('removed', () => void this.close('removed'));
    on('ended', () => void this.close('ended'));
  }

  private hush(by: number): void {
    if (by === this.me()?.user_id || !this.media.mic()) return;
    void this.toggleMic(false);
    this.toasts.say(`${this.nameOf(by)} muted everybody.`, undefined, 'mic-off');
  }

  private invite(words: string): void {
    if (this.media.mic()) return this.toasts.say(words, undefined, 'mic');
    this.toasts.say(words, { label: 'Unmute', run: () => this.toggleMic(true) }, 'mic');
  }

  private react(userId: number, emoji: string): void {
    const id = ++this.lastReaction;
    this.reactions.update((shown) => [...shown.slice(-7), { id, user_id: userId, emoji }]);
    setTimeout(() => this.reactions.update((shown) => shown.filter((one) => one.id !== id)), REACTION_STAYS);
  }

  /** One engine at a time: the old one is out before the new one comes in. */
  private moveTo(name: EngineName): void {
    if (this.engineName() === name) return;
    this.engineName.set(name);
    this.moving = this.moving.then(() => this.carry(name)).catch((error: unknown) => this.toasts.fail(error));
  }

  private async carry(name: EngineName): Promise<void> {
    await this.carrier()?.end();
    this.carrier.set(null);
    if (this.engineName() !== name) return;
    const entry = await this.api.join(this.id);
    if (this.engineName() !== name) return;
    const next = carrierOf(name, this.injector);
    this.carrier.set(next);
    const session = {
      meeting_id: this.id,
      entry,
      freshEntry: () => this.api.join(this.id),
      socket: this.socket,
    };
    await next.engine.join(session, this.media);
  }
}
