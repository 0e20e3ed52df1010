import type { Signalling } from './frames.ts';

const FIRST_RESEND = 2_000;
const LONGEST_RESEND = 8_000;

export interface NegotiationOptions {
  /** False when the socket is away: the offer is sent again later. */
  readonly send: (signal: Signalling) => boolean;
  /** When both offer at once, the polite one gives way. Exactly one of the two is. */
  readonly polite: () => boolean;
  /** Before each answer, so that it says what I send. */
  readonly onOffer: () => void;
  readonly now?: () => number;
}

/**
 * "Perfect negotiation" (WebRTC 1.0, 10.7) for one connection, plus what a socket that comes and goes needs:
 * an offer that got no answer is sent again. Offers are made on demand only: tracks come and go by `replaceTrack`.
 */
export class Negotiation {
  private readonly pc: RTCPeerConnection;
  private readonly options: NegotiationOptions;
  private readonly now: () => number;
  private offering = false;
  private ignoring = false;
  private offerAgain = false;
  private resendAt = Infinity;
  private resendAfter = FIRST_RESEND;

  constructor(pc: RTCPeerConnection, options: NegotiationOptions) {
    this.pc = pc;
    this.options = options;
    this.now = options.now ?? Date.now;
    pc.onicecandidate = ({ candidate }) => options.send({ candidate: candidate?.toJSON() ?? null });
  }

  /** Both sides speak about the same thing; nobody waits for an answer. */
  get settled(): boolean {
    return !this.offering && this.pc.signalingState === 'stable';
  }

  get collides(): boolean {
    return this.offering || this.pc.signalingState === 'have-local-offer';
  }

  async offer(restart = false): Promise<void> {
    if (restart) this.pc.restartIce();
    if (!this.settled) {
      this.offerAgain ||= restart;
      return;
    }
    this.offering = true;
    try {
      await this.pc.setLocalDescription();
      this.sendLocal();
    } finally {
      this.offering = false;
    }
  }

  async take({ description, candidate }: Signalling): Promise<void> {
    if (description) await this.takeDescription(description);
    else if (candidate !== undefined) await this.takeCandidate(candidate);
  }

  /** Once a second: sends an offer again whose answer stays away. */
  tick(): void {
    if (this.pc.signalingState === 'have-local-offer' && this.now() >= this.resendAt) this.resend();
  }

  resend(): void {
    if (this.pc.signalingState !== 'have-local-offer') return;
    this.resendAfter = Math.min(LONGEST_RESEND, this.resendAfter * 2);
    this.sendLocal();
  }

  private async takeDescription(description: RTCSessionDescriptionInit): Promise<void> {
    const { pc } = this;
    if (description.type === 'answer' && pc.signalingState !== 'have-local-offer') return;
    this.ignoring = description.type === 'offer' && this.collides && !this.options.polite();
    if (this.ignoring) {
      // They may have come after my offer and never seen it.
      if (!pc.remoteDescription) this.resend();
      return;
    }
    await pc.setRemoteDescription(description);
    if (description.type === 'offer') {
      this.options.onOffer();
      await pc.setLocalDescription();
      this.sendLocal();
    } else {
      this.resendAfter = FIRST_RESEND;
    }
    this.resendAt = Infinity;
    if (!this.offerAgain) return;
    this.offerAgain = false;
    await this.offer();
  }

  private async takeCandidate(candidate: RTCIceCandidateInit | null): Promise<void> {
    try {
      await this.pc.addIceCandidate(candidate ?? undefined);
    } catch (error) {
      // Of an offer that I ignore, or of a connection that was replaced meanwhile: neither is needed.
      if (!this.ignoring) console.debug('A candidate did not fit.', error);
    }
  }

  private sendLocal(): void {
    const description = this.pc.localDescription;
    if (!description) return;
    this.resendAt = this.now() + this.resendAfter;
    this.options.send({ description: description.toJSON() });
  }
}

/** The number of the other side's connection: its page may come back as another peer, or make a new connection. */
export function sessionOf(description: RTCSessionDescriptionInit | null | undefined): string | undefined {
  return /^o=\S+ (\d+) /m.exec(description?.sdp ?? '')?.[1];
}
