/** More tiles than this go on a further page. */
export const PER_PAGE = 9;
const MOST_IN_A_ROW = 5;
/** What a face looks best in. */
const FACE = 1.3;

/** Every number of tiles in a row divides this, so each row fills the width whatever the others hold. */
export const COLUMNS = 60;

/**
 * How many tiles each row holds, from above, so that tiles come near a good shape for a stage of this width / height.
 * The fuller rows lie below: whoever leads stands first and gets the larger tile.
 */
export function rowsOf(count: number, aspect: number): readonly number[] {
  if (count < 1) return [];
  const ideal = Math.sqrt(aspect * FACE);
  let best: readonly number[] = [];
  let least = Infinity;
  for (let rows = Math.ceil(count / MOST_IN_A_ROW); rows <= count; rows++) {
    const spread = spreadOver(count, rows);
    const worst = Math.max(...spread.map((inRow) => Math.abs(Math.log((aspect * rows) / inRow / ideal))));
    if (worst < least) [best, least] = [spread, worst];
  }
  return best;
}

function spreadOver(count: number, rows: number): readonly number[] {
  const few = Math.floor(count / rows);
  const fuller = count % rows;
  return Array.from({ length: rows }, (_, row) => (row >= rows - fuller ? few + 1 : few));
}

/** The grid columns that each tile spans, in order. */
export function spansOf(rows: readonly number[]): readonly number[] {
  return rows.flatMap((inRow) => Array.from({ length: inRow }, () => COLUMNS / inRow));
}

/** One page of tiles. A page that no longer exists, because people left, is the last one. */
export function pageOf<T>(
  tiles: readonly T[],
  page: number,
): { readonly tiles: readonly T[]; readonly page: number; readonly pages: number } {
  const pages = Math.max(1, Math.ceil(tiles.length / PER_PAGE));
  const shown = Math.min(Math.max(0, page), pages - 1);
  return { tiles: tiles.slice(shown * PER_PAGE, (shown + 1) * PER_PAGE), page: shown, pages };
}
