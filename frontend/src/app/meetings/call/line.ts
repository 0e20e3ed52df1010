import type { Streams } from './engine.ts';
import type { Encoding, Wish } from './encoding.ts';
import type { Signalling } from './frames.ts';
import { LineStats } from './line-stats.ts';
import { Negotiation, sessionOf } from './negotiation.ts';
import { countConnection } from './open-media.ts';
import { Slot } from './slot.ts';

/**
 * What each place of a connection carries. Both sides know it by the order, so nothing has to be said about tracks:
 * a screen is the third place, whenever it comes. Switching on and off fills and empties a place (`replaceTrack`).
 */
const PLACES = ['voice', 'camera', 'screen', 'sound'] as const;
const KINDS = { voice: 'audio', camera: 'video', screen: 'video', sound: 'audio' } as const;
type Place = (typeof PLACES)[number];

export interface Sending {
  readonly track: MediaStreamTrack | null;
  readonly encoding: Encoding;
}
export type Outgoing = Readonly<Record<Place, Sending>>;

export interface LineOptions {
  readonly configuration: RTCConfiguration;
  readonly send: (signal: Signalling) => boolean;
  readonly polite: () => boolean;
  readonly onState: (state: RTCPeerConnectionState) => void;
  readonly onStreams: (streams: Streams) => void;
  readonly onWish: (wish: Wish) => void;
  readonly onHangUp: () => void;
}

function isWish(value: unknown): value is Wish {
  return (
    typeof value === 'object' &&
    value !== null &&
    'camera' in value &&
    'screen' in value &&
    typeof value.camera === 'number' &&
    typeof value.screen === 'number'
  );
}

/** One RTCPeerConnection with its four places, and a channel on which each side says how large it wants the pictures. */
export class Line {
  readonly negotiation: Negotiation;
  readonly stats: LineStats;
  readonly pc: RTCPeerConnection;
  private readonly options: LineOptions;
  private readonly channel: RTCDataChannel;
  private readonly slots: Partial<Record<Place, Slot>> = {};
  private outgoing: Outgoing | null = null;
  private wish: Wish | null = null;

  constructor(options: LineOptions) {
    this.options = options;
    const pc = countConnection(new RTCPeerConnection(options.configuration));
    this.pc = pc;
    this.stats = new LineStats(pc);
    const { send, polite } = options;
    this.negotiation = new Negotiation(pc, { send, polite, onOffer: () => this.openPlaces() });
    this.channel = pc.createDataChannel('wishes', { negotiated: true, id: 0 });
    this.channel.onopen = () => this.sendWish();
    this.channel.onmessage = ({ data }) => this.takeWish(data);
    this.channel.onclose = () => options.onHangUp();
    pc.onconnectionstatechange = () => options.onState(pc.connectionState);
  }

  /** The number of the connection at the other end; undefined before it said anything. */
  get remoteSession(): string | undefined {
    return sessionOf(this.pc.remoteDescription);
  }

  async offer(restart = false): Promise<void> {
    if (this.pc.getTransceivers().length === 0)
      for (const place of PLACES) this.pc.addTransceiver(KINDS[place], { direction: 'sendrecv' });
    this.fillPlaces();
    await this.negotiation.offer(restart);
  }

  send(outgoing: Outgoing): void {
    this.outgoing = outgoing;
    for (const place of PLACES) this.slots[place]?.send(outgoing[place].track, outgoing[place].encoding);
  }

  want(wish: Wish): void {
    if (this.wish?.camera === wish.camera && this.wish.screen === wish.screen) return;
    this.wish = wish;
    this.sendWish();
  }

  /** How loud the other one is, 0 to 1. */
  level(): number {
    const [source] = this.pc.getTransceivers()[0]?.receiver.getSynchronizationSources() ?? [];
    if (!source || performance.timeOrigin + performance.now() - source.timestamp > 1_000) return 0;
    return source.audioLevel ?? 0;
  }

  /** How loud I am, as it is measured before encoding. */
  async ownLevel(): Promise<number> {
    const stats = await this.pc.getTransceivers()[0]?.sender.getStats();
    let level = 0;
    stats?.forEach((report) => {
      if (report.type === 'media-source') level = report.audioLevel ?? 0;
    });
    return level;
  }

  close(): void {
    this.channel.onclose = null;
    this.pc.onconnectionstatechange = null;
    this.pc.onicecandidate = null;
    for (const { receiver } of this.pc.getTransceivers()) receiver.track.onunmute = null;
    this.pc.close();
  }

  /** The places came with the other side's offer, which knows me only as a receiver. */
  private openPlaces(): void {
    for (const transceiver of this.pc.getTransceivers()) transceiver.direction = 'sendrecv';
    this.fillPlaces();
  }

  private fillPlaces(): void {
    const transceivers = this.pc.getTransceivers();
    PLACES.forEach((place, index) => {
      const transceiver = transceivers[index];
      if (transceiver) this.slots[place] ??= new Slot(transceiver.sender);
    });
    this.watchStreams(transceivers.map(({ receiver }) => receiver.track));
    if (this.outgoing) this.send(this.outgoing);
  }

  /** A stream is there from its first packet on; before, its element would show black. */
  private watchStreams([voice, camera, screen, sound]: readonly MediaStreamTrack[]): void {
    if (!voice || !camera || !screen || !sound || voice.onunmute) return;
    const streams = {
      audio: new MediaStream([voice]),
      camera: new MediaStream([camera]),
      screen: new MediaStream([screen, sound]),
    };
    const tell = () =>
      this.options.onStreams({
        audio: voice.muted ? null : streams.audio,
        camera: camera.muted ? null : streams.camera,
        screen: screen.muted ? null : streams.screen,
      });
    for (const track of [voice, camera, screen]) track.onunmute = tell;
    tell();
  }

  private sendWish(): void {
    if (this.wish && this.channel.readyState === 'open') this.channel.send(JSON.stringify(this.wish));
  }

  private takeWish(data: unknown): void {
    try {
      const wish: unknown = JSON.parse(String(data));
      if (isWish(wish)) this.options.onWish(wish);
    } catch {
      // Another program speaks there; it gets what it got before.
    }
  }
}
