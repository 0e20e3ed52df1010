import type { DataMode, Limit, Receive } from './engine.ts';

/** How many lines of each picture a receiver wants from one sender; 0 saves the whole stream. */
export interface Wish {
  readonly camera: number;
  readonly screen: number;
}

export interface Encoding {
  readonly active: boolean;
  readonly maxBitrate: number;
  readonly maxFramerate?: number;
  readonly scaleResolutionDownBy?: number;
}

export const NOTHING: Wish = { camera: 0, screen: 0 };
const SAVER_LINES = 180;
const KBIT = 1_000;

/** What I want of one other person. */
export function wishFor(id: string, wish: Receive, mode: DataMode, others: number): Wish {
  if (mode === 'audio') return NOTHING;
  const onStage = wish.stage.includes(id);
  const seen = onStage || wish.visible === null || wish.visible.includes(id);
  if (mode === 'saver') return { camera: seen ? SAVER_LINES : 0, screen: 720 };
  const tile = others > 3 ? 270 : 360;
  return { camera: onStage || others === 1 ? 720 : seen ? tile : 0, screen: 1080 };
}

/** Bits per second for a picture of so many lines at 24 frames, as VP8 needs them. */
function bitrateOf(lines: number): number {
  if (lines <= 180) return 120 * KBIT;
  if (lines <= 270) return 250 * KBIT;
  if (lines <= 360) return 450 * KBIT;
  return 1_300 * KBIT;
}

/** Each other person is encoded for separately, so the more there are, the less each one gets. */
function affordable(others: number): number {
  if (others <= 1) return 720;
  return others <= 3 ? 480 : 270;
}

function scaled(lines: number, height: number | undefined) {
  return { scaleResolutionDownBy: Math.max(1, (height ?? lines) / lines) };
}

export interface Circumstances {
  readonly wish: Wish;
  readonly mode: DataMode;
  readonly limit: Limit;
  readonly others: number;
}

export function cameraEncoding(of: Circumstances, height: number | undefined): Encoding {
  const mine = of.mode === 'full' ? affordable(of.others) : SAVER_LINES;
  const lines = of.limit === 'none' ? Math.min(mine, of.wish.camera) : 0;
  if (lines === 0) return { active: false, maxBitrate: bitrateOf(0) };
  const maxFramerate = of.mode === 'full' ? 24 : 15;
  return { active: true, maxBitrate: bitrateOf(lines), maxFramerate, ...scaled(lines, height) };
}

/** A screen must be legible, so it keeps its lines and gives up frames. */
export function screenEncoding(of: Circumstances, height: number | undefined): Encoding {
  const lines = Math.min(of.mode === 'full' ? 1080 : 720, of.wish.screen);
  if (lines === 0) return { active: false, maxBitrate: bitrateOf(0) };
  const rich = lines > 720 && of.limit === 'none' && of.others <= 3;
  return {
    active: true,
    maxBitrate: (rich ? 1_500 : 350) * KBIT,
    maxFramerate: rich ? 15 : 5,
    ...scaled(lines, height),
  };
}

export function voiceEncoding(mode: DataMode): Encoding {
  return { active: true, maxBitrate: (mode === 'full' ? 32 : 16) * KBIT };
}
