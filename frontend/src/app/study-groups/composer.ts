import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import type { Message } from '@api/study-groups';
import { AuthService } from '../platform/session.ts';
import { Avatar } from '../platform/ui/avatar.ts';
import { IconButton } from '../platform/ui/button.ts';
import { Icon } from '../platform/ui/icon.ts';
import { firstName } from './activity.ts';
import { keepDraft, readDraft } from './drafts.ts';
import { plainText } from './markdown.ts';
import type { GroupPerson } from './mention-query.ts';
import { mentionAt, peopleFor } from './mention-query.ts';

export const LONGEST = 8000;
const COUNT_FROM = 400;
const TYPING_EVERY = 3_000;

/** What the text in the composer is for: a new message, an answer, or a change of one of mine. */
export type Purpose =
  | { readonly kind: 'new' }
  | { readonly kind: 'reply'; readonly message: Message }
  | { readonly kind: 'edit'; readonly message: Message };

/** Where people write. Enter sends, on phones it makes a new line; ↑ in an empty field edits my last message. */
@Component({
  selector: 'app-composer',
  imports: [Avatar, Icon, IconButton],
  templateUrl: './composer.html',
  host: { class: 'block flex-none' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Composer {
  private readonly me = inject(AuthService).user()?.id ?? 0;
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');

  readonly groupId = input.required<number>();
  readonly people = input<readonly GroupPerson[]>([]);
  readonly purpose = input<Purpose>({ kind: 'new' });
  readonly sent = output<string>();
  readonly typing = output();
  readonly cancelled = output();
  readonly editLast = output();
  readonly toMessages = output();

  protected readonly text = signal('');
  private readonly caret = signal(0);
  private readonly dismissed = signal<number | null>(null);
  private lastTyping = 0;
  /** What was written before an edit took its place. */
  private aside = '';

  protected readonly query = computed(() => {
    const query = mentionAt(this.text(), this.caret());
    return query && query.start !== this.dismissed() ? query : null;
  });
  protected readonly found = computed(() => {
    const query = this.query();
    return query ? peopleFor(query.text, this.people()) : [];
  });
  protected readonly chosen = linkedSignal<readonly GroupPerson[], number>({
    source: this.found,
    computation: () => 0,
  });
  protected readonly left = computed(() => LONGEST - this.text().length);
  protected readonly counted = computed(() => this.left() <= COUNT_FROM);
  protected readonly ready = computed(() => this.text().trim() !== '' && this.left() >= 0);
  protected readonly subject = computed(() => {
    const purpose = this.purpose();
    if (purpose.kind === 'new') return null;
    const name = purpose.kind === 'reply' ? firstName(purpose.message.sender.full_name) : null;
    return { name, text: plainText(purpose.message.body).slice(0, 200) };
  });

  constructor() {
    effect(() => {
      const groupId = this.groupId();
      untracked(() => this.text.set(readDraft(this.me, groupId)));
    });
    effect(() => {
      const purpose = this.purpose();
      untracked(() => this.adopt(purpose));
    });
  }

  focus(): void {
    this.field().nativeElement.focus();
  }

  protected write(): void {
    const { value } = this.field().nativeElement;
    this.text.set(value);
    this.move();
    if (this.purpose().kind !== 'edit') keepDraft(this.me, this.groupId(), value);
    if (value.trim() === '' || Date.now() - this.lastTyping < TYPING_EVERY) return;
    this.lastTyping = Date.now();
    this.typing.emit();
  }

  protected move(): void {
    this.caret.set(this.field().nativeElement.selectionStart);
  }

  protected press(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (this.found().length > 0 && this.pick(event)) return;
    const phone = matchMedia('(pointer: coarse) and (max-width: 767px)').matches;
    if (event.key === 'Enter' && !event.shiftKey && !phone) {
      event.preventDefault();
      this.send();
    } else if (event.key === 'Escape' && this.purpose().kind !== 'new') {
      this.cancelled.emit();
    } else if (event.key === 'ArrowUp' && this.text() === '') {
      event.preventDefault();
      this.editLast.emit();
    }
  }

  protected send(): void {
    if (!this.ready()) return;
    const body = this.text().trim();
    const wasEdit = this.purpose().kind === 'edit';
    if (!wasEdit) this.put('');
    this.lastTyping = 0;
    this.sent.emit(body);
    if (!wasEdit) keepDraft(this.me, this.groupId(), '');
    this.focus();
  }

  protected mention(person: GroupPerson): void {
    const query = this.query();
    if (!query) return;
    const before = `${this.text().slice(0, query.start)}@${person.full_name} `;
    this.put(before + this.text().slice(query.start + 1 + query.text.length));
    this.field().nativeElement.setSelectionRange(before.length, before.length);
    this.write();
    this.focus();
  }

  /** Keys that belong to the list of names while it is open. */
  private pick(event: KeyboardEvent): boolean {
    const { length } = this.found();
    const person = this.found()[this.chosen()];
    if (event.key === 'ArrowDown') this.chosen.update((index) => (index + 1) % length);
    else if (event.key === 'ArrowUp') this.chosen.update((index) => (index + length - 1) % length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && person) this.mention(person);
    else if (event.key === 'Escape') this.dismissed.set(this.query()?.start ?? null);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  private adopt(purpose: Purpose): void {
    if (purpose.kind === 'edit') {
      this.aside = this.text();
      this.put(purpose.message.body);
    } else if (this.aside) {
      this.put(this.aside);
      this.aside = '';
    } else if (purpose.kind === 'new' && this.text() !== readDraft(this.me, this.groupId())) {
      this.put(readDraft(this.me, this.groupId()));
    }
    if (purpose.kind !== 'new') setTimeout(() => this.focus());
  }

  /** The field follows at once, so that the caret can be set in it. */
  private put(text: string): void {
    this.text.set(text);
    this.field().nativeElement.value = text;
    this.caret.set(text.length);
  }
}
