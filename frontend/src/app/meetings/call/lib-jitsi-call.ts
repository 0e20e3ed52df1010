import type { MeetingEntry } from '@api/meetings';
import type { OnDestroy } from '@angular/core';
import { computed, effect, inject, Injectable, Injector, signal, untracked } from '@angular/core';
import { toProblem } from '../../platform/problem.ts';
import { AuthService } from '../../platform/session.ts';
import { DataUse } from './data-use.ts';
import type {
  CallEngine,
  CallSession,
  CallState,
  DataMode,
  DeviceChoice,
  Limit,
  Participant,
  Receive,
} from './engine.ts';
import {
  entryFailure,
  failed,
  INTERRUPTED,
  MISSING,
  UNSUPPORTED,
  type Failure,
} from './lib-jitsi-failures.ts';
import { JitsiLine } from './lib-jitsi-line.ts';
import { LibJitsiMissing, LOAD_LIB_JITSI } from './lib-jitsi-loader.ts';
import { LineMeter } from './lib-jitsi-meter.ts';
import { OwnTracks } from './lib-jitsi-own.ts';
import { Patience } from './lib-jitsi-patience.ts';
import { me, other, ownStreams } from './lib-jitsi-people.ts';
import { constraintsOf, SENT_LINES } from './lib-jitsi-receive.ts';
import type { JitsiConference, LibJitsi } from './lib-jitsi-types.ts';
import { MYSELF, PEER_ID, RemoteViews } from './lib-jitsi-views.ts';
import type { LocalMedia } from './local-media.ts';
import { toMediaProblem, type MediaKind } from './media-problem.ts';

/** A token that ends within this time is not worth an attempt. */
const TOKEN_LEFT_MS = 30_000;

const EVERYBODY: Receive = { stage: [], visible: null };

/** One attempt to be in the room: the line, what is sent over it, and what arrives. */
interface Attempt {
  readonly line: JitsiLine;
  readonly views: RemoteViews;
  own: OwnTracks | null;
}

/** The call through our own Jitsi host. The library is loaded with the first call, from that host. */
@Injectable()
export class LibJitsiCallService implements CallEngine, OnDestroy {
  private readonly load = inject(LOAD_LIB_JITSI);
  private readonly auth = inject(AuthService);
  private readonly dataUse = inject(DataUse);
  private readonly injector = inject(Injector);

  private readonly phase = signal<CallState>({ phase: 'idle' });
  private readonly call = signal<{ session: CallSession; media: LocalMedia } | null>(null);
  private readonly current = signal<Attempt | null>(null);
  private readonly room = signal<JitsiConference | null>(null);
  private readonly mode = signal<DataMode>('full');
  private readonly shown = signal(EVERYBODY);
  private readonly meter = new LineMeter();
  private readonly patience = new Patience({
    wait: () => this.phase.set({ phase: this.entered ? 'reconnecting' : 'connecting' }),
    hangUp: () => this.hangUp(),
    dial: () => void this.dial(),
    giveUp: (failure) => this.giveUp(failure),
    isOnline: () => this.call()?.session.socket.state() === 'open',
  });

  private library: LibJitsi | null = null;
  /** Ends with the call: effects, and listeners of the window. */
  private listening = new AbortController();
  /** Counts the attempts, so that the answer to an older one is dropped. */
  private attempt = 0;
  /** Counts `join` and `leave`: the last one counts. */
  private turn = 0;
  private entered = false;
  private answer: () => void = () => {};
  private readonly closing = new Set<Promise<void>>();

  readonly name = 'jitsi';
  readonly state = this.phase.asReadonly();
  readonly dataMode = this.mode.asReadonly();
  readonly bytes = this.meter.bytes;
  /** Jitsi's bridge carries as many as it is asked to. */
  readonly limit = signal<Limit>('none').asReadonly();

  private readonly streams = computed(() => {
    const media = this.call()?.media;
    return media ? ownStreams(media) : null;
  });
  private readonly endpoints = computed<ReadonlyMap<string, string>>(() => {
    const peers = this.call()?.session.socket.peers() ?? [];
    return this.current()?.views.endpoints(peers) ?? new Map();
  });
  readonly participants = computed<readonly Participant[]>(() => {
    const [call, streams, views] = [this.call(), this.streams(), this.current()?.views ?? null];
    const hello = call?.session.socket.hello();
    if (!call || !hello || !streams) return [];
    const { session, media } = call;
    const line = { level: this.meter.level(), quality: views?.qualities().get(MYSELF) ?? 3 };
    const others = session.socket
      .peers()
      .map((peer) => other(peer, this.endpoints().get(peer.peer_id), views));
    return [me(hello, media, streams, line), ...others];
  });
  readonly levels = computed<ReadonlyMap<string, number>>(() => {
    const heard = this.current()?.views.levels();
    const mine = this.call()?.session.socket.hello()?.self.peer_id;
    const others = [...this.endpoints()].map(([id, endpoint]) => [id, heard?.get(endpoint) ?? 0] as const);
    return new Map(mine ? [[mine, this.meter.level()], ...others] : others);
  });
  readonly activeSpeaker = computed(() => {
    const speaker = this.current()?.views.dominant();
    return [...this.endpoints()].find(([, endpoint]) => endpoint === speaker)?.[0] ?? null;
  });

  async join(session: CallSession, media: LocalMedia): Promise<void> {
    const turn = ++this.turn;
    await this.stop();
    if (turn !== this.turn) return;
    this.listening = new AbortController();
    this.patience.settled();
    this.entered = false;
    this.phase.set({ phase: 'connecting' });
    this.call.set({ session, media });
    this.meter.start(
      () => this.room(),
      (bytes) => this.dataUse.count(session.meeting_id, bytes),
    );
    this.follow(session, media);
    const answered = new Promise<void>((resolve) => (this.answer = resolve));
    void this.dial();
    return answered;
  }

  async leave(): Promise<void> {
    const turn = ++this.turn;
    this.phase.set({ phase: 'left' });
    await this.stop();
    if (turn !== this.turn) return;
    this.call.set(null);
    this.shown.set(EVERYBODY);
  }

  ngOnDestroy(): void {
    void this.leave();
  }

  async setMic(on: boolean): Promise<void> {
    await this.call()?.media.setMic(on);
    await this.send('microphone');
  }

  async setCamera(on: boolean, deviceId?: string): Promise<void> {
    await this.call()?.media.setCamera(on, deviceId);
    await this.send('camera');
  }

  async setDevices(choice: DeviceChoice): Promise<void> {
    await this.call()?.media.setDevices(choice);
    await this.send(choice.camera ? 'camera' : 'microphone');
  }

  async shareScreen(on: boolean): Promise<boolean> {
    const done = (await this.call()?.media.shareScreen(on)) ?? false;
    await this.send('screen');
    return done;
  }

  setDataMode(mode: DataMode): void {
    this.mode.set(mode);
  }

  receive(wish: Receive): void {
    this.shown.set(wish);
  }

  /** Keeps Jitsi and our server at what the page holds, shows and wants. */
  private follow({ socket }: CallSession, media: LocalMedia): void {
    this.keep(() => {
      const [mic, camera] = [media.mic(), media.camera() !== null];
      const [sharing, listener] = [media.screen().length > 0, media.listener()];
      untracked(() => socket.tell({ mic, camera, sharing, listener }));
    });
    // A device may also end by itself: unplugged, or stopped by the browser's own bar.
    this.keep(() => void this.send('camera').catch(() => {}));
    this.keep(() => {
      const id = socket.hello()?.self.peer_id;
      if (id) this.room()?.setLocalParticipantProperty(PEER_ID, id);
    });
    this.keep(() => this.ask());
    this.keep(
      () =>
        void this.room()
          ?.setSenderVideoConstraint(SENT_LINES[this.mode()])
          .catch(() => {}),
    );
    const { signal } = this.listening;
    for (const name of ['online', 'offline'])
      addEventListener(name, () => this.library?.setNetworkInfo({ isOnline: name === 'online' }), { signal });
  }

  private keep(work: () => void): void {
    const kept = effect(work, { injector: this.injector });
    this.listening.signal.addEventListener('abort', () => kept.destroy());
  }

  private ask(): void {
    const [room, views, ends] = [this.room(), this.current()?.views, this.endpoints()];
    const { stage, visible } = this.shown();
    const endpoints = (ids: readonly string[]) => ids.flatMap((id) => ends.get(id) ?? []);
    const shown = { stage: endpoints(stage), visible: visible && endpoints(visible) };
    if (room && views) room.setReceiverConstraints(constraintsOf(views.offers(), this.mode(), shown));
  }

  /** Brings the conference to what the devices give. While there is none there is nothing to do: it begins with that. */
  private async send(kind: MediaKind): Promise<void> {
    const [media, own] = [this.call()?.media, untracked(this.current)?.own];
    if (!media) return;
    const [microphone, mic] = [media.microphone(), media.mic()];
    const [camera, screen] = [media.camera(), media.screen()];
    await own?.sync({ microphone, mic, camera, screen }).catch((error: unknown) => {
      throw toMediaProblem(kind, error);
    });
  }

  private async dial(): Promise<void> {
    const attempt = ++this.attempt;
    const isOver = () => attempt !== this.attempt;
    this.patience.attempting();
    try {
      const entry = await this.entry();
      if (isOver()) return;
      if (!entry.jitsi_domain) return this.giveUp(MISSING);
      this.library = await this.load(entry.jitsi_domain);
      if (isOver()) return;
      if (!this.library.isWebRtcSupported()) return this.giveUp(UNSUPPORTED);
      this.open(this.library, entry, entry.jitsi_domain);
    } catch (error) {
      if (isOver()) return;
      this.patience.failed(error instanceof LibJitsiMissing ? MISSING : entryFailure(toProblem(error)));
    }
  }

  /** Each attempt but the first asks for a new token, so that who was removed is refused by us. */
  private async entry(): Promise<MeetingEntry> {
    const session = this.call()?.session;
    if (!session) throw new Error('there is no call');
    const lasts = Date.parse(session.entry.expires_at) - Date.now() > TOKEN_LEFT_MS;
    return this.patience.fresh && !this.entered && lasts ? session.entry : session.freshEntry();
  }

  private open(library: LibJitsi, { room, jwt_token: token }: MeetingEntry, domain: string): void {
    const views = new RemoteViews(library);
    const name = this.auth.user()?.full_name ?? '';
    const line = new JitsiLine(
      library,
      { domain, room, token, name },
      {
        joined: () => this.stand(),
        failed: (failure) => this.patience.failed(failure),
        interrupted: () => this.patience.away(INTERRUPTED),
        restored: () => this.stand(),
        tokenExpired: () => void this.refresh(line),
      },
    );
    const current: Attempt = { line, views, own: null };
    this.current.set(current);
    line.open(async (conference) => {
      views.listen(line);
      current.own = new OwnTracks(library, conference);
      this.room.set(conference);
      const id = this.call()?.session.socket.hello()?.self.peer_id;
      if (id) conference.setLocalParticipantProperty(PEER_ID, id);
      await this.send('camera').catch(() => {});
    });
  }

  /** The room is entered, or the way to it is mended. */
  private stand(): void {
    this.entered = true;
    this.patience.settled();
    this.phase.set({ phase: 'connected' });
    this.answer();
  }

  private async refresh(line: JitsiLine): Promise<void> {
    try {
      const entry = await this.call()?.session.freshEntry();
      if (entry && this.current()?.line === line) line.refreshToken(entry.jwt_token);
    } catch (error) {
      if (this.current()?.line === line) this.patience.failed(entryFailure(toProblem(error)));
    }
  }

  private giveUp(failure: Failure): void {
    this.phase.set(failed(failure));
    void this.stop();
  }

  /** Answers to what is on its way are dropped from here on. */
  private hangUp(): void {
    this.attempt++;
    const current = this.current();
    this.current.set(null);
    this.room.set(null);
    if (!current) return;
    const closed = current.line.close(async () => current.own?.release()).then(() => current.views.clear());
    this.closing.add(closed);
    void closed.finally(() => this.closing.delete(closed));
  }

  private async stop(): Promise<void> {
    this.patience.stop();
    this.listening.abort();
    this.meter.stop();
    this.hangUp();
    this.answer();
    await Promise.all(this.closing);
  }
}
