import { describe, expect, it } from 'vitest';
import { Heights, nextSpan } from './heights.ts';

function list(): Heights {
  const heights = new Heights();
  heights.setRows(['a', 'b', 'c'], [10, 10, 10]);
  return heights;
}

describe('the heights of a long list', () => {
  it('adds up guesses until rows are measured', () => {
    const heights = list();
    expect(heights.total).toBe(30);
    expect(heights.measure('b', 50)).toBe(true);
    expect(heights.measure('b', 50)).toBe(false);
    expect([0, 1, 2, 3].map((index) => heights.topOf(index))).toEqual([0, 10, 60, 70]);
  });

  it('finds the row at a height', () => {
    const heights = list();
    expect([-5, 0, 9, 10, 29, 500].map((top) => heights.at(top))).toEqual([0, 0, 0, 1, 2, 2]);
  });

  it('keeps measures by row when rows are put in front', () => {
    const heights = list();
    heights.measure('a', 40);
    heights.setRows(['x', 'a', 'b'], [10, 10, 10]);
    expect(heights.topOf(2)).toBe(50);
  });
});

describe('the rows that are drawn', () => {
  it('always cover what is in sight', () => {
    const far = nextSpan({ from: 0, to: 20 }, { from: 500, to: 510 }, { from: 480, to: 530 }, 4);
    expect(far).toEqual({ from: 500, to: 510 });
    const near = nextSpan({ from: 0, to: 20 }, { from: 5, to: 40 }, { from: 0, to: 60 }, 4);
    expect(near).toEqual({ from: 0, to: 40 });
  });

  it('grow and shrink a few at a time around it', () => {
    const drawn = { from: 0, to: 40 };
    expect(nextSpan(drawn, { from: 20, to: 30 }, { from: 10, to: 60 }, 4)).toEqual({ from: 4, to: 44 });
  });

  it('stay the same object when nothing is to be done', () => {
    const drawn = { from: 0, to: 10 };
    expect(nextSpan(drawn, { from: 2, to: 8 }, { from: 0, to: 10 }, 4)).toBe(drawn);
  });
});
