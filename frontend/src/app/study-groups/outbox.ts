import { computed, DestroyRef, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { Message } from '@api/study-groups';
import { Online } from '../platform/online.ts';
import type { Problem } from '../platform/problem.ts';
import { toProblem } from '../platform/problem.ts';
import { AuthService } from '../platform/session.ts';
import type { Waiting } from './outbox-store.ts';
import { openOutboxStore } from './outbox-store.ts';
import { ChatService } from './chat.api.ts';

const CHANNEL = 'outbox';
const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 30_000;
/** Answers that say nothing about the message: the way was blocked, so it stays and is tried again. */
const PASSING = new Set([0, 401, 408, 425, 429]);

type Told = { readonly sent: Message } | { readonly changed: true };

function isPassing({ status }: Problem): boolean {
  return PASSING.has(status) || status >= 500;
}

/** 122 random bits, also where the page is not served over https and `randomUUID` is missing. */
export function newClientId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Messages that the server has not confirmed. Each is written down before anything is sent and goes only when the server has it, so a
 * closed tab, a lost line or a second try lose and double nothing: the same `client_id` is the same message. One tab sends at a time,
 * in the order of writing per group.
 */
@Injectable({ providedIn: 'root' })
export class Outbox {
  private readonly auth = inject(AuthService);
  private readonly chat = inject(ChatService);
  private readonly online = inject(Online);
  private readonly store = openOutboxStore();
  private readonly channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
  private readonly waiting = signal<readonly Waiting[]>([]);
  private readonly listeners = new Set<(message: Message) => void>();
  private readonly userId = computed(() => this.auth.user()?.id ?? null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  /** Groups that this tab is sending for. */
  private readonly sending = new Set<number>();

  /** In the order of writing, all groups. */
  readonly items = this.waiting.asReadonly();
  /** The last try did not reach the server. */
  readonly blocked = signal(false);

  constructor() {
    this.channel?.addEventListener('message', (event: MessageEvent<Told>) => this.hear(event.data));
    inject(DestroyRef).onDestroy(() => this.close());
    effect(() => {
      if (this.userId() !== null && this.online.online()) untracked(() => this.flush());
      else if (this.userId() === null) this.waiting.set([]);
    });
  }

  /** Calls `listener` with each message that the server confirmed, whichever tab sent it; returns the way to stop. */
  onSent(listener: (message: Message) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async add(groupId: number, body: string, quoted: Message['quoted'] = null): Promise<void> {
    const userId = this.userId();
    if (userId === null) return;
    const store = await this.store;
    await store.add({
      user_id: userId,
      group_id: groupId,
      client_id: newClientId(),
      body,
      reply_to: quoted?.id ?? null,
      quoted,
      created_at: new Date().toISOString(),
      refused: null,
    });
    await this.changed();
    this.flush();
  }

  /** Tries again what the server refused. */
  async retry(clientId: string): Promise<void> {
    await (await this.store).refuse(clientId, null);
    await this.changed();
    this.flush();
  }

  async discard(clientId: string): Promise<void> {
    await (await this.store).remove(clientId);
    await this.changed();
  }

  /** Sends what waits, now: the line is back, or there is something new. */
  flush(): void {
    clearTimeout(this.timer);
    void this.reread().then(() => {
      for (const groupId of new Set(this.unsent().map((item) => item.group_id))) {
        if (!this.sending.has(groupId)) void this.sendGroup(groupId);
      }
    });
  }

  /** Groups do not wait for each other; within one, messages go in the order of writing. */
  private async sendGroup(groupId: number): Promise<void> {
    this.sending.add(groupId);
    const reached = await this.alone(groupId, () => this.drain(groupId));
    this.sending.delete(groupId);
    this.blocked.set(!reached);
    if (!reached) return this.tryLater();
    this.tries = 0;
    if (this.nextOf(groupId)) this.flush();
  }

  /** Web Locks need https or localhost; without them two tabs may both send, and the server tells them apart by client_id. */
  private async alone(groupId: number, work: () => Promise<boolean>): Promise<boolean> {
    return 'locks' in navigator ? await navigator.locks.request(`outbox-${groupId}`, work) : await work();
  }

  /** False when the server could not be reached. */
  private async drain(groupId: number): Promise<boolean> {
    for (;;) {
      await this.reread();
      const item = this.nextOf(groupId);
      if (!item) return true;
      if (!(await this.send(item))) return false;
    }
  }

  private tryLater(): void {
    clearTimeout(this.timer);
    const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.tries++);
    this.timer = setTimeout(() => this.flush(), delay);
  }

  private async send(item: Waiting): Promise<boolean> {
    const store = await this.store;
    try {
      const message = await this.chat.post(item.group_id, {
        body: item.body,
        client_id: item.client_id,
        ...(item.reply_to === null ? {} : { reply_to: item.reply_to }),
      });
      this.tellSent(message);
      await store.remove(item.client_id);
      this.blocked.set(false);
    } catch (error) {
      const problem = toProblem(error);
      if (isPassing(problem)) return false;
      await store.refuse(item.client_id, problem.detail);
    }
    await this.changed();
    return true;
  }

  private nextOf(groupId: number): Waiting | undefined {
    return this.unsent().find((item) => item.group_id === groupId);
  }

  private unsent(): readonly Waiting[] {
    return this.waiting().filter((item) => item.refused === null);
  }

  private tellSent(message: Message): void {
    for (const listener of this.listeners) listener(message);
    this.channel?.postMessage({ sent: message } satisfies Told);
  }

  private async changed(): Promise<void> {
    this.channel?.postMessage({ changed: true } satisfies Told);
    await this.reread();
  }

  private hear(told: Told): void {
    if ('changed' in told) void this.reread();
    else for (const listener of this.listeners) listener(told.sent);
  }

  private async reread(): Promise<void> {
    const userId = this.userId();
    const items = userId === null ? [] : await (await this.store).list(userId);
    if (userId === this.userId()) this.waiting.set(items);
  }

  private close(): void {
    clearTimeout(this.timer);
    this.channel?.close();
  }
}
