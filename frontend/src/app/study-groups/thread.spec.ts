import { describe, expect, it } from 'vitest';
import type { Message } from '@api/study-groups';
import { Thread } from './thread.ts';

const faith = { id: 2, full_name: 'Faith Mwende', avatar_url: null };

function message(seq: number, more: Partial<Message> = {}): Message {
  return {
    id: seq + 100,
    group_id: 1,
    seq,
    changed_seq: seq,
    client_id: `c${seq}`,
    sender: faith,
    body: `body ${seq}`,
    reply_to: null,
    quoted: null,
    attachments: [],
    reactions: [],
    mentions: [],
    created_at: '2026-03-17T08:00:00.000Z',
    edited_at: null,
    deleted_at: null,
    ...more,
  };
}

const page = (last_seq: number, ...items: Message[]) => ({ items, last_seq });
const whole = { start: true, end: true };
const bodies = (thread: Thread) => thread.messages().map(({ body }) => body);

/** A thread that has the messages 1 and 2. */
function twoMessages(): Thread {
  const thread = new Thread();
  thread.show(page(2, message(1), message(2)), whole);
  return thread;
}

describe('a thread', () => {
  it('adds live messages in the order of their numbers and knows that nothing is missing', () => {
    const thread = twoMessages();
    thread.apply({ type: 'message', message: message(3) });
    thread.apply({ type: 'message', message: message(4) });
    expect(bodies(thread)).toEqual(['body 1', 'body 2', 'body 3', 'body 4']);
    expect(thread.behind()).toBe(0);
  });

  it('notices a number that is left out, and what it fetches closes the hole', () => {
    const thread = twoMessages();
    thread.apply({ type: 'message', message: message(4) });
    expect(thread.behind()).toBe(2);
    expect(thread.cursor()).toBe(2);
    thread.catchUp(page(4, message(3), message(4)), 200);
    expect(bodies(thread)).toEqual(['body 1', 'body 2', 'body 3', 'body 4']);
    expect(thread.behind()).toBe(0);
  });

  it('is behind after a greeting with a higher number', () => {
    const thread = twoMessages();
    thread.hear(7);
    expect(thread.behind()).toBe(5);
    thread.catchUp(page(7, message(1, { changed_seq: 7, body: 'edited' })), 200);
    expect(bodies(thread)).toEqual(['edited', 'body 2']);
    expect(thread.behind()).toBe(0);
  });

  it('asks again after a full page of what it missed', () => {
    const thread = twoMessages();
    thread.hear(9);
    thread.catchUp(page(9, message(3), message(4)), 2);
    expect(thread.cursor()).toBe(4);
    expect(thread.behind()).toBe(5);
  });

  it('shows a message once, however often it comes', () => {
    const thread = twoMessages();
    const again = { type: 'message', message: message(3) } as const;
    thread.apply(again);
    thread.apply(again);
    thread.catchUp(page(3, message(3)), 200);
    expect(thread.messages()).toHaveLength(3);
  });

  it('keeps the newest change of a message in whatever order changes come', () => {
    const thread = twoMessages();
    thread.apply({ type: 'deleted', id: 101, seq: 4, deleted_at: '2026-03-17T08:05:00.000Z' });
    thread.apply({ type: 'edited', message: message(1, { changed_seq: 3, body: 'older edit' }) });
    expect(thread.messages()[0]).toMatchObject({ body: '', deleted_at: '2026-03-17T08:05:00.000Z' });
  });

  it('takes the reactions of an event as they are', () => {
    const thread = twoMessages();
    const reactions = [{ emoji: '❤️', user_ids: [5] }];
    const event = { type: 'reacted', id: 102, seq: 3, user_id: 5, emoji: '❤️', on: true, reactions } as const;
    thread.apply({ ...event, reactions });
    thread.apply({ ...event, seq: 2, reactions: [] });
    expect(thread.messages()[1]?.reactions).toEqual(reactions);
    expect(thread.behind()).toBe(0);
  });

  it('puts older pages in front and tells no message twice', () => {
    const thread = new Thread();
    thread.show(page(9, message(5), message(6)), { start: false, end: true });
    thread.prepend(page(9, message(3), message(4), message(5)), false);
    expect(thread.messages().map(({ seq }) => seq)).toEqual([3, 4, 5, 6]);
  });

  it('fetches again what changed in a page while the page was on its way', () => {
    const thread = new Thread();
    thread.show(page(9, message(5), message(9)), { start: false, end: true });
    thread.apply({ type: 'edited', message: message(4, { changed_seq: 10, body: 'new' }) });
    thread.prepend(page(9, message(4)), true);
    expect(thread.behind()).toBe(1);
    thread.catchUp(page(10, message(4, { changed_seq: 10, body: 'new' })), 200);
    expect(bodies(thread)[0]).toBe('new');
  });

  it('leaves out what lies beyond the stretch that it shows', () => {
    const thread = new Thread();
    thread.show(page(90, message(40), message(41)), { start: false, end: false });
    thread.apply({ type: 'message', message: message(91) });
    thread.apply({ type: 'edited', message: message(7, { changed_seq: 92 }) });
    expect(thread.messages().map(({ seq }) => seq)).toEqual([40, 41]);
    expect(thread.cursor()).toBe(92);
  });

  it('stays an unbroken stretch under any order of events and pages', () => {
    let seed = 3;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    for (let run = 0; run < 300; run++) {
      const all = Array.from({ length: 12 }, (_, i) => message(i + 1));
      const thread = new Thread();
      thread.show(page(5, ...all.slice(2, 5)), { start: false, end: true });
      const live = all.slice(5).filter(() => random(3) > 0);
      for (const item of live) thread.apply({ type: 'message', message: item });
      thread.prepend(page(5 + random(3), ...all.slice(0, 2)), true);
      while (thread.behind() > 0) {
        const heard = thread.cursor() + thread.behind();
        const missed = all.filter(({ changed_seq }) => changed_seq > thread.cursor() && changed_seq <= heard);
        thread.catchUp(page(heard, ...missed.slice(0, 2)), 2);
      }
      const numbers = thread.messages().map(({ seq }) => seq);
      const last = Math.max(5, ...live.map(({ seq }) => seq), numbers.at(-1) ?? 0);
      expect(numbers).toEqual(Array.from({ length: last }, (_, i) => i + 1));
    }
  });
});
