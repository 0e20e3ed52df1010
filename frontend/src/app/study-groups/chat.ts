import {
  computed,
  DestroyRef,
  effect,
  inject,
  Injectable,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import type { ChatFromClient, ChatFromServer, History, Message, StudyGroup } from '@api/study-groups';
import { Clock } from '../platform/clock.ts';
import { Live } from '../platform/live.ts';
import { Online } from '../platform/online.ts';
import type { Problem } from '../platform/problem.ts';
import { toProblem } from '../platform/problem.ts';
import { AuthService } from '../platform/session.ts';
import type { LiveSocket } from '../platform/socket.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { ChatService } from './chat.api.ts';
import { Company } from './company.ts';
import { DayCaptions } from './day-captions.ts';
import { HeldDeletions } from './held-deletions.ts';
import { Outbox } from './outbox.ts';
import { ReadPosition } from './read-position.ts';
import type { Pending, Row } from './rows.ts';
import { layOut } from './rows.ts';
import { Thread } from './thread.ts';

export const PAGE = 50;
const LONG_PAGE = 200;
/** So many new messages are read from the first of them, not from the newest. */
const MANY = 120;
const AGAIN = 2_000;

/** One open group: history, live line, outbox, who is here and how far I have read. Provided by the screen, so it lives as long as that. */
@Injectable()
export class Chat {
  private readonly service = inject(ChatService);
  private readonly outbox = inject(Outbox);
  private readonly clock = inject(Clock);
  private readonly toasts = inject(Toasts);
  private readonly online = inject(Online);
  private readonly live = inject(Live);
  readonly me = inject(AuthService).user()?.id ?? 0;

  private groupId = 0;
  private readonly socket = signal<LiveSocket<ChatFromClient> | null>(null);
  private readonly captions = computed(() => {
    this.clock.isoDay(this.clock.minute());
    return new DayCaptions(this.clock);
  });

  readonly thread = new Thread();
  readonly company = new Company(this.me);
  readonly deletions = new HeldDeletions((id) => this.tell({ type: 'delete', id }));
  readonly reading = new ReadPosition(this.me, (seq) => this.tell({ type: 'read', seq }));
  readonly group = signal<StudyGroup | null>(null);
  readonly problem = signal<Problem | null>(null);
  /** Messages of others that came while this person was here, newest last: for people who listen. */
  readonly arrived = signal<readonly Message[]>([]);
  readonly older = signal<'idle' | 'loading' | 'failed'>('idle');

  /** True when messages will not come or go right now. */
  readonly cut = computed(() => !this.online.online() || this.socket()?.state() !== 'open');
  /** The server ended this line for good: no longer a member, or the group is gone. */
  readonly closed = computed(() => this.socket()?.state() === 'closed');
  readonly noConnection = computed(() => !this.online.online() || this.outbox.blocked());

  private readonly pending = computed<readonly Pending[]>(() =>
    this.outbox.items().filter((item) => item.group_id === this.groupId && !this.isIn(item.client_id)),
  );
  readonly rows = linkedSignal<RowSource, readonly Row[]>({
    source: () => ({
      messages: this.thread.messages(),
      pending: this.pending(),
      unread: this.reading.line(),
      fromStart: this.thread.atStart(),
      captions: this.captions(),
    }),
    computation: ({ messages, pending, captions, ...line }, before) =>
      layOut(messages, pending, { me: this.me, ...line, dayOf: (at) => captions.of(at) }, before?.value),
  });

  constructor() {
    const stopListening = this.outbox.onSent((message) => this.confirmed(message));
    inject(DestroyRef).onDestroy(() => {
      stopListening();
      this.leave();
    });
    effect((onCleanup) => {
      if (this.thread.behind() === 0) return;
      const timer = setTimeout(() => void this.catchUp(), this.online.online() ? 50 : AGAIN);
      onCleanup(() => clearTimeout(timer));
    });
    effect(() => {
      if (this.socket()?.state() !== 'open') untracked(() => this.company.leave());
    });
  }

  /** Opens the group; once per instance. */
  async enter(group: StudyGroup): Promise<void> {
    this.groupId = group.id;
    this.group.set(group);
    this.reading.enter(group);
    this.socket.set(
      this.service.connect(
        group.id,
        (event) => this.hear(event),
        () => this.opened(),
      ),
    );
    await this.load();
  }

  /** The first page: at the oldest unread message when there are many, else the newest. */
  async load(): Promise<void> {
    const line = this.reading.line();
    this.problem.set(null);
    try {
      if (line && line.count > MANY) await this.showAround(line.after);
      else await this.showNewest(PAGE + (line?.count ?? 0));
    } catch (error) {
      this.problem.set(toProblem(error));
    }
  }

  async showNewest(limit = PAGE): Promise<void> {
    const page = await this.service.history(this.groupId, {}, limit);
    this.thread.show(page, { start: page.items.length < limit, end: true });
  }

  async showAround(seq: number): Promise<void> {
    const page = await this.service.history(this.groupId, { around: seq }, PAGE);
    const nothingBefore = (page.items[0]?.seq ?? seq) >= seq;
    this.thread.show(page, { start: nothingBefore, end: false });
    await this.loadNewer();
  }

  async loadOlder(): Promise<void> {
    const first = this.thread.messages()[0];
    if (!first || this.thread.atStart() || this.older() === 'loading') return;
    this.older.set('loading');
    try {
      const page = await this.service.history(this.groupId, { before: first.seq }, PAGE);
      if (first === this.thread.messages()[0]) this.thread.prepend(page, page.items.length < PAGE);
      this.older.set('idle');
    } catch {
      this.older.set('failed');
    }
  }

  /** Numbers are shared with edits and reactions, so a page of posts is asked for by its end. */
  async loadNewer(): Promise<void> {
    const last = this.thread.messages().at(-1);
    if (!last || this.thread.atEnd()) return;
    const before = last.seq + LONG_PAGE + 1;
    const page = await this.service.history(this.groupId, { before }, LONG_PAGE);
    if (last.seq === this.thread.messages().at(-1)?.seq) this.thread.append(page, before > page.last_seq);
  }

  async send(body: string, quoted: Message['quoted'] = null): Promise<void> {
    if (!this.thread.atEnd() && this.thread.loaded()) await this.showNewest().catch(() => undefined);
    await this.outbox.add(this.groupId, body, quoted);
  }

  /** The person has this message before their eyes. */
  saw(seq: number): void {
    this.reading.saw(seq);
    if (!this.thread.atEnd()) return;
    const unread = this.reading.unreadOf(this.thread.messages());
    if ((this.live.unread().groups[this.groupId] ?? 0) !== unread) {
      this.live.setGroupUnread(this.groupId, unread);
    }
  }

  look(at: 'here' | 'away'): void {
    if (at === 'away') this.reading.lookAway();
    else this.reading.lookBack(this.thread.messages());
  }

  /** False when there is no line; nothing was done then. */
  tell(event: ChatFromClient): boolean {
    return this.socket()?.send(event) ?? false;
  }

  retry(): void {
    this.socket()?.retry();
    this.outbox.flush();
  }

  private hear(event: ChatFromServer): void {
    switch (event.type) {
      case 'hello':
        return this.thread.hear(event.last_seq);
      case 'message':
        this.company.stops(event.message.sender.id);
        if (event.message.sender.id !== this.me)
          this.arrived.update((all) => [...all, event.message].slice(-3));
        return this.thread.apply(event);
      case 'deleted':
        this.thread.apply(event);
        return this.deletions.forget(event.id);
      case 'edited':
      case 'reacted':
        return this.thread.apply(event);
      case 'presence':
        return this.company.here.set(new Set(event.users));
      case 'typing':
        return this.company.types(event.user_id);
      case 'read':
        return this.reading.heard(event.user_id, event.seq);
      case 'refused':
        return this.refused(event.problem.detail);
      default:
        event satisfies never;
    }
  }

  private refused(why: string): void {
    this.deletions.restoreTold();
    this.toasts.fail(why);
  }

  private opened(): void {
    this.outbox.flush();
    this.deletions.resend();
    this.reading.resend();
    if (this.problem()) void this.load();
  }

  private confirmed(message: Message): void {
    if (message.group_id === this.groupId) this.thread.apply({ type: 'message', message });
  }

  private isIn(clientId: string): boolean {
    const isIt = (message: Message) => message.client_id === clientId && message.sender.id === this.me;
    return this.thread.messages().findLast(isIt) !== undefined;
  }

  private catching = false;

  private async catchUp(): Promise<void> {
    if (this.catching) return;
    this.catching = true;
    try {
      while (this.thread.behind() > 0) await this.catchUpOnce();
    } catch {
      setTimeout(() => this.thread.behind() > 0 && void this.catchUp(), AGAIN);
    } finally {
      this.catching = false;
    }
  }

  private async catchUpOnce(): Promise<void> {
    const after = this.thread.cursor();
    const page: History = await this.service.history(this.groupId, { after }, LONG_PAGE);
    this.thread.catchUp(page, LONG_PAGE);
    if (this.thread.cursor() === after) await new Promise((resolve) => setTimeout(resolve, AGAIN));
  }

  private leave(): void {
    this.deletions.tellAll();
    this.reading.resend();
    this.socket()?.close();
    this.company.leave();
  }
}

interface RowSource {
  readonly messages: readonly Message[];
  readonly pending: readonly Pending[];
  readonly unread: { readonly after: number; readonly count: number } | null;
  readonly fromStart: boolean;
  readonly captions: DayCaptions;
}
