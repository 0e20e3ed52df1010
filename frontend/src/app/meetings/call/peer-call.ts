import type { OnDestroy } from '@angular/core';
import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { CallMonitor } from './call-monitor.ts';
import { DataUse } from './data-use.ts';
import { wishFor } from './encoding.ts';
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
import type { LocalMedia } from './local-media.ts';
import { MediaProblem } from './media-problem.ts';
import { MeshSession } from './mesh-session.ts';
import { outgoingTo } from './outgoing.ts';
import { ownFacts, participantsOf, streamOf } from './peer-participants.ts';
import { NO_WEBRTC, peerState } from './peer-state.ts';

const EVERYBODY: Receive = { stage: [], visible: null };

/** The call from browser to browser: everybody sends to everybody, signalled over our own socket. */
@Injectable()
export class PeerCallService implements CallEngine, OnDestroy {
  readonly name = 'peer';
  private readonly dataUse = inject(DataUse);
  private readonly monitor = new CallMonitor();
  private readonly stay = signal<MeshSession | null>(null);
  private readonly media = signal<LocalMedia | null>(null);
  /** idle, left, or why it could not begin. */
  private readonly outside = signal<CallState>({ phase: 'idle' });
  private readonly wish = signal(EVERYBODY);
  private readonly ownCamera = computed(() => {
    const camera = this.media()?.camera();
    return streamOf(camera ? [camera] : []);
  });
  private readonly ownScreen = computed(() => streamOf(this.media()?.screen() ?? []));
  private entered: () => void = () => undefined;

  readonly levels = this.monitor.levels.asReadonly();
  readonly activeSpeaker = this.monitor.activeSpeaker.asReadonly();
  readonly bytes = this.monitor.bytes.asReadonly();
  readonly dataMode = signal<DataMode>('full');
  readonly limit = computed<Limit>(() => this.stay()?.limit() ?? 'none');
  readonly state = computed<CallState>(() => {
    const stay = this.stay();
    return stay ? peerState(stay.session.socket, stay.reach()) : this.outside();
  });
  readonly participants = computed<readonly Participant[]>(() => this.participantsNow());

  constructor() {
    effect(() => this.tell());
    effect(() => this.send());
    effect(() => {
      if (this.state().phase !== 'connecting') this.entered();
    });
    effect(() => {
      if (this.limit() === 'speaker' && !this.stay()?.isHeard())
        untracked(() => void this.media()?.setMic(false));
    });
  }

  async join(session: CallSession, media: LocalMedia): Promise<void> {
    await this.leave();
    if (!('RTCPeerConnection' in globalThis)) {
      this.outside.set(NO_WEBRTC);
      return;
    }
    const stay = new MeshSession(session);
    this.media.set(media);
    this.stay.set(stay);
    this.monitor.start({
      mesh: stay.mesh,
      self: () => stay.myId,
      mic: media.mic,
      used: (bytes) => this.dataUse.count(session.meeting_id, bytes),
    });
    await new Promise<void>((resolve) => (this.entered = resolve));
  }

  leave(): Promise<void> {
    this.monitor.stop();
    this.stay()?.close();
    if (this.stay()) this.outside.set({ phase: 'left' });
    this.stay.set(null);
    this.media.set(null);
    this.wish.set(EVERYBODY);
    this.entered();
    return Promise.resolve();
  }

  async setMic(on: boolean): Promise<void> {
    if (on && this.limit() === 'speaker' && !this.stay()?.isHeard())
      throw new MediaProblem('microphone', 'crowded');
    await this.media()?.setMic(on);
  }

  async setCamera(on: boolean, deviceId?: string): Promise<void> {
    if (on && this.limit() !== 'none') throw new MediaProblem('camera', 'crowded');
    await this.media()?.setCamera(on, deviceId);
  }

  async setDevices(choice: DeviceChoice): Promise<void> {
    await this.media()?.setDevices(choice);
  }

  async shareScreen(on: boolean): Promise<boolean> {
    return (await this.media()?.shareScreen(on)) ?? false;
  }

  setDataMode(mode: DataMode): void {
    this.dataMode.set(mode);
  }

  receive(wish: Receive): void {
    this.wish.set(wish);
  }

  ngOnDestroy(): void {
    void this.leave();
  }

  private tell(): void {
    const [stay, media] = [this.stay(), this.media()];
    if (!stay || !media) return;
    const facts = ownFacts(media, this.limit() !== 'none');
    untracked(() => stay.session.socket.tell(facts));
  }

  /** To each one what they want of me, and what I want of them. */
  private send(): void {
    const [stay, media] = [this.stay(), this.media()];
    if (!stay || !media) return;
    const links = stay.mesh.links();
    const [mode, limit, others] = [this.dataMode(), this.limit(), links.length];
    for (const link of links) {
      link.want(wishFor(link.id, this.wish(), mode, others));
      link.send(outgoingTo(media, { wish: link.theirWish(), mode, limit, others }));
    }
  }

  private participantsNow(): readonly Participant[] {
    const [stay, media] = [this.stay(), this.media()];
    const self = stay?.session.socket.hello()?.self;
    if (!stay || !media || !self) return [];
    return participantsOf({
      self: { ...self, ...ownFacts(media, this.limit() !== 'none') },
      camera: this.ownCamera(),
      screen: this.ownScreen(),
      links: stay.mesh.links(),
      peers: stay.session.socket.peers(),
      speaking: this.monitor.speaking(),
      qualities: this.monitor.qualities(),
      pictures: this.dataMode() !== 'audio',
    });
  }
}
