import { DestroyRef, resource } from '@angular/core';
import {
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Message, StudyGroup } from '@api/study-groups';
import { Online } from '../platform/online.ts';
import { Tile } from '../platform/ui/avatar.ts';
import { Button, IconButton } from '../platform/ui/button.ts';
import { Icon } from '../platform/ui/icon.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { Empty, Failure } from '../platform/ui/states.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { firstName } from './activity.ts';
import { Chat } from './chat.ts';
import { companyWords } from './company.ts';
import { Composer } from './composer.ts';
import type { Purpose } from './composer.ts';
import { GroupDetails } from './group-details.ts';
import { plainText } from './markdown.ts';
import { MessageList } from './message-list.ts';
import type { MessageAct } from './message.ts';
import { Outbox } from './outbox.ts';
import { GroupworkService } from './study-groups.api.ts';

const NEW: Purpose = { kind: 'new' };

/** The open thread of a group, with its members beside it where there is room. */
@Component({
  selector: 'app-thread',
  imports: [RouterLink, Tile, Button, Icon, IconButton, Empty, Failure, Composer, MessageList, GroupDetails],
  providers: [Chat],
  templateUrl: './thread-screen.html',
  host: { '(document:visibilitychange)': 'look()', '(window:pagehide)': 'chat.deletions.tellAll()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ThreadScreen {
  private readonly groupwork = inject(GroupworkService);
  private readonly outbox = inject(Outbox);
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  protected readonly online = inject(Online).online;
  protected readonly chat = inject(Chat);

  readonly start = input.required<StudyGroup>();
  /** Messages and composer only, for a place that has its own head: the panel of a call. */
  readonly bare = input(false, { transform: booleanAttribute });
  readonly changed = output();
  private readonly list = viewChild(MessageList);
  private readonly composer = viewChild(Composer);

  protected readonly group = computed(() => this.start());
  protected readonly purpose = signal<Purpose>(NEW);
  protected readonly members = resource({
    params: () => this.group().id,
    loader: ({ params }) => this.groupwork.members(params),
  });
  protected readonly people = computed(() =>
    (this.members.hasValue() ? this.members.value() : [])
      .filter(({ state }) => state === 'member')
      .map(({ user }) => user),
  );
  protected readonly others = computed(() => this.people().filter(({ id }) => id !== this.chat.me));
  protected readonly memberNames = computed(() =>
    this.people().flatMap(({ full_name }) => [full_name, firstName(full_name)]),
  );
  protected readonly nameOf = computed(() => {
    const names = new Map(this.people().map(({ id, full_name }) => [id, firstName(full_name)]));
    return (id: number) => names.get(id) ?? 'somebody';
  });
  protected readonly company = computed(() => {
    if (!this.online()) return 'No connection. What you write is kept.';
    if (this.chat.cut()) return 'Connecting';
    const typing = this.chat.company.typing().map(this.nameOf());
    const members = this.people().length || this.group().member_count;
    return companyWords(typing, this.chat.company.here().size, members);
  });
  /** Messages below the window that this person has not seen. */
  protected readonly below = linkedSignal<boolean, number>({
    source: () => this.list()?.atBottom() ?? true,
    computation: () => 0,
  });
  protected readonly away = computed(
    () => this.chat.thread.loaded() && !((this.list()?.atBottom() ?? true) && this.chat.thread.atEnd()),
  );
  /** What a screen reader says of a message that comes in. */
  protected readonly spoken = computed(() =>
    this.chat
      .arrived()
      .map(({ id, sender, body }) => ({ id, text: `${sender.full_name}: ${plainText(body)}` })),
  );

  constructor() {
    effect(() => {
      this.start();
      untracked(() => {
        if (this.chat.group() === null) void this.chat.enter(this.start());
        this.members.reload();
      });
    });
    effect(() => {
      const newest = this.chat.arrived().at(-1);
      if (newest && untracked(() => this.away())) this.below.update((count) => count + 1);
    });
    effect(() => {
      const known = new Set(this.people().map(({ id }) => id));
      const strangers = [...this.chat.company.here()].some((id) => !known.has(id));
      if (known.size > 0 && strangers) untracked(() => this.members.reload());
    });
    effect(() => {
      if (this.chat.closed()) this.changed.emit();
    });
    // Toasts stand over the field, not on it.
    effect((onCleanup) => {
      if (this.bare()) return;
      document.documentElement.style.setProperty('--foot', '68px');
      onCleanup(() => document.documentElement.style.removeProperty('--foot'));
    });
    inject(DestroyRef).onDestroy(() => {
      this.chat.deletions.tellAll();
    });
  }

  protected async send(body: string): Promise<void> {
    const purpose = this.purpose();
    if (purpose.kind === 'edit') return this.saveEdit(purpose.message, body);
    this.purpose.set(NEW);
    await this.chat.send(body, purpose.kind === 'reply' ? quoteOf(purpose.message) : null);
    this.list()?.toEnd();
  }

  protected composerField(): void {
    this.composer()?.focus();
  }

  /** "8 others", for the empty thread. */
  protected reach(): string {
    const others = this.group().member_count - 1;
    return others === 0 ? 'everybody who joins' : others === 1 ? 'the other member' : `${others} others`;
  }

  protected cancel(): void {
    this.purpose.set(NEW);
  }

  protected editLast(): void {
    const isMine = (message: Message) => message.sender.id === this.chat.me && !message.deleted_at;
    const last = this.chat.thread.messages().findLast(isMine);
    if (last) this.purpose.set({ kind: 'edit', message: last });
  }

  protected async latest(): Promise<void> {
    if (!this.chat.thread.atEnd()) await this.chat.showNewest().catch((error) => this.toasts.fail(error));
    this.list()?.toEnd();
  }

  protected more(end: 'start' | 'end'): void {
    if (end === 'start') void this.chat.loadOlder();
    else this.chat.loadNewer().catch(() => undefined);
  }

  protected async act(act: MessageAct): Promise<void> {
    switch (act.do) {
      case 'reply':
      case 'edit':
        return this.purpose.set({ kind: act.do, message: act.message });
      case 'copy':
        await navigator.clipboard.writeText(act.message.body);
        return this.toasts.say('The text is on your clipboard.');
      case 'delete':
        return this.remove(act.message);
      case 'react':
        return this.tell({ type: 'react', id: act.message.id, emoji: act.emoji, on: act.on });
      case 'jump':
        return this.jump(act.seq);
      case 'retry':
        return this.outbox.retry(act.clientId);
      case 'discard':
        return this.outbox.discard(act.clientId);
      case 'menu':
        return this.openMenu(act.message);
      default:
        act satisfies never;
    }
  }

  protected look(): void {
    this.chat.look(document.visibilityState === 'visible' ? 'here' : 'away');
  }

  protected async details(): Promise<void> {
    const { GroupDetailsSheet } = await import('./group-details-sheet.ts');
    const wanted = await this.overlays.open<'call', object>(GroupDetailsSheet, {
      side: true,
      data: { group: this.group, members: this.members, here: this.chat.company.here },
    });
    if (wanted) await this.call();
  }

  protected async call(): Promise<void> {
    const { CallSheet } = await import('./call-sheet.ts');
    await this.overlays.open(CallSheet, { data: this.group() });
  }

  private async openMenu(message: Message): Promise<void> {
    const { MessageSheet } = await import('./message-sheet.ts');
    const chosen = await this.overlays.open<MessageAct, object>(MessageSheet, {
      data: { message, me: this.chat.me },
    });
    if (chosen) await this.act(chosen);
  }

  private saveEdit(message: Message, body: string): void {
    if (body !== message.body && !this.chat.tell({ type: 'edit', id: message.id, body })) {
      return this.toasts.fail('No connection. Your change is still in the field: save it when you are back.');
    }
    this.purpose.set(NEW);
  }

  private remove(message: Message): void {
    this.chat.deletions.hold(message.id);
    this.toasts.say('Your message is deleted.', {
      label: 'Undo',
      run: () => {
        if (!this.chat.deletions.undo(message.id)) this.toasts.fail('It is already deleted for everyone.');
      },
    });
  }

  private async jump(seq: number): Promise<void> {
    if (this.list()?.jumpTo(seq)) return;
    try {
      await this.chat.showAround(seq);
      setTimeout(() => this.list()?.jumpTo(seq));
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  private tell(event: Parameters<Chat['tell']>[0]): void {
    if (!this.chat.tell(event)) this.toasts.fail('No connection. Try it again when you are back.');
  }
}

function quoteOf({ id, seq, sender, body }: Message): Message['quoted'] {
  return { id, seq, sender, preview: plainText(body).slice(0, 200) };
}
