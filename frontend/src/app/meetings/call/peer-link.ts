import { signal } from '@angular/core';
import type { Streams } from './engine.ts';
import type { Wish } from './encoding.ts';
import { NOTHING } from './encoding.ts';
import type { Peer, Signalling } from './frames.ts';
import type { LineReport } from './line-stats.ts';
import type { Outgoing } from './line.ts';
import { Line } from './line.ts';
import { sessionOf } from './negotiation.ts';

/** Who was there before waits this long for the newcomer's offer, then offers. */
const OFFER_WITHIN = 3_000;
/** A short gap heals by itself. */
const SILENT_FOR = 3_000;
const NEVER_CAME = 12_000;
const BETWEEN_RESTARTS = 6_000;
/** After so many the connection itself is taken for broken. */
const RESTARTS = 3;
/** Both would restart at once; the polite one leaves it to the other for a while. */
const POLITE_WAIT = 2_000;
const NO_STREAMS: Streams = { camera: null, screen: null, audio: null };

export interface LinkOptions {
  readonly send: (to: string, signal: Signalling) => boolean;
  /** My own peer_id; with the other one's it decides who is polite. */
  readonly self: () => string;
  readonly configuration: () => RTCConfiguration;
  readonly onHangUp: (link: PeerLink) => void;
}

/** The way to one other presence. Its connection is healed by ICE restarts, and made anew when that does not help. */
export class PeerLink {
  peer: Peer;
  /** When a peer who left the server is given up; its media may outlive a broken socket. */
  leavesAt = Infinity;
  readonly streams = signal<Streams>(NO_STREAMS);
  readonly connection = signal<RTCPeerConnectionState>('new');
  /** How large the other side wants my pictures. */
  readonly theirWish = signal<Wish>(NOTHING);
  private readonly options: LinkOptions;
  private line: Line | null = null;
  private outgoing: Outgoing | null = null;
  private wish: Wish = NOTHING;
  private offerAt = Date.now() + OFFER_WITHIN;
  private stateSince = Date.now();
  private healedAt = 0;
  private restarts = 0;
  /** What the other side says is taken in its order. */
  private taking: Promise<void> = Promise.resolve();

  constructor(peer: Peer, options: LinkOptions) {
    this.peer = peer;
    this.options = options;
  }

  get id(): string {
    return this.peer.peer_id;
  }

  get remoteSession(): string | undefined {
    return this.line?.remoteSession;
  }

  /** Offers: to somebody new, or anew so that the other side learns my new id. Live media go on meanwhile. */
  async call(): Promise<void> {
    const line = this.line ?? this.renew();
    line.negotiation.resend();
    await line.offer(line.remoteSession !== undefined && this.connection() !== 'connected');
  }

  take(signal: Signalling): void {
    this.taking = this.taking
      .then(() => this.handle(signal))
      .catch((error: unknown) => console.warn('A signal did not fit; the connection is made anew.', error));
  }

  send(outgoing: Outgoing): void {
    this.outgoing = outgoing;
    this.line?.send(outgoing);
  }

  want(wish: Wish): void {
    this.wish = wish;
    this.line?.want(wish);
  }

  level(): number {
    return this.line?.level() ?? 0;
  }

  async ownLevel(): Promise<number> {
    return (await this.line?.ownLevel()) ?? 0;
  }

  async report(): Promise<LineReport> {
    return (await this.line?.stats.read()) ?? { quality: 0, sent: 0, received: 0 };
  }

  /** Once a second while the socket is open: sees whether something has to be healed. */
  tick(now: number): void {
    if (!this.line) {
      if (now >= this.offerAt) void this.call();
      return;
    }
    this.line.negotiation.tick();
    if (!this.line.negotiation.settled || !this.isIll(now) || now - this.healedAt < BETWEEN_RESTARTS) return;
    this.healedAt = now;
    if (this.restarts++ >= RESTARTS) this.renew();
    void this.call();
  }

  /** The other side hung up but is still in the call: it is expected to call again. */
  await(): void {
    this.drop();
    this.offerAt = Date.now() + OFFER_WITHIN;
  }

  close(): void {
    this.drop();
    this.offerAt = Infinity;
  }

  private async handle(signal: Signalling): Promise<void> {
    const { description } = signal;
    if (description?.type === 'offer' && this.needsNewLineFor(description)) this.renew();
    if (description?.type === 'answer' && this.isOfAnother(description)) {
      this.renew();
      return this.call();
    }
    await this.line?.negotiation.take(signal);
  }

  /** An offer of a connection that is not the one at the other end of mine; or both offered first, and I give way. */
  private needsNewLineFor(offer: RTCSessionDescriptionInit): boolean {
    if (!this.line) return true;
    if (this.line.remoteSession !== undefined) return this.isOfAnother(offer);
    return this.line.negotiation.collides && this.isPolite();
  }

  private isOfAnother(description: RTCSessionDescriptionInit): boolean {
    const known = this.line?.remoteSession;
    return known !== undefined && known !== sessionOf(description);
  }

  private isPolite(): boolean {
    return this.options.self() > this.id;
  }

  private isIll(now: number): boolean {
    const patience = this.isPolite() ? POLITE_WAIT : 0;
    const since = now - this.stateSince;
    switch (this.connection()) {
      case 'failed':
        return since >= patience;
      case 'disconnected':
        return since >= SILENT_FOR + patience;
      case 'new':
      case 'connecting':
        return since >= NEVER_CAME + patience;
      default:
        return false;
    }
  }

  private renew(): Line {
    this.drop();
    this.healedAt = Date.now();
    const line = new Line({
      configuration: this.options.configuration(),
      send: (signal) => this.options.send(this.id, signal),
      polite: () => this.isPolite(),
      onState: (state) => this.enter(state),
      onStreams: (streams) => this.streams.set(streams),
      onWish: (wish) => this.theirWish.set(wish),
      onHangUp: () => this.options.onHangUp(this),
    });
    this.line = line;
    if (this.outgoing) line.send(this.outgoing);
    line.want(this.wish);
    return line;
  }

  private enter(state: RTCPeerConnectionState): void {
    this.stateSince = Date.now();
    if (state === 'connected') this.restarts = 0;
    this.connection.set(state);
  }

  private drop(): void {
    this.line?.close();
    this.line = null;
    this.streams.set(NO_STREAMS);
    this.theirWish.set(NOTHING);
    this.enter('new');
  }
}
