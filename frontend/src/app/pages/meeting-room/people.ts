import type { Hand } from '@api/meetings';
import type { Participant } from '../../meetings/call/engine.ts';

/** Who leads stands first, I stand last, everybody else in the order of arrival. */
export function inSeats(participants: readonly Participant[]): readonly Participant[] {
  const seat = ({ self, role }: Participant) => (self ? 2 : role === 'host' ? 0 : 1);
  return participants.toSorted((a, b) => seat(a) - seat(b));
}

/** The hands in the order in which they went up; the earlier one of a person counts. */
export function queueOf(hands: readonly Hand[]): readonly Hand[] {
  const seen = new Set<number>();
  return hands
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .filter(({ user_id }) => !seen.has(user_id) && seen.add(user_id));
}

/** Place in the queue by user id, from 1. */
export function handNumbers(queue: readonly Hand[]): ReadonlyMap<number, number> {
  return new Map(queue.map(({ user_id }, index) => [user_id, index + 1]));
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];

/** "You are third", for my own hand. */
export function placeWords(place: number): string {
  return `You are ${ORDINALS[place - 1] ?? `number ${place}`}`;
}

export interface StageChoice {
  readonly sharing: string | null;
  readonly pinned: string | null;
  readonly speaker: string | null;
}

/** Who is large in the speaker view: pinned, else who shares, else who spoke last, else who leads, else the first. */
export function onStage(seats: readonly Participant[], choice: StageChoice): Participant | undefined {
  const here = (id: string | null) => (id ? seats.find((one) => one.id === id) : undefined);
  const others = seats.filter(({ self }) => !self);
  return (
    here(choice.pinned) ??
    here(choice.sharing) ??
    here(choice.speaker) ??
    others.find(({ role }) => role === 'host') ??
    others[0] ??
    seats[0]
  );
}

/** What a screen reader says of who came, went and speaks. Speaks of itself to nobody. */
export function newsOf(before: readonly Participant[], after: readonly Participant[]): readonly string[] {
  const missing = (from: readonly Participant[], inside: readonly Participant[]) => {
    const known = new Set(inside.map(({ user_id }) => user_id));
    return [
      ...new Set(from.filter((one) => !one.self && !known.has(one.user_id)).map((one) => one.full_name)),
    ];
  };
  return [...sentence(missing(after, before), 'joined'), ...sentence(missing(before, after), 'left')];
}

function sentence(names: readonly string[], what: string): readonly string[] {
  if (names.length === 0) return [];
  return [names.length > 3 ? `${names.length} people ${what}` : `${names.join(' and ')} ${what}`];
}

/** One line per person, however many tabs they have open. */
export function persons(seats: readonly Participant[]): readonly Participant[] {
  return seats.filter((one, index) => seats.findIndex(({ user_id }) => user_id === one.user_id) === index);
}
