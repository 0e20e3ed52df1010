import type { DataMode } from '../../meetings/call/engine.ts';
import type { Choice } from '../../platform/ui/segmented.ts';

export const DATA_MODES: readonly Choice<DataMode>[] = [
  { value: 'full', label: 'Full' },
  { value: 'saver', label: 'Saver' },
  { value: 'audio', label: 'Audio only' },
];

// Estimates per hour with one picture, not measured: 720 lines at 1.5 Mbit/s, 180 lines at 0.18 Mbit/s, sound at 32 kbit/s.
const WORDS: Record<DataMode, string> = {
  full: 'About 700 MB an hour with one picture. Your own camera stays as you set it.',
  saver: 'About 95 MB an hour. Pictures are small, yours too.',
  audio: 'About 15 MB an hour. You see nobody; your own picture is sent small.',
};

export function dataWords(mode: DataMode): string {
  return WORDS[mode];
}

export function dataName(mode: DataMode): string {
  return DATA_MODES.find(({ value }) => value === mode)?.label ?? mode;
}

const KEY = 'call-data-mode';

export function readDataMode(): DataMode {
  const kept = localStorage.getItem(KEY);
  return kept === 'saver' || kept === 'audio' ? kept : 'full';
}

export function keepDataMode(mode: DataMode): void {
  localStorage.setItem(KEY, mode);
}
