import { signal } from '@angular/core';
import type { Bytes, Quality } from './engine.ts';
import type { Mesh } from './mesh.ts';
import { Speakers } from './speakers.ts';

const LISTEN_EVERY = 250;
const MEASURE_EVERY = 2_000;
const NOBODY: ReadonlyMap<string, number> = new Map();
const NOTHING: Bytes = { sent: 0, received: 0 };

export interface Watched {
  readonly mesh: Mesh;
  readonly self: () => string;
  readonly mic: () => boolean;
  /** What was used since the last time. */
  readonly used: (bytes: Bytes) => void;
}

/** Watches a running call: who speaks, how good each line is, what it used. */
export class CallMonitor {
  readonly levels = signal(NOBODY);
  readonly speaking = signal<ReadonlySet<string>>(new Set());
  readonly activeSpeaker = signal<string | null>(null);
  readonly qualities = signal<ReadonlyMap<string, Quality>>(new Map());
  readonly bytes = signal(NOTHING);
  private speakers = new Speakers();
  private timers: ReturnType<typeof setInterval>[] = [];

  start(call: Watched): void {
    this.stop();
    this.speakers = new Speakers();
    this.bytes.set(NOTHING);
    this.timers = [
      setInterval(() => void this.listen(call), LISTEN_EVERY),
      setInterval(() => void this.measure(call), MEASURE_EVERY),
    ];
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
    this.levels.set(NOBODY);
    this.speaking.set(new Set());
    this.activeSpeaker.set(null);
    this.qualities.set(new Map());
  }

  private async listen({ mesh, self, mic }: Watched): Promise<void> {
    const links = mesh.links();
    const own = mic() ? await links.find((link) => link.connection() === 'connected')?.ownLevel() : 0;
    if (this.timers.length === 0) return;
    const levels = new Map([[self(), own ?? 0], ...links.map((link) => [link.id, link.level()] as const)]);
    const now = Date.now();
    this.speakers.hear(levels, now);
    this.levels.set(levels);
    this.activeSpeaker.set(this.speakers.active(self(), now));
    const speaking = [...levels.keys()].filter((id) => this.speakers.isSpeaking(id));
    const before = this.speaking();
    if (speaking.length !== before.size || speaking.some((id) => !before.has(id)))
      this.speaking.set(new Set(speaking));
  }

  private async measure({ mesh, used }: Watched): Promise<void> {
    const links = mesh.links();
    const reports = await Promise.all(links.map((link) => link.report()));
    if (this.timers.length === 0) return;
    this.qualities.set(new Map(reports.map(({ quality }, index) => [links[index]?.id ?? '', quality])));
    const sent = reports.reduce((sum, report) => sum + report.sent, 0);
    const received = reports.reduce((sum, report) => sum + report.received, 0);
    this.bytes.update((bytes) => ({ sent: bytes.sent + sent, received: bytes.received + received }));
    used({ sent, received });
  }
}
