import { computed, signal } from '@angular/core';
import { Heights, nextSpan } from './heights.ts';
import type { Span } from './heights.ts';

/** Rows that are added or taken away in one frame, so that a slow phone keeps up. */
const STEP = 3;
/** Drawn beyond what is in sight, in heights of the window. */
const MARGIN = 1;
/** This near to the end counts as at the end. */
const NEAR_END = 48;
const FIRST_ROWS = 30;

/** A row that must not move on the screen while others change, and where its top is, from the top of the window. */
interface Anchor {
  readonly key: string;
  readonly top: number;
}

/** What the engine asks of the screen that it scrolls. */
export interface WindowOptions {
  readonly scroller: HTMLElement;
  /** The padding over the first row. */
  readonly padding: number;
  /** Runs after each step of scrolling, when everything stands where it should. */
  readonly settled: () => void;
}

/**
 * Which of many rows are in the DOM, and where the window stands over them. What the reader looks at stays where it is while rows come in
 * above, grow or shrink; who is at the end stays at the end. Rows carry `data-key`; call `drawn` after each render.
 */
export class ScrollWindow {
  readonly heights = new Heights();
  private readonly options: WindowOptions;
  private readonly sizes = new ResizeObserver((entries) => this.measure(entries));
  private readonly listening = new AbortController();
  private readonly drawnSpan = signal<Span>({ from: 0, to: 0 });
  private readonly layout = signal(0);
  private observed: ReadonlySet<Element> = new Set();
  private count = 0;
  private anchor: Anchor | null = null;
  private frame = 0;
  /** Rows came or went outside of what is drawn: the window must follow before anything is measured. */
  private moved = false;

  readonly atBottom = signal(true);
  readonly span = this.drawnSpan.asReadonly();
  readonly above = computed(() => (this.layout(), this.heights.topOf(this.span().from)));
  readonly below = computed(() => (this.layout(), this.heights.total - this.heights.topOf(this.span().to)));
  width = 0;

  constructor(options: WindowOptions) {
    this.options = options;
    const { signal } = this.listening;
    options.scroller.addEventListener('scroll', () => this.scrolled(), { passive: true, signal });
    this.sizes.observe(options.scroller);
  }

  destroy(): void {
    this.listening.abort();
    this.sizes.disconnect();
    cancelAnimationFrame(this.frame);
  }

  /** Other rows. False when nothing of what was drawn is left: say then where to begin, by `show` or `toEnd`. */
  setRows(keys: readonly string[], guesses: readonly number[]): boolean {
    const { from, to } = this.span();
    const first = this.heights.keyAt(from);
    this.heights.setRows(keys, guesses);
    this.count = keys.length;
    const index = first === undefined ? -1 : this.heights.indexOf(first);
    if (index < 0) return false;
    if (this.atBottom()) {
      const length = Math.max(FIRST_ROWS, to - from);
      this.drawnSpan.set({ from: Math.max(0, keys.length - length), to: keys.length });
    } else {
      this.drawnSpan.set({ from: index, to: Math.min(keys.length, index + to - from) });
    }
    this.relayout();
    return true;
  }

  toEnd(): void {
    this.atBottom.set(true);
    this.anchor = null;
    this.drawnSpan.set({ from: Math.max(0, this.count - FIRST_ROWS), to: this.count });
    this.relayout();
  }

  /** Puts the row at `top` px under the upper edge. */
  show(index: number, top: number): void {
    const key = this.heights.keyAt(index);
    if (key === undefined) return;
    this.atBottom.set(false);
    this.anchor = { key, top };
    this.drawnSpan.set({
      from: Math.max(0, index - FIRST_ROWS / 2),
      to: Math.min(this.count, index + FIRST_ROWS),
    });
    this.relayout();
  }

  /** Tells the engine that `content` has the rows of `span`. */
  drawn(content: HTMLElement): void {
    this.layout();
    const present = new Set<Element>();
    for (const element of content.children) {
      if (!element.hasAttribute('data-key')) continue;
      present.add(element);
      if (!this.observed.has(element)) this.sizes.observe(element);
    }
    for (const element of this.observed) if (!present.has(element)) this.sizes.unobserve(element);
    this.observed = present;
    if (this.moved) this.restore();
    this.moved = false;
  }

  /** Index of the last row that is in sight to its end. */
  lastInSight(): number {
    const { scrollTop, clientHeight } = this.options.scroller;
    const bottom = scrollTop + clientHeight - this.options.padding;
    const index = this.heights.at(bottom);
    return this.heights.topOf(index + 1) > bottom + 4 && !this.atBottom() ? index - 1 : index;
  }

  /** How many windows lie between the reader and the start, and the end, of the rows. */
  distance(): { readonly start: number; readonly end: number } {
    const { scrollTop, clientHeight, scrollHeight } = this.options.scroller;
    return { start: scrollTop / clientHeight, end: (scrollHeight - scrollTop - clientHeight) / clientHeight };
  }

  private relayout(): void {
    this.moved = true;
    this.layout.update((count) => count + 1);
    this.plan();
  }

  /** Runs between layout and paint, so what is corrected here is never seen wrong. */
  private measure(entries: readonly ResizeObserverEntry[]): void {
    let news = false;
    for (const { target, borderBoxSize } of entries) {
      const height = borderBoxSize[0]?.blockSize ?? 0;
      const key = target.getAttribute('data-key');
      if (key === null) news = this.resized();
      else if (height > 0) news = this.heights.measure(key, height) || news;
    }
    if (!news) return;
    this.restore();
    this.plan();
  }

  /** The window itself: with another width no measure holds. */
  private resized(): true {
    const width = this.options.scroller.clientWidth;
    if (width !== this.width) {
      this.width = width;
      this.heights.forget();
      for (const element of this.observed) {
        this.heights.measure(element.getAttribute('data-key') ?? '', element.getBoundingClientRect().height);
      }
    }
    return true;
  }

  private scrolled(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.options.scroller;
    this.atBottom.set(scrollHeight - clientHeight - scrollTop < NEAR_END);
    const index = this.heights.at(scrollTop - this.options.padding);
    const key = this.heights.keyAt(index);
    const top = this.heights.topOf(index) + this.options.padding - scrollTop;
    this.anchor = key === undefined ? null : { key, top };
    this.plan();
  }

  /** Puts the window back over what the reader was looking at. */
  private restore(): void {
    const { scroller, padding } = this.options;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    let goal = scrollHeight - clientHeight;
    if (!this.atBottom() && this.anchor) {
      const index = this.heights.indexOf(this.anchor.key);
      if (index < 0) return;
      goal = this.heights.topOf(index) + padding - this.anchor.top;
    }
    if (Math.abs(goal - scrollTop) > 0.5) scroller.scrollTop = goal;
  }

  private plan(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.advance();
    });
  }

  private advance(): void {
    if (this.count === 0) return;
    const { scrollTop, clientHeight } = this.options.scroller;
    const margin = clientHeight * MARGIN;
    const sight = this.rowsWithin(scrollTop, scrollTop + clientHeight);
    const wanted = this.rowsWithin(scrollTop - margin, scrollTop + clientHeight + margin);
    const next = nextSpan(this.span(), sight, wanted, STEP);
    if (next !== this.span()) {
      this.drawnSpan.set(next);
      this.plan();
    }
    this.options.settled();
  }

  private rowsWithin(top: number, bottom: number): Span {
    const { padding } = this.options;
    return {
      from: this.heights.at(top - padding),
      to: Math.min(this.count, this.heights.at(bottom - padding) + 1),
    };
  }
}
