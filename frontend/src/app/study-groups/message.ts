import {
  afterNextRender,
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type { Message } from '@api/study-groups';
import { Clock } from '../platform/clock.ts';
import { Avatar } from '../platform/ui/avatar.ts';
import { Button, IconButton } from '../platform/ui/button.ts';
import { Icon } from '../platform/ui/icon.ts';
import { MENU } from '../platform/ui/menu.ts';
import { Tip } from '../platform/ui/tooltip.ts';
import { firstName } from './activity.ts';
import { MarkdownView } from './markdown-view.ts';
import { previewText } from './markdown.ts';
import type { ReactionPill } from './reactions.ts';
import { peopleWords, pillsOf, REACTIONS } from './reactions.ts';
import type { Row } from './rows.ts';

/** What a person does with a message. */
export type MessageAct =
  | { readonly do: 'reply' | 'edit' | 'delete' | 'copy' | 'menu'; readonly message: Message }
  | { readonly do: 'react'; readonly message: Message; readonly emoji: string; readonly on: boolean }
  | { readonly do: 'jump'; readonly seq: number }
  | { readonly do: 'retry' | 'discard'; readonly clientId: string };

const LONG_PRESS = 450;
const STILL = 10;
const AFTER_RELEASE = 50;

/** One message with what stands above it. Solid only when the server has it. */
@Component({
  selector: 'app-message',
  imports: [Avatar, Button, IconButton, Icon, MarkdownView, Tip, ...MENU],
  templateUrl: './message.html',
  styleUrl: './message.css',
  host: {
    '[class]': '"relative block [contain:layout_style] " + (row().first ? "pt-3" : "pt-0.75")',
    '(pointerenter)': 'pointed($event, true)',
    '(pointerleave)': 'pointed($event, false)',
    '(focusin)': 'enter()',
    '(focusout)': 'focused.set(false)',
    '(keydown.escape)': 'choosing.set(false)',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MessageRow {
  readonly row = input.required<Row>();
  readonly me = input.required<number>();
  readonly nameOf = input.required<(id: number) => string>();
  /** Names that a message on its way may mention. */
  readonly memberNames = input<readonly string[]>([]);
  readonly noConnection = input(false, { transform: booleanAttribute });
  /** The very last row: only it says what it waits for, in room that is kept for it. */
  readonly atEnd = input(false, { transform: booleanAttribute });
  /** Deleted here, not yet for everyone. */
  readonly held = input(false, { transform: booleanAttribute });
  /** The one that Tab reaches. */
  readonly active = input(false, { transform: booleanAttribute });
  readonly lit = input(false, { transform: booleanAttribute });
  readonly act = output<MessageAct>();

  private readonly injector = inject(Injector);
  private readonly clock = inject(Clock);
  private readonly bubble = viewChild<ElementRef<HTMLElement>>('bubble');
  private pressing: ReturnType<typeof setTimeout> | undefined;
  private pressedAt = { x: 0, y: 0 };

  protected readonly kinds = REACTIONS;
  protected readonly hovered = signal(false);
  protected readonly focused = signal(false);
  protected readonly open = signal(false);
  /** The tools show the six reactions. */
  protected readonly choosing = signal(false);
  protected readonly message = computed(() => this.row().message);
  protected readonly deleted = computed(() => this.held() || Boolean(this.message()?.deleted_at));
  protected readonly body = computed(() => this.message()?.body ?? this.row().pending?.body ?? '');
  protected readonly quoted = computed(() => {
    const quoted = this.message()?.quoted ?? this.row().pending?.quoted;
    return quoted ? { ...quoted, preview: previewText(quoted.preview) } : null;
  });
  protected readonly state = computed(() => {
    const pending = this.row().pending;
    return pending ? (pending.refused === null ? 'sending' : 'failed') : 'sent';
  });
  protected readonly clientId = computed(
    () => this.message()?.client_id ?? this.row().pending?.client_id ?? '',
  );
  protected readonly pills = computed(() => {
    const message = this.message();
    return message && !this.deleted() ? pillsOf(message, this.me()) : [];
  });
  protected readonly names = computed(() => {
    const message = this.message();
    if (!message) return this.memberNames();
    return message.mentions.flatMap(({ full_name }) => [full_name, firstName(full_name)]);
  });
  protected readonly time = computed(() =>
    this.clock.time(this.message()?.created_at ?? this.row().pending?.created_at ?? 0),
  );
  protected readonly label = computed(() => {
    const sender = this.row().mine ? 'You' : (this.message()?.sender.full_name ?? '');
    return `${sender}, ${this.time()}`;
  });
  protected readonly shape = computed(() => {
    const { mine, last } = this.row();
    const corner = !last ? '' : mine ? 'rounded-ee-[6px]' : 'rounded-es-[6px]';
    if (this.deleted()) return `bubble-gone ${corner}`;
    if (this.state() !== 'sent') return `bubble-held ${corner}`;
    return `${mine ? 'bubble-mine' : 'bubble-theirs'} ${corner}`;
  });
  protected readonly tools = computed(
    () => this.message() !== null && !this.deleted() && (this.hovered() || this.focused() || this.open()),
  );

  focus(): void {
    this.bubble()?.nativeElement.focus({ preventScroll: true });
  }

  /** Fingers have the sheet; the tools are for the mouse and the keyboard. */
  protected enter(): void {
    this.focused.set(this.bubble()?.nativeElement.matches(':focus-visible, :has(:focus-visible)') ?? false);
  }

  protected choose(): void {
    this.choosing.set(true);
    afterNextRender(
      () => this.bubble()?.nativeElement.querySelector<HTMLElement>('[data-reaction]')?.focus(),
      {
        injector: this.injector,
      },
    );
  }

  protected who(pill: ReactionPill): string {
    return peopleWords(pill.people, this.me(), this.nameOf());
  }

  protected deletedBy(): string {
    return this.row().mine
      ? 'Deleted by you'
      : `Deleted by ${firstName(this.message()?.sender.full_name ?? '')}`;
  }

  protected do(what: 'reply' | 'edit' | 'delete' | 'copy'): void {
    const message = this.message();
    if (message) this.act.emit({ do: what, message });
  }

  protected react(emoji: string): void {
    const message = this.message();
    if (!message) return;
    this.choosing.set(false);
    const on = !message.reactions.some((one) => one.emoji === emoji && one.user_ids.includes(this.me()));
    this.act.emit({ do: 'react', message, emoji, on });
  }

  protected pointed(event: PointerEvent, inside: boolean): void {
    if (event.pointerType === 'touch') return;
    this.hovered.set(inside);
    if (!inside) this.choosing.set(false);
  }

  /** A finger that rests on the message opens its menu as a sheet. */
  protected press(event: PointerEvent): void {
    if (event.pointerType !== 'touch') return;
    this.pressedAt = { x: event.clientX, y: event.clientY };
    this.pressing = setTimeout(() => {
      swallowNextClick();
      this.openMenu();
    }, LONG_PRESS);
  }

  protected moved(event: PointerEvent): void {
    const { x, y } = this.pressedAt;
    if (Math.hypot(event.clientX - x, event.clientY - y) > STILL) this.release();
  }

  protected release(): void {
    clearTimeout(this.pressing);
  }

  /** On a phone the browser's own menu would lie over ours. */
  protected keepMenu(event: Event): void {
    if (event instanceof PointerEvent && event.pointerType === 'touch') event.preventDefault();
  }

  protected openMenu(): void {
    const message = this.message();
    if (message && !this.deleted()) this.act.emit({ do: 'menu', message });
  }
}

/** The finger still rests where the sheet has come up: its release must choose or close nothing there. */
function swallowNextClick(): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  const stop = () => setTimeout(() => removeEventListener('click', swallow, true), AFTER_RELEASE);
  addEventListener('click', swallow, true);
  addEventListener('pointerup', stop, { once: true, capture: true });
  addEventListener('pointercancel', stop, { once: true, capture: true });
}
