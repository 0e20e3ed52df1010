import { execFileSync } from 'node:child_process';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What one page receives from one other page. */
export interface Line {
  state: string;
  frames: number;
  energy: number;
  audioLevel: number;
}

declare global {
  interface Window {
    /** Every connection and own track of the page, remembered by `watchMedia` and not by the program under test. */
    watched: { connections: RTCPeerConnection[]; tracks: MediaStreamTrack[] };
  }
}

/** Before a page loads: remembers what it opens, so that tests can ask the browser itself what arrives. */
export function watchMedia(context: BrowserContext) {
  return context.addInitScript(() => {
    window.watched = { connections: [], tracks: [] };
    const { connections, tracks } = window.watched;
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
    const media = navigator.mediaDevices;
    const open = media.getUserMedia.bind(media);
    media.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

/** What is open in the page now: after leaving, nothing. */
export const openMedia = (page: Page) =>
  page.evaluate(() => ({
    connections: window.watched.connections.filter((one) => one.connectionState !== 'closed').length,
    tracks: window.watched.tracks.filter((one) => one.readyState === 'live').length,
  }));

/** The lines of a page that are not closed, with what was decoded on each so far. */
export const linesOf = (page: Page): Promise<Line[]> =>
  page.evaluate(async () => {
    const open = window.watched.connections.filter((one) => one.connectionState !== 'closed');
    const lines = [];
    for (const one of open) {
      const line = { state: one.connectionState as string, frames: 0, energy: 0, audioLevel: 0 };
      (await one.getStats()).forEach((report) => {
        if (report.type !== 'inbound-rtp') return;
        line.frames += report.framesDecoded ?? 0;
        line.energy += report.totalAudioEnergy ?? 0;
        line.audioLevel = Math.max(line.audioLevel, report.audioLevel ?? 0);
      });
      lines.push(line);
    }
    return lines;
  });

/** Waits until the page decodes new pictures and hears new sound of exactly so many others; answers after how many ms. */
export async function receivesFrom(page: Page, others: number, within = 40_000): Promise<number> {
  const begun = Date.now();
  let before = await linesOf(page);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 700));
    const now = await linesOf(page);
    const flowing = now.filter((line, index) => {
      const last = before[index];
      return line.state === 'connected' && last && line.frames > last.frames && line.energy > last.energy;
    });
    if (now.length === others && flowing.length === others) return Date.now() - begun;
    if (Date.now() - begun > within)
      expect({ now, before }, `pictures and sound of ${others} others`).toBe('flowing');
    before = now;
  }
}

/**
 * Stops the process that carries all network traffic of one browser, media included, while its pages live on:
 * a cable that was pulled. Answers how to plug it in again.
 */
export function pullCable(browserProcess: number): () => void {
  const rows = execFileSync('ps', ['-eo', 'pid,ppid,args'])
    .toString()
    .split('\n')
    .map((row) => row.trim().split(/\s+/));
  const family = new Set([String(browserProcess)]);
  for (let generation = 0; generation < 4; generation++)
    for (const [pid, parent] of rows) if (pid && family.has(parent ?? '')) family.add(pid);
  const network = rows.find(
    ([pid, , ...args]) => family.has(pid ?? '') && args.join(' ').includes('network.mojom.NetworkService'),
  );
  const pid = Number(network?.[0]);
  expect(pid, 'the network process of the browser').toBeGreaterThan(0);
  process.kill(pid, 'SIGSTOP');
  return () => process.kill(pid, 'SIGCONT');
}
