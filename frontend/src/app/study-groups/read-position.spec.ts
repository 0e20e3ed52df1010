import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message, StudyGroup } from '@api/study-groups';
import { ReadPosition } from './read-position.ts';

const me = 1;

function message(seq: number, sender: number): Message {
  return {
    id: seq,
    group_id: 1,
    seq,
    changed_seq: seq,
    client_id: `c${seq}`,
    sender: { id: sender, full_name: 'Faith', avatar_url: null },
    body: 'text',
    reply_to: null,
    quoted: null,
    attachments: [],
    reactions: [],
    mentions: [],
    created_at: '2026-03-17T08:00:00.000Z',
    edited_at: null,
    deleted_at: null,
  };
}

const membership = (last_read_seq: number): StudyGroup['my'] => ({
  role: 'member',
  state: 'member',
  last_read_seq,
  muted: false,
});

describe('how far I have read', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  let online = true;
  let told: number[] = [];
  function position(): ReadPosition {
    told = [];
    online = true;
    const reading = new ReadPosition(me, (seq) => online && told.push(seq) > 0);
    reading.enter({ my: membership(10), unread: 2 });
    return reading;
  }

  it('leaves the line of new messages where it was when I came', () => {
    const reading = position();
    reading.saw(12);
    vi.advanceTimersByTime(1_000);
    expect(reading.line()).toEqual({ after: 10, count: 2 });
  });

  it('is told once for what I saw in a short time', () => {
    const reading = position();
    for (const seq of [11, 13, 12]) reading.saw(seq);
    vi.advanceTimersByTime(1_000);
    expect(told).toEqual([13]);
  });

  it('is told when the line is back', () => {
    const reading = position();
    online = false;
    reading.saw(13);
    vi.advanceTimersByTime(1_000);
    online = true;
    reading.resend();
    expect(told).toEqual([13]);
  });

  it('follows my other devices and does not repeat what they told', () => {
    const reading = position();
    reading.heard(me, 20);
    reading.heard(2, 99);
    reading.saw(15);
    vi.advanceTimersByTime(1_000);
    expect(told).toEqual([]);
    expect(reading.unreadOf([message(19, 2), message(20, 2), message(21, 2), message(22, me)])).toBe(1);
  });

  it('draws a new line for what came while I looked away', () => {
    const reading = position();
    reading.saw(12);
    reading.lookAway();
    reading.lookBack([message(12, 2), message(13, 2), message(14, me)]);
    expect(reading.line()).toEqual({ after: 12, count: 1 });
  });

  it('keeps the line when nothing came', () => {
    const reading = position();
    reading.saw(12);
    reading.lookAway();
    reading.lookBack([message(12, 2)]);
    expect(reading.line()).toEqual({ after: 10, count: 2 });
  });
});
