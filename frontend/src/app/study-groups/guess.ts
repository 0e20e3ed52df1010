import type { Row } from './rows.ts';

const LINE = 22;
const CHARACTER = 7.6;

/** About how high a row will be, so that the scroll bar is honest before the row is drawn. `width` of the column in px. */
export function guessHeight(row: Row, width: number): number {
  const { message, pending } = row;
  const body = message?.body ?? pending?.body ?? '';
  const perLine = Math.max(10, Math.floor((Math.min(480, (width - 40) * 0.82) - 28) / CHARACTER));
  let lines = 0;
  for (const line of body.split('\n')) lines += Math.max(1, Math.ceil(line.length / perLine));
  return (
    lines * LINE +
    17 +
    (row.first ? 12 : 3) +
    (row.first && !row.mine ? 21 : 0) +
    (row.day ? 40 : 0) +
    (row.unread ? 38 : 0) +
    (message?.quoted || pending?.quoted ? 56 : 0) +
    (message?.reactions.length ? 23 : 0) +
    (message?.edited_at ? LINE : 0)
  );
}
