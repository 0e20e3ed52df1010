import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Heights, nextSpan } from './heights.ts';
import type { Span } from './heights.ts';
import { guessHeight } from './guess.ts';
import { MessageRow } from './message.ts';
import type { MessageAct } from './message.ts';
import type { Row } from './rows.ts';

/** Rows that are added or taken away in one frame, so that a slow phone keeps up. */
const STEP = 3;
/** Drawn beyond what is in sight, in heights of the window. */
const MARGIN = 1;
/** This near to the end counts as at the end. */
const NEAR = 48;
const FIRST_ROWS = 30;
/** The padding over the first row, `pt-2`. */
const PADDING = 8;
/** Room over the line of new messages, so that what it follows on is in sight. */
const ABOVE_LINE = 120;
const LIT = 1_000;

/** A row that must not move on the screen while others change, and where its top is, from the top of the window. */
interface Anchor {
  readonly key: string;
  readonly top: number;
}

/**
 * Thousands of rows of any height, of which only those in sight and some around are in the DOM. What the reader looks at stays where it is
 * while rows come in above, grow or shrink; who is at the end stays at the end.
 */
@Component({
  selector: 'app-message-list',
  imports: [MessageRow],
  template: `
    <div #content class="mx-auto flex min-h-full max-w-200 flex-col justify-end px-3 pt-2 pb-7 lg:px-6">
      <div class="flex-none" [style.height.px]="above()"></div>
      @for (row of drawn(); track row.key) {
        <app-message
          [attr.data-key]="row.key"
          [row]="row"
          [me]="me()"
          [nameOf]="nameOf()"
          [memberNames]="memberNames()"
          [noConnection]="noConnection()"
          [atEnd]="row === rows().at(-1)"
          [held]="row.message !== null && held().has(row.message.id)"
          [active]="row.key === activeKey()"
          [lit]="row.key === litKey()"
          (act)="act.emit($event)"
        />
      }
      <div class="flex-none" [style.height.px]="below()"></div>
    </div>
  `,
  host: {
    class: 'block min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none]',
    '(keydown)': 'walk($event)',
    '(focusin)': 'follow($event)',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MessageList {
  readonly rows = input.required<readonly Row[]>();
  readonly me = input.required<number>();
  readonly nameOf = input.required<(id: number) => string>();
  readonly memberNames = input<readonly string[]>([]);
  readonly noConnection = input(false);
  readonly held = input<ReadonlySet<number>>(new Set());
  readonly act = output<MessageAct>();
  /** The start or the end is near: more is wanted. */
  readonly near = output<'start' | 'end'>();
  /** The last message that a person can see in full. */
  readonly seen = output<number>();

  private readonly scroller = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly content = viewChild.required<ElementRef<HTMLElement>>('content');
  private readonly heights = new Heights();
  private readonly span = signal<Span>({ from: 0, to: 0 });
  private readonly layoutChanged = signal(0);
  private anchor: Anchor | null = null;
  private width = 0;
  private frame = 0;

  readonly atBottom = signal(true);
  protected readonly drawn = computed(() => this.rows().slice(this.span().from, this.span().to));
  protected readonly above = computed(() => (this.layoutChanged(), this.heights.topOf(this.span().from)));
  protected readonly below = computed(
    () => (this.layoutChanged(), this.heights.total - this.heights.topOf(this.span().to)),
  );
  protected readonly litKey = signal<string | null>(null);
  private readonly chosenKey = signal<string | null>(null);
  protected readonly activeKey = computed(() => this.chosenKey() ?? this.rows().at(-1)?.key ?? null);
  private readonly sizes = new ResizeObserver((entries) => this.measure(entries));
  private observed: ReadonlySet<Element> = new Set();

  constructor() {
    effect(() => {
      const rows = this.rows();
      untracked(() => this.take(rows));
    });
    afterRenderEffect(() => {
      this.drawn();
      this.layoutChanged();
      this.observe();
      this.restore();
    });
    const listening = new AbortController();
    const { signal } = listening;
    this.scroller.addEventListener('scroll', () => this.scrolled(), { passive: true, signal });
    document.addEventListener('visibilitychange', () => this.tellSeen(), { signal });
    addEventListener('focus', () => this.tellSeen(), { signal });
    this.sizes.observe(this.scroller);
    inject(DestroyRef).onDestroy(() => {
      listening.abort();
      this.sizes.disconnect();
      cancelAnimationFrame(this.frame);
    });
  }

  /** To the newest message. */
  toEnd(): void {
    this.atBottom.set(true);
    this.anchor = null;
    const to = this.rows().length;
    this.span.set({ from: Math.max(0, to - FIRST_ROWS), to });
    this.layoutChanged.update((count) => count + 1);
  }

  /** Brings a message into sight and lights it; false when it is not among the rows. */
  jumpTo(seq: number): boolean {
    const index = this.rows().findIndex(({ message }) => message?.seq === seq);
    const key = this.rows()[index]?.key;
    if (key === undefined) return false;
    this.show(index, this.scroller.clientHeight * 0.3);
    this.litKey.set(key);
    setTimeout(() => this.litKey.update((lit) => (lit === key ? null : lit)), LIT);
    return true;
  }

  /** Puts the keyboard on the message that Tab would reach. */
  focusActive(): void {
    this.focusKey(this.activeKey());
  }

  private take(rows: readonly Row[]): void {
    const before = this.heights.keyAt(this.span().from);
    this.heights.setRows(
      rows.map((row) => row.key),
      rows.map((row) => guessHeight(row, this.width || 600)),
    );
    if (before === undefined) this.begin(rows);
    else this.keepSpan(rows, before);
    this.layoutChanged.update((count) => count + 1);
    this.plan();
  }

  /** The first rows: at the line of new messages, else at the end. */
  private begin(rows: readonly Row[]): void {
    const line = rows.findIndex((row) => row.unread > 0);
    if (line < 0) return this.toEnd();
    this.show(line, ABOVE_LINE);
  }

  private keepSpan(rows: readonly Row[], firstKey: string): void {
    const { from, to } = this.span();
    if (this.atBottom()) {
      const length = Math.max(FIRST_ROWS, to - from);
      return this.span.set({ from: Math.max(0, rows.length - length), to: rows.length });
    }
    const index = rows.findIndex((row) => row.key === firstKey);
    if (index < 0) return this.begin(rows);
    this.span.set({ from: index, to: Math.min(rows.length, index + to - from) });
  }

  private show(index: number, top: number): void {
    const key = this.rows()[index]?.key;
    if (key === undefined) return;
    this.atBottom.set(false);
    this.anchor = { key, top };
    this.span.set({
      from: Math.max(0, index - FIRST_ROWS / 2),
      to: Math.min(this.rows().length, index + FIRST_ROWS),
    });
    this.layoutChanged.update((count) => count + 1);
  }

  private observe(): void {
    const present = new Set<Element>();
    for (const element of this.content().nativeElement.children) {
      if (!element.hasAttribute('data-key')) continue;
      present.add(element);
      if (!this.observed.has(element)) this.sizes.observe(element);
    }
    for (const element of this.observed) if (!present.has(element)) this.sizes.unobserve(element);
    this.observed = present;
  }

  /** Runs between layout and paint, so what is corrected here is never seen wrong. */
  private measure(entries: readonly ResizeObserverEntry[]): void {
    let news = false;
    for (const { target, borderBoxSize } of entries) {
      const height = borderBoxSize[0]?.blockSize ?? 0;
      const key = target.getAttribute('data-key');
      if (key === null) news = this.resized() || news;
      else if (height > 0) news = this.heights.measure(key, height) || news;
    }
    if (!news) return;
    this.restore();
    this.plan();
  }

  /** The window itself: with another width no measure holds. */
  private resized(): boolean {
    const width = this.scroller.clientWidth;
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
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    this.atBottom.set(scrollHeight - clientHeight - scrollTop < NEAR);
    const index = this.heights.at(scrollTop - PADDING);
    const key = this.heights.keyAt(index);
    this.anchor = key === undefined ? null : { key, top: this.heights.topOf(index) + PADDING - scrollTop };
    this.plan();
  }

  /** Puts the window back over what the reader was looking at. */
  private restore(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    let goal = scrollHeight - clientHeight;
    if (!this.atBottom() && this.anchor) {
      const index = this.heights.indexOf(this.anchor.key);
      if (index < 0) return;
      goal = this.heights.topOf(index) + PADDING - this.anchor.top;
    }
    if (Math.abs(goal - scrollTop) > 0.5) this.scroller.scrollTop = goal;
  }

  private plan(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.advance();
    });
  }

  private advance(): void {
    const { scrollTop, clientHeight } = this.scroller;
    const count = this.rows().length;
    const sight = this.rowsWithin(scrollTop, scrollTop + clientHeight, count);
    const margin = clientHeight * MARGIN;
    const wanted = this.rowsWithin(scrollTop - margin, scrollTop + clientHeight + margin, count);
    const next = nextSpan(this.span(), sight, wanted, STEP);
    if (next !== this.span()) {
      this.span.set(next);
      this.plan();
    }
    if (count > 0 && scrollTop < clientHeight * 1.5) this.near.emit('start');
    if (count > 0 && this.scroller.scrollHeight - scrollTop < clientHeight * 2.5) this.near.emit('end');
    this.tellSeen();
  }

  private rowsWithin(top: number, bottom: number, count: number): Span {
    return {
      from: this.heights.at(top - PADDING),
      to: Math.min(count, this.heights.at(bottom - PADDING) + 1),
    };
  }

  private tellSeen(): void {
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
    const bottom = this.scroller.scrollTop + this.scroller.clientHeight - PADDING;
    let index = this.heights.at(bottom);
    if (this.heights.topOf(index + 1) > bottom + 4 && !this.atBottom()) index--;
    for (; index >= 0; index--) {
      const seq = this.rows()[index]?.message?.seq;
      if (seq !== undefined) return this.seen.emit(seq);
    }
  }

  /** Arrow keys go from message to message. */
  protected walk(event: KeyboardEvent): void {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    const bubble = event.target;
    if (step === 0 || !(bubble instanceof HTMLElement) || bubble.role !== 'article') return;
    const index = this.rows().findIndex((row) => row.key === keyOfElement(bubble));
    const next = this.rows()[index + step]?.key;
    if (index < 0 || next === undefined) return;
    event.preventDefault();
    this.focusKey(next);
  }

  protected follow(event: FocusEvent): void {
    if (event.target instanceof HTMLElement) this.chosenKey.set(keyOfElement(event.target));
  }

  private focusKey(key: string | null): void {
    const element = this.content().nativeElement.querySelector(`[data-key="${CSS.escape(key ?? '')}"]`);
    const bubble = element?.querySelector<HTMLElement>('[role=article]');
    if (!element || !bubble) return;
    bubble.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'nearest' });
  }
}

function keyOfElement(element: HTMLElement): string | null {
  return element.closest('[data-key]')?.getAttribute('data-key') ?? null;
}
