import { MISSING, type Failure } from './lib-jitsi-failures.ts';

/** So long a call may be away before it is given up, and everybody moves to the other engine. */
const AWAY_MS = 10_000;
/** So long one attempt to enter may take, from the library to the room. */
const ATTEMPT_MS = 15_000;
const PAUSES_MS = [300, 1_000, 2_000];

interface Doings {
  /** Shows that the call is away, and comes back by itself if it can. */
  wait(): void;
  /** Ends the line that failed. */
  hangUp(): void;
  dial(): void;
  giveUp(failure: Failure): void;
  /** Whether our own server is reached: without it the line of this page is down, and another engine is no help. */
  isOnline(): boolean;
}

/** When to try again, and when to stop trying. */
export class Patience {
  private readonly doings: Doings;
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private reason: Failure = MISSING;
  private tries = 0;
  private refused = false;

  constructor(doings: Doings) {
    this.doings = doings;
  }

  /** Whether this is the first attempt since the call stood. */
  get fresh(): boolean {
    return this.tries === 0;
  }

  /** Around each attempt to enter. */
  attempting(): void {
    this.arm('attempt', ATTEMPT_MS, () => this.failed(MISSING));
  }

  /** The call stands. */
  settled(): void {
    this.stop();
    this.tries = 0;
    this.refused = false;
  }

  /** The library mends the line by itself, within the time that we give it. */
  away(reason: Failure): void {
    this.reason = reason;
    this.doings.wait();
    if (!this.timers.has('away')) this.arm('away', AWAY_MS, () => this.over());
  }

  /** The line is dead. */
  failed(reason: Failure): void {
    this.disarm('attempt');
    this.doings.hangUp();
    const again = reason.cure === 'reconnect' || (reason.cure === 'token' && !this.refused);
    if (!again) return this.doings.giveUp(reason);
    this.refused ||= reason.cure === 'token';
    this.away(reason);
    const pause = PAUSES_MS[Math.min(this.tries++, PAUSES_MS.length - 1)] ?? 0;
    this.arm('pause', pause, () => this.doings.dial());
  }

  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  private over(): void {
    if (!this.doings.isOnline()) return this.arm('away', AWAY_MS, () => this.over());
    this.doings.hangUp();
    this.doings.giveUp(this.reason);
  }

  private arm(name: string, ms: number, then: () => void): void {
    this.disarm(name);
    const due = () => {
      this.timers.delete(name);
      then();
    };
    this.timers.set(name, setTimeout(due, ms));
  }

  private disarm(name: string): void {
    clearTimeout(this.timers.get(name));
    this.timers.delete(name);
  }
}
