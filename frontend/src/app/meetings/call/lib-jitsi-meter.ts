import { signal } from '@angular/core';
import type { Bytes } from './engine.ts';
import type { JitsiConference } from './lib-jitsi-types.ts';

const EVERY_MS = 500;
const NONE: Bytes = { sent: 0, received: 0 };

/** What the line carried, over all the connections of a call, since each one starts at zero again; and how loud I am. */
export class LineMeter {
  private readonly total = signal<Bytes>(NONE);
  /** The library measures only microphones that it opened itself. */
  private readonly loud = signal(0);
  private last: Bytes = NONE;
  private used: (bytes: Bytes) => void = () => {};
  private timer: ReturnType<typeof setInterval> | undefined;

  readonly bytes = this.total.asReadonly();
  readonly level = this.loud.asReadonly();

  /** `used`: what came on top since the last time. */
  start(conference: () => JitsiConference | null, used: (bytes: Bytes) => void): void {
    this.stop();
    this.used = used;
    this.total.set(NONE);
    this.last = NONE;
    this.timer = setInterval(() => void this.read(conference()), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.loud.set(0);
  }

  private async read(conference: JitsiConference | null): Promise<void> {
    const report = await conference
      ?.getActivePeerConnection()
      ?.getStats()
      .catch(() => undefined);
    this.loud.set(report ? levelOf(report) : 0);
    if (report) this.add(bytesOf(report));
  }

  private add(now: Bytes): void {
    const before = now.sent < this.last.sent || now.received < this.last.received ? NONE : this.last;
    this.last = now;
    const more = { sent: now.sent - before.sent, received: now.received - before.received };
    this.total.update(({ sent, received }) => ({
      sent: sent + more.sent,
      received: received + more.received,
    }));
    this.used(more);
  }
}

/** With everything that the line carries, also what is neither picture nor sound. */
function bytesOf(report: RTCStatsReport): Bytes {
  const bytes = { sent: 0, received: 0 };
  report.forEach((one: { type: string; bytesSent?: number; bytesReceived?: number }) => {
    if (one.type !== 'transport') return;
    bytes.sent += one.bytesSent ?? 0;
    bytes.received += one.bytesReceived ?? 0;
  });
  return bytes;
}

function levelOf(report: RTCStatsReport): number {
  let level = 0;
  report.forEach((one: { type: string; kind?: string; audioLevel?: number }) => {
    if (one.type === 'media-source' && one.kind === 'audio') level = one.audioLevel ?? 0;
  });
  return level;
}
