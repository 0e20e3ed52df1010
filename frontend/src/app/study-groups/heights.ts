/**
 * Where each row of a long list stands when only some are drawn: measured heights where there are any, guesses elsewhere.
 * Kept apart from the DOM so that it can be tested.
 */
export class Heights {
  private readonly measured = new Map<string, number>();
  private keys: readonly string[] = [];
  private guesses: readonly number[] = [];
  /** tops[i] is where row i starts; one more than rows, so the last is the whole height. Null when it must be added up again. */
  private tops: Float64Array | null = null;

  setRows(keys: readonly string[], guesses: readonly number[]): void {
    this.keys = keys;
    this.guesses = guesses;
    this.tops = null;
  }

  keyAt(index: number): string | undefined {
    return this.keys[index];
  }

  indexOf(key: string): number {
    return this.keys.lastIndexOf(key);
  }

  /** Returns true when this is news. */
  measure(key: string, height: number): boolean {
    if (this.measured.get(key) === height) return false;
    this.measured.set(key, height);
    this.tops = null;
    return true;
  }

  /** The width changed, so no measure holds any more. */
  forget(): void {
    this.measured.clear();
    this.tops = null;
  }

  topOf(index: number): number {
    return this.added()[Math.max(0, Math.min(index, this.keys.length))] ?? 0;
  }

  get total(): number {
    return this.topOf(this.keys.length);
  }

  /** The row at this height; the last row when it is beyond the end. */
  at(top: number): number {
    const tops = this.added();
    let low = 0;
    let high = this.keys.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((tops[middle] ?? 0) <= top) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }

  private added(): Float64Array {
    if (this.tops) return this.tops;
    const tops = new Float64Array(this.keys.length + 1);
    let top = 0;
    this.keys.forEach((key, index) => {
      top += this.measured.get(key) ?? this.guesses[index] ?? 0;
      tops[index + 1] = top;
    });
    this.tops = tops;
    return tops;
  }
}

/** Rows [from, to) that are drawn. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The rows to draw next. What is in sight is drawn at once, however far away; the margin around it grows and shrinks by at most `step` rows
 * a call, so that no frame has much to do.
 */
export function nextSpan(drawn: Span, sight: Span, wanted: Span, step: number): Span {
  const far = sight.from > drawn.to || sight.to < drawn.from;
  const from = far ? sight.from : Math.min(sight.from, towards(drawn.from, wanted.from, step));
  const to = far ? sight.to : Math.max(sight.to, towards(drawn.to, wanted.to, step));
  return from === drawn.from && to === drawn.to ? drawn : { from, to };
}

function towards(value: number, goal: number, step: number): number {
  return value < goal ? Math.min(goal, value + step) : Math.max(goal, value - step);
}
