import { computed, signal } from '@angular/core';
import type { History, Message, NumberedFromServer } from '@api/study-groups';

/** The number that a change took in the group's history. */
export function numberOf(event: NumberedFromServer): number {
  return event.type === 'message' || event.type === 'edited' ? event.message.changed_seq : event.seq;
}

/**
 * What this tab knows of one group's history: an unbroken stretch of messages, usually up to the newest, and how far it has heard of
 * every change. Pages, live events and catch-up may come in any order and more than once; the newest change of a message wins.
 */
export class Thread {
  private readonly known = signal<readonly Message[]>([]);
  private readonly reached = signal(0);
  private readonly heard = signal(0);

  /** Oldest first. */
  readonly messages = this.known.asReadonly();
  /** The first message of the group is among them. */
  readonly atStart = signal(false);
  /** The newest message of the group is among them, so live ones are added. */
  readonly atEnd = signal(false);
  readonly loaded = signal(false);
  /** Every change up to this number is in. */
  readonly cursor = this.reached.asReadonly();
  /** Changes that we know to exist and do not have: fetch what changed after `cursor`. */
  readonly behind = computed(() => (this.loaded() ? Math.max(0, this.heard() - this.reached()) : 0));

  /** The newest page, or the one around a place: what was shown before goes. */
  show(page: History, ends: { readonly start: boolean; readonly end: boolean }): void {
    this.known.set(page.items);
    this.atStart.set(ends.start);
    this.atEnd.set(ends.end);
    this.reached.set(page.last_seq);
    this.hear(page.last_seq);
    this.loaded.set(true);
  }

  prepend(page: History, atStart: boolean): void {
    const first = this.known()[0]?.seq ?? Infinity;
    this.known.update((known) => [...page.items.filter((message) => message.seq < first), ...known]);
    this.atStart.set(atStart);
    this.agree(page);
  }

  append(page: History, atEnd: boolean): void {
    const last = this.known().at(-1)?.seq ?? 0;
    this.known.update((known) => [...known, ...page.items.filter((message) => message.seq > last)]);
    this.atEnd.set(atEnd);
    this.agree(page);
  }

  /** What changed since `cursor`, by changed_seq. A full page means that there may be more. */
  catchUp(page: History, limit: number): void {
    for (const message of page.items) this.put(message);
    const last = page.items.at(-1);
    const number = page.items.length >= limit && last ? last.changed_seq : page.last_seq;
    this.reached.update((cursor) => Math.max(cursor, number));
    this.hear(page.last_seq);
  }

  apply(event: NumberedFromServer): void {
    const number = numberOf(event);
    this.hear(number);
    if (!this.loaded()) return;
    this.change(event);
    if (number === this.reached() + 1) this.reached.set(number);
  }

  /** Somebody else told how far the history goes: the greeting of the socket, an acknowledgement in another tab. */
  hear(number: number): void {
    this.heard.update((heard) => Math.max(heard, number));
  }

  find(id: number): Message | undefined {
    return this.known().find((message) => message.id === id);
  }

  /** A page is as old as its `last_seq`: what changed in it since then came before the page and found nothing to change. */
  private agree(page: History): void {
    this.reached.update((cursor) => Math.min(cursor, page.last_seq));
    this.hear(page.last_seq);
  }

  private change(event: NumberedFromServer): void {
    switch (event.type) {
      case 'message':
      case 'edited':
        return this.put(event.message);
      case 'deleted':
        return this.patch(event.id, event.seq, {
          body: '',
          deleted_at: event.deleted_at,
          attachments: [],
          reactions: [],
        });
      case 'reacted':
        return this.patch(event.id, event.seq, { reactions: event.reactions });
      default:
        event satisfies never;
    }
  }

  private patch(id: number, number: number, fields: Partial<Message>): void {
    const message = this.find(id);
    if (message && message.changed_seq < number) this.put({ ...message, ...fields, changed_seq: number });
  }

  private put(message: Message): void {
    const known = this.known();
    const index = placeOf(known, message.seq);
    const old = known[index];
    if (old?.id === message.id) {
      if (old.changed_seq <= message.changed_seq) this.known.set(known.with(index, message));
    } else if (this.belongs(index)) {
      this.known.set(known.toSpliced(index, 0, message));
    }
  }

  /** Outside of the stretch that we hold, a message would leave a hole behind itself. */
  private belongs(index: number): boolean {
    if (index === this.known().length) return this.atEnd();
    return index > 0 || this.atStart();
  }
}

/** Index of the first message with this number or a later one. */
export function placeOf(messages: readonly Message[], seq: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((messages[middle]?.seq ?? Infinity) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
