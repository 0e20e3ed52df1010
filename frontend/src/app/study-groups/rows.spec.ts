import { describe, expect, it } from 'vitest';
import type { Message } from '@api/study-groups';
import type { Pending } from './rows.ts';
import { layOut } from './rows.ts';

const me = 1;
const names: Record<number, string> = { 1: 'Achieng', 2: 'Faith', 3: 'Brian' };

function message(seq: number, sender: number, time: string, more: Partial<Message> = {}): Message {
  return {
    id: seq,
    group_id: 1,
    seq,
    changed_seq: seq,
    client_id: `c${seq}`,
    sender: { id: sender, full_name: names[sender] ?? '', avatar_url: null },
    body: 'text',
    reply_to: null,
    quoted: null,
    attachments: [],
    reactions: [],
    mentions: [],
    created_at: `2026-03-17T${time}:00.000Z`,
    edited_at: null,
    deleted_at: null,
    ...more,
  };
}

const waiting = (client_id: string, time: string): Pending => ({
  client_id,
  body: 'mine',
  quoted: null,
  created_at: `2026-03-17T${time}:00.000Z`,
  refused: null,
});

const options = { me, unread: null, fromStart: true, dayOf: (at: string) => at.slice(0, 10) };

describe('the rows of a thread', () => {
  it('makes runs of one sender within five minutes', () => {
    const rows = layOut(
      [message(1, 2, '08:00'), message(2, 2, '08:05'), message(3, 2, '08:11'), message(4, 3, '08:11')],
      [],
      options,
    );
    expect(rows.map(({ first, last }) => [first, last])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  it('captions the first message of each day and breaks the run there', () => {
    const next = message(2, 2, '00:01', { created_at: '2026-03-18T00:01:00.000Z' });
    const rows = layOut([message(1, 2, '23:59'), next], [], options);
    expect(rows.map(({ day }) => day)).toEqual(['2026-03-17', '2026-03-18']);
    expect(rows.map(({ last }) => last)).toEqual([true, true]);
  });

  it('puts the line of new messages over the first that is new and not mine', () => {
    const rows = layOut([message(1, 2, '08:00'), message(2, 1, '08:01'), message(3, 2, '08:01')], [], {
      ...options,
      unread: { after: 1, count: 1 },
    });
    expect(rows.map(({ unread }) => unread)).toEqual([0, 0, 1]);
  });

  it('leaves the line out while the message before the first new one is not there', () => {
    const more = { ...options, fromStart: false, unread: { after: 1, count: 2 } };
    const rows = layOut([message(7, 2, '08:00'), message(8, 2, '08:01')], [], more);
    expect(rows.map(({ unread }) => unread)).toEqual([0, 0]);
  });

  it('keeps what is on its way after everything else', () => {
    const rows = layOut([message(5, 2, '09:00')], [waiting('a', '08:00'), waiting('b', '08:00')], options);
    expect(rows.map(({ key }) => key)).toEqual(['message-5', 'mine-a', 'mine-b']);
  });

  it('keeps the key of my message when the server has it, so that nothing moves', () => {
    const before = layOut([], [waiting('c5', '08:00')], options);
    const after = layOut([message(5, me, '08:00')], [], options, before);
    expect(after[0]?.key).toBe(before[0]?.key);
    expect(after[0]?.message?.seq).toBe(5);
  });

  it('uses unchanged rows again', () => {
    const one = message(1, 2, '08:00');
    const before = layOut([one, message(2, 3, '08:01')], [], options);
    const after = layOut([one, message(2, 3, '08:01', { body: 'edited' })], [], options, before);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });
});
