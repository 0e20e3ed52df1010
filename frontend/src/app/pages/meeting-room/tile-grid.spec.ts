import { COLUMNS, pageOf, rowsOf, spansOf } from './tile-grid.ts';

const DESKTOP = 1052 / 740;
const PHONE = 374 / 684;
const SMALL_PHONE = 344 / 490;

describe('the grid of tiles', () => {
  it('holds 1 to 9 people on a desktop stage in rows of a good shape', () => {
    const shapes = Array.from({ length: 9 }, (_, n) => rowsOf(n + 1, DESKTOP));
    expect(shapes).toEqual([[1], [2], [1, 2], [2, 2], [2, 3], [3, 3], [2, 2, 3], [2, 3, 3], [3, 3, 3]]);
  });

  it('holds 1 to 9 people on a phone, upright', () => {
    const shapes = Array.from({ length: 9 }, (_, n) => rowsOf(n + 1, PHONE));
    expect(shapes).toEqual([
      [1],
      [1, 1],
      [1, 2],
      [2, 2],
      [1, 2, 2],
      [2, 2, 2],
      [2, 2, 3],
      [2, 2, 2, 2],
      [2, 2, 2, 3],
    ]);
  });

  it('loses nobody, on any stage, for 1 to 12', () => {
    for (const aspect of [DESKTOP, PHONE, SMALL_PHONE, 3.2, 0.2]) {
      for (let count = 1; count <= 12; count++) {
        const rows = rowsOf(count, aspect);
        expect(rows.reduce((sum, row) => sum + row, 0)).toBe(count);
        expect(Math.max(...rows)).toBeLessThanOrEqual(5);
      }
    }
  });

  it('fills the width in every row', () => {
    for (let count = 1; count <= 12; count++) {
      const rows = rowsOf(count, DESKTOP);
      const spans = spansOf(rows);
      expect(spans).toHaveLength(count);
      expect(spans.every(Number.isInteger)).toBe(true);
      expect(spans.reduce((sum, span) => sum + span, 0)).toBe(rows.length * COLUMNS);
    }
  });

  it('turns the page after nine', () => {
    const people = Array.from({ length: 12 }, (_, n) => n);
    expect(pageOf(people, 0)).toEqual({ tiles: people.slice(0, 9), page: 0, pages: 2 });
    expect(pageOf(people, 1).tiles).toEqual([9, 10, 11]);
  });

  it('shows the last page that there is when people left', () => {
    expect(pageOf([1, 2, 3], 1)).toEqual({ tiles: [1, 2, 3], page: 0, pages: 1 });
    expect(pageOf([], 0)).toEqual({ tiles: [], page: 0, pages: 1 });
  });
});
