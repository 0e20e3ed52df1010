import type { Participant } from '../../meetings/call/engine.ts';
import { handNumbers, inSeats, newsOf, onStage, persons, placeWords, queueOf } from './people.ts';

function person(id: string, more: Partial<Participant> = {}): Participant {
  return {
    id,
    self: false,
    user_id: id.charCodeAt(0),
    full_name: id.toUpperCase(),
    avatar_url: null,
    role: 'member',
    mic: true,
    camera: true,
    sharing: false,
    listener: false,
    streams: { camera: null, screen: null, audio: null },
    speaking: false,
    quality: 3,
    ...more,
  };
}
const me = person('z', { self: true });
const host = person('h', { role: 'host' });
const [a, b] = [person('a'), person('b')];

describe('the people of a call', () => {
  it('seats who leads first and me last', () => {
    expect(inSeats([me, a, host, b]).map(({ id }) => id)).toEqual(['h', 'a', 'b', 'z']);
    expect(inSeats([{ ...me, role: 'host' }, a]).map(({ id }) => id)).toEqual(['a', 'z']);
  });

  it('numbers the hands in the order in which they went up', () => {
    const hands = [
      { user_id: 3, at: '2026-03-17T08:02:00.000Z' },
      { user_id: 1, at: '2026-03-17T08:00:00.000Z' },
      { user_id: 2, at: '2026-03-17T08:01:00.000Z' },
      { user_id: 1, at: '2026-03-17T08:03:00.000Z' },
    ];
    expect(queueOf(hands).map(({ user_id }) => user_id)).toEqual([1, 2, 3]);
    expect(handNumbers(queueOf(hands)).get(3)).toBe(3);
    expect(placeWords(3)).toBe('You are third');
    expect(placeWords(14)).toBe('You are number 14');
  });

  it('puts on the stage who is pinned, shares, spoke last or leads', () => {
    const seats = inSeats([me, a, host, b]);
    const nobody = { sharing: null, pinned: null, speaker: null };
    expect(onStage(seats, { sharing: 'a', pinned: 'b', speaker: 'h' })?.id).toBe('b');
    expect(onStage(seats, { ...nobody, sharing: 'a', speaker: 'h' })?.id).toBe('a');
    expect(onStage(seats, { ...nobody, speaker: 'b' })?.id).toBe('b');
    expect(onStage(seats, { ...nobody, pinned: 'gone' })?.id).toBe('h');
    expect(onStage([me], nobody)?.id).toBe('z');
    expect(onStage([], nobody)).toBeUndefined();
  });

  it('says who joined and who left, and counts a person with two tabs once', () => {
    expect(newsOf([me, a], [me, a, b])).toEqual(['B joined']);
    expect(newsOf([me, a, b], [me])).toEqual(['A and B left']);
    expect(newsOf([me, a], [me, a, { ...a, id: 'a2' }])).toEqual([]);
    expect(newsOf([me], [me, a, b, host, person('c')])).toEqual(['4 people joined']);
    expect(newsOf([], [me])).toEqual([]);
    expect(persons([a, { ...a, id: 'a2' }, b]).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});
