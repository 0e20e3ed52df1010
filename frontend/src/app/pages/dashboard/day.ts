import type { Meeting } from '@api/meetings';
import type { Occurrence } from '@api/timetable';
import { duration } from '../../platform/clock.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** A pause is worth a line from here on. */
const GAP = 60 * MINUTE;

const starts = (item: { starts_at: string }) => Date.parse(item.starts_at);
const ends = (item: { ends_at: string }) => Date.parse(item.ends_at);

/** What the now block shows: a class, or a meeting that is no class, running or to come. */
export type Now =
  | {
      readonly kind: 'class';
      readonly item: Occurrence;
      readonly meeting: Meeting | null;
      readonly running: boolean;
    }
  | {
      readonly kind: 'meeting';
      readonly item: Meeting;
      readonly meeting: Meeting;
      readonly running: boolean;
    };

/** The call of a class: the one that the timetable names, or one that its lecturer made by hand for the same time. */
export function callOf(item: Occurrence, meetings: readonly Meeting[]): Meeting | null {
  const same = (meeting: Meeting) =>
    meeting.id === item.meeting_id ||
    (meeting.course_id === item.course.id && starts(meeting) === starts(item));
  return meetings.find(same) ?? null;
}

/**
 * The one thing that matters at this moment: the class that runs, else a call that I may enter, else the class or meeting
 * that comes first. Cancelled ones never count.
 */
export function nowOf(classes: readonly Occurrence[], meetings: readonly Meeting[], now: number): Now | null {
  const held = classes
    .filter((item) => item.status !== 'cancelled' && ends(item) > now)
    .sort((a, b) => starts(a) - starts(b));
  const asClass = (item: Occurrence): Now => ({
    kind: 'class',
    item,
    meeting: callOf(item, meetings),
    running: starts(item) <= now,
  });
  const running = held.find((item) => starts(item) <= now);
  if (running) return asClass(running);

  const taken = new Set(held.map((item) => callOf(item, meetings)));
  const free = meetings.filter((meeting) => !taken.has(meeting));
  const live = free.find((meeting) => meeting.state === 'live' && meeting.may_join);
  if (live) return { kind: 'meeting', item: live, meeting: live, running: true };

  const [first] = held;
  const coming = free
    .filter((meeting) => meeting.state === 'scheduled' && ends(meeting) > now)
    .sort((a, b) => starts(a) - starts(b))[0];
  if (coming && (!first || starts(coming) < starts(first)))
    return { kind: 'meeting', item: coming, meeting: coming, running: false };
  return first ? asClass(first) : null;
}

/** The class after the one that is shown as now. */
export function nextAfter(classes: readonly Occurrence[], now: Now | null, at: number): Occurrence | null {
  const rest = classes
    .filter((item) => item.status !== 'cancelled' && starts(item) > at && item !== now?.item)
    .sort((a, b) => starts(a) - starts(b));
  return rest[0] ?? null;
}

export type DayLine =
  | {
      readonly kind: 'class';
      readonly item: Occurrence;
      readonly state: 'past' | 'now' | 'later';
      readonly call: Meeting | null;
    }
  | { readonly kind: 'free'; readonly until: string };

/** The classes of one day in order, with a line for each pause of an hour or more that is not over yet. */
export function planDay(
  classes: readonly Occurrence[],
  meetings: readonly Meeting[],
  now: number,
): readonly DayLine[] {
  const lines: DayLine[] = [];
  let busyUntil = 0;
  for (const item of [...classes].sort((a, b) => starts(a) - starts(b))) {
    if (busyUntil && starts(item) - busyUntil >= GAP && starts(item) > now)
      lines.push({ kind: 'free', until: item.starts_at });
    const state = ends(item) <= now ? 'past' : starts(item) <= now ? 'now' : 'later';
    lines.push({ kind: 'class', item, state, call: callOf(item, meetings) });
    if (item.status !== 'cancelled') busyUntil = Math.max(busyUntil, ends(item));
  }
  return lines;
}

/** "38 min", "1 h 5 min", and in the last minute "45 s". Never "0 min" for what has not come. */
export function countdown(milliseconds: number): string {
  const left = Math.max(0, milliseconds);
  if (left < MINUTE) return `${Math.ceil(left / 1000)} s`;
  return duration(Math.ceil(left / MINUTE));
}

/** How much of it is over, in minutes. */
export function progressOf(item: { starts_at: string; ends_at: string }, now: number) {
  const whole = Math.round((ends(item) - starts(item)) / MINUTE);
  return { done: Math.min(whole, Math.max(0, Math.floor((now - starts(item)) / MINUTE))), whole };
}

const SMALL = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

/** "Five classes, the last ends at 17:15." `time` writes an instant as the viewer reads it. */
export function dayInWords(classes: readonly Occurrence[], time: (at: string) => string): string {
  const held = classes.filter((item) => item.status !== 'cancelled');
  if (held.length === 0) return 'No classes today.';
  const last = held.reduce((a, b) => (ends(b) > ends(a) ? b : a));
  const count = SMALL[held.length] ?? String(held.length);
  return held.length === 1
    ? `One class, ${time(last.starts_at)} to ${time(last.ends_at)}.`
    : `${count} classes, the last ends at ${time(last.ends_at)}.`;
}

/** "Achieng", but "Dr Kamau": who has a title is greeted with it. */
export function callName(fullName: string): string {
  const words = fullName.trim().split(/\s+/);
  const titled = /^(dr|prof|mr|mrs|ms)\.?$/i.test(words[0] ?? '') && words.length > 1;
  return titled ? `${words[0]} ${words.at(-1)}` : (words[0] ?? '');
}

export function greeting(hour: number, fullName: string): string {
  const part = hour < 4 ? 'evening' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
  return `Good ${part}, ${callName(fullName)}`;
}

/** "Week 9 of 14"; null outside the semester. Weeks begin on Monday. */
export function weekInWords(semester: { starts_on: string; ends_on: string }, today: string): string | null {
  if (today < semester.starts_on || today > semester.ends_on) return null;
  const monday = (day: string) => {
    const at = Date.parse(day);
    return at - ((new Date(at).getUTCDay() + 6) % 7) * DAY;
  };
  const week = (day: string) => Math.round((monday(day) - monday(semester.starts_on)) / (7 * DAY)) + 1;
  return `Week ${week(today)} of ${week(semester.ends_on)}`;
}
