/**
 * Where each row of a long list stands when only some are drawn: measured heights where there are any, guesses elsewhere. Sums are kept in
 * a binary indexed tree (Fenwick 1994), so that one measure among ten thousand rows costs a dozen steps.
 */
export class Heights {
  private readonly measured = new Map<string, number>();
  private keys: readonly string[] = [];
  private places = new Map<string, number>();
  private guesses: readonly number[] = [];
  private sums = new Float64Array(1);

  setRows(keys: readonly string[], guesses: readonly number[]): void {
    this.keys = keys;
    this.guesses = guesses;
    this.places = new Map(keys.map((key, index) => [key, index]));
    this.addUp();
  }

  keyAt(index: number): string | undefined {
    return this.keys[index];
  }

  /** -1 when there is no such row. */
  indexOf(key: string): number {
    return this.places.get(key) ?? -1;
  }

  /** Returns true when this is news. */
  measure(key: string, height: number): boolean {
    const index = this.indexOf(key);
    if (index < 0 || this.measured.get(key) === height) return false;
    const change = height - this.heightOf(index);
    this.measured.set(key, height);
    for (let node = index + 1; node < this.sums.length; node += node & -node) this.grow(node, change);
    return change !== 0;
  }

  /** The width changed, so no measure holds any more. */
  forget(): void {
    this.measured.clear();
    this.addUp();
  }

  topOf(index: number): number {
    let sum = 0;
    for (let node = Math.max(0, Math.min(index, this.keys.length)); node > 0; node -= node & -node) {
      sum += this.sums[node] ?? 0;
    }
    return sum;
  }

  get total(): number {
    return this.topOf(this.keys.length);
  }

  /** The row at this height; the last row when it is beyond the end. */
  at(top: number): number {
    let index = 0;
    let left = top;
    for (let step = 2 ** Math.floor(Math.log2(Math.max(1, this.keys.length))); step >= 1; step /= 2) {
      const sum = this.sums[index + step];
      if (sum === undefined || sum > left) continue;
      index += step;
      left -= sum;
    }
    return Math.max(0, Math.min(index, this.keys.length - 1));
  }

  private heightOf(index: number): number {
    return this.measured.get(this.keys[index] ?? '') ?? this.guesses[index] ?? 0;
  }

  private addUp(): void {
    this.sums = new Float64Array(this.keys.length + 1);
    for (let node = 1; node < this.sums.length; node++) {
      this.grow(node, this.heightOf(node - 1));
      const parent = node + (node & -node);
      if (parent < this.sums.length) this.grow(parent, this.sums[node] ?? 0);
    }
  }

  private grow(node: number, by: number): void {
    this.sums[node] = (this.sums[node] ?? 0) + by;
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
