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
import { guessHeight } from './guess.ts';
import { MessageRow } from './message.ts';
import type { MessageAct } from './message.ts';
import type { Row } from './rows.ts';
import { ScrollWindow } from './scroll-window.ts';

/** `pt-2` of the content. */
const PADDING = 8;
/** Room over the line of new messages, so that what it follows on is in sight. */
const ABOVE_LINE = 120;
/** Where a message that was jumped to stands, from the top. */
const JUMPED_TO = 200;
const LIT = 1_000;
/** So many windows before the start or the end of the rows, more are asked for. */
const EARLY = 1.5;

/** The messages of a thread, however many, of which only those in sight and some around are in the DOM. */
@Component({
  selector: 'app-message-list',
  imports: [MessageRow],
  template: `
    <div #content class="mx-auto flex min-h-full max-w-200 flex-col justify-end px-3 pt-2 pb-7 lg:px-6">
      <div class="flex-none" [style.height.px]="window.above()"></div>
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
      <div class="flex-none" [style.height.px]="window.below()"></div>
    </div>
  `,
  host: {
    class:
      'block min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain bg-surface [overflow-anchor:none]',
    '(keydown)': 'walk($event)',
    '(focusin)': 'follow($event)',
    '(document:visibilitychange)': 'tellSeen()',
    '(window:focus)': 'tellSeen()',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MessageList {
  readonly rows = input.required<readonly Row[]>();
  readonly me = input.required<number>();
  readonly nameOf = input.required<(id: number) => string>();
  readonly memberNames = input<readonly string[]>([]);
  readonly noConnection = input(false);
  /** Messages that are deleted here and not yet for everyone. */
  readonly held = input<ReadonlySet<number>>(new Set());
  readonly act = output<MessageAct>();
  /** The start or the end of the rows is near: more is wanted. */
  readonly near = output<'start' | 'end'>();
  /** The number of the last message that a person who looks can see in full. */
  readonly seen = output<number>();

  /** The first rows begin at the line of new messages, later ones at the end. */
  private begun = false;
  private readonly content = viewChild.required<ElementRef<HTMLElement>>('content');
  protected readonly window = new ScrollWindow({
    scroller: inject<ElementRef<HTMLElement>>(ElementRef).nativeElement,
    padding: PADDING,
    settled: () => this.settled(),
  });
  readonly atBottom = this.window.atBottom;

  protected readonly drawn = computed(() => {
    const { from, to } = this.window.span();
    return this.rows().slice(from, to);
  });
  protected readonly litKey = signal<string | null>(null);
  private readonly chosenKey = signal<string | null>(null);
  /** The one message that Tab reaches: where the person was, else the newest. */
  protected readonly activeKey = computed(() => this.chosenKey() ?? this.rows().at(-1)?.key ?? null);

  constructor() {
    effect(() => {
      const rows = this.rows();
      untracked(() => this.take(rows));
    });
    afterRenderEffect(() => {
      this.drawn();
      this.window.drawn(this.content().nativeElement);
    });
    inject(DestroyRef).onDestroy(() => this.window.destroy());
  }

  toEnd(): void {
    this.window.toEnd();
  }

  /** Brings a message into sight and lights it; false when it is not among the rows. */
  jumpTo(seq: number): boolean {
    const index = this.rows().findIndex(({ message }) => message?.seq === seq);
    const key = this.rows()[index]?.key;
    if (key === undefined) return false;
    this.window.show(index, JUMPED_TO);
    this.litKey.set(key);
    setTimeout(() => this.litKey.update((lit) => (lit === key ? null : lit)), LIT);
    return true;
  }

  protected tellSeen(): void {
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
    for (let index = this.window.lastInSight(); index >= 0; index--) {
      const seq = this.rows()[index]?.message?.seq;
      if (seq !== undefined) return this.seen.emit(seq);
    }
  }

  /** Arrow keys go from message to message. */
  protected walk(event: KeyboardEvent): void {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    const bubble = event.target;
    if (step === 0 || !(bubble instanceof HTMLElement) || bubble.role !== 'article') return;
    const index = this.window.heights.indexOf(keyOf(bubble) ?? '');
    const next = this.rows()[index + step]?.key;
    if (index < 0 || next === undefined) return;
    event.preventDefault();
    this.focusKey(next);
  }

  protected follow(event: FocusEvent): void {
    if (event.target instanceof HTMLElement) this.chosenKey.set(keyOf(event.target));
  }

  private take(rows: readonly Row[]): void {
    const kept = this.window.setRows(
      rows.map((row) => row.key),
      rows.map((row) => guessHeight(row, this.window.width || 600)),
    );
    if (kept || rows.length === 0) return;
    const line = this.begun ? -1 : rows.findIndex((row) => row.unread > 0);
    this.begun = true;
    if (line < 0) this.window.toEnd();
    else this.window.show(line, ABOVE_LINE);
  }

  private settled(): void {
    const { start, end } = this.window.distance();
    if (start < EARLY) this.near.emit('start');
    if (end < EARLY) this.near.emit('end');
    this.tellSeen();
  }

  private focusKey(key: string): void {
    const element = this.content().nativeElement.querySelector(`[data-key="${CSS.escape(key)}"]`);
    element?.querySelector<HTMLElement>('[role=article]')?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest' });
  }
}

function keyOf(element: HTMLElement): string | null {
  return element.closest('[data-key]')?.getAttribute('data-key') ?? null;
}
