import type { Occurrence } from '@api/timetable';

const DAY_MS = 86_400_000;
const HOUR = 60;

/** An occurrence as the week draws it: its day and minutes since midnight on the clocks of one zone. */
export interface Block {
  readonly item: Occurrence;
  readonly day: string;
  readonly from: number;
  readonly to: number;
  /** Blocks that overlap stand side by side: the `lane`th of `lanes`. */
  readonly lane: number;
  readonly lanes: number;
}

/** "2026-03-17" plus days. Days are counted in UTC, where each has 24 hours. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The Monday of the day's week (ISO 8601). */
export const mondayOf = (day: string): string =>
  addDays(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7));

export const weekDays = (monday: string, count = 7): readonly string[] =>
  Array.from({ length: count }, (_, index) => addDays(monday, index));

/** What the clocks of a zone show: the day, and the minutes since midnight. */
export function wallClock(at: string | number, zone: string): { day: string; minutes: number } {
  const [day = '', time = ''] = formatFor(zone).format(new Date(at)).split(' ');
  return { day, minutes: Number(time.slice(0, 2)) * HOUR + Number(time.slice(3, 5)) };
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** Swedish writes "2026-03-17 10:52". */
function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

/** "08:00" for 480. */
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / HOUR)).padStart(2, '0')}:${String(minutes % HOUR).padStart(2, '0')}`;

export const minutesOf = (clock: string): number =>
  Number(clock.slice(0, 2)) * HOUR + Number(clock.slice(3, 5));

/** "08:00" for what people type: "8", "8:00", "0800", "8.30". Undefined when it is no time of the day. */
export function readClock(text: string): string | undefined {
  const found = /^\s*(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?\s*$/.exec(text);
  const minutes = Number(found?.[1]) * HOUR + Number(found?.[2] ?? 0);
  return found && Number(found[2] ?? 0) < HOUR && minutes < 24 * HOUR ? clockOf(minutes) : undefined;
}

/** Every occurrence with its place in the week, the days in order. */
export function blocksOf(items: readonly Occurrence[], zone: string): readonly Block[] {
  const placed = items.map((item) => {
    const start = wallClock(item.starts_at, zone);
    const end = wallClock(item.ends_at, zone);
    return { item, day: start.day, from: start.minutes, to: end.day === start.day ? end.minutes : 24 * HOUR };
  });
  const days = Map.groupBy(placed, (block) => block.day);
  return [...days.values()].flatMap(inLanes);
}

/** Gives each block of a day the first lane that is free; blocks that touch through others share the width. */
function inLanes(day: readonly Omit<Block, 'lane' | 'lanes'>[]): readonly Block[] {
  const done: Block[] = [];
  let cluster: Omit<Block, 'lanes'>[] = [];
  let end = -1;
  const close = () => {
    const lanes = 1 + Math.max(-1, ...cluster.map((block) => block.lane));
    done.push(...cluster.map((block) => ({ ...block, lanes })));
    cluster = [];
  };
  for (const block of day.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (block.from >= end) close();
    const taken = new Set(cluster.filter((other) => other.to > block.from).map((other) => other.lane));
    let lane = 0;
    while (taken.has(lane)) lane += 1;
    cluster.push({ ...block, lane });
    end = Math.max(end, block.to);
  }
  close();
  return done;
}

/** The hours that the week needs, at least 08:00 to 17:00, full hours. */
export function hoursOf(blocks: readonly Block[]): { from: number; to: number } {
  const from = Math.min(8 * HOUR, ...blocks.map((block) => block.from));
  const to = Math.max(17 * HOUR, ...blocks.map((block) => block.to));
  return { from: Math.floor(from / HOUR) * HOUR, to: Math.ceil(to / HOUR) * HOUR };
}

/** Today; at a weekend without classes the Monday that people are looking forward to. */
export function openingDay(today: string, coming: readonly Occurrence[], zone: string): string {
  const monday = mondayOf(today);
  const atWeekend = today >= addDays(monday, 5);
  const hasClasses = coming.some((item) => wallClock(item.starts_at, zone).day === today);
  return atWeekend && !hasClasses ? addDays(monday, 7) : today;
}

/** Monday to Friday, and the weekend only when something is on. */
export function shownDays(monday: string, blocks: readonly Block[]): readonly string[] {
  const last = Math.max(4, ...blocks.map((block) => (Date.parse(block.day) - Date.parse(monday)) / DAY_MS));
  return weekDays(monday, Math.min(7, last + 1));
}

/** What a day consists of on a phone: classes, and the gaps between them worth saying. */
export type DayLine = { readonly block: Block } | { readonly freeUntil: number };

const WORTH_SAYING = 30;

/** Cancelled classes leave a gap: that time is free. */
export function dayLines(blocks: readonly Block[]): readonly DayLine[] {
  const lines: DayLine[] = [];
  let end: number | undefined;
  for (const block of blocks.toSorted((a, b) => a.from - b.from)) {
    const held = block.item.status !== 'cancelled';
    if (held && end !== undefined && block.from - end >= WORTH_SAYING) lines.push({ freeUntil: block.from });
    lines.push({ block });
    if (held) end = Math.max(end ?? 0, block.to);
  }
  return lines;
}

interface Semester {
  readonly name: string;
  readonly starts_on: string;
  readonly ends_on: string;
}

/** "Week 9, odd"; the week that holds the semester's first day is the first. Outside of every semester: nothing. */
export function weekWords(monday: string, semesters: readonly Semester[]): string {
  const sunday = addDays(monday, 6);
  const semester = semesters.find((one) => one.starts_on <= sunday && one.ends_on >= monday);
  if (!semester) return semesters.length > 0 ? 'Outside the semester' : '';
  const week = (Date.parse(monday) - Date.parse(mondayOf(semester.starts_on))) / (7 * DAY_MS) + 1;
  return `Week ${week}, ${week % 2 === 1 ? 'odd' : 'even'}`;
}

const month = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });
const dayOfMonth = (day: string) => Number(day.slice(8));
const monthOf = (day: string) => month.format(Date.parse(day));

/** "16–20 March", "30 March – 3 April", with the year only when it is not this one. */
export function spanWords(from: string, to: string, today: string): string {
  const year = from.slice(0, 4) === today.slice(0, 4) ? '' : ` ${from.slice(0, 4)}`;
  return monthOf(from) === monthOf(to)
    ? `${dayOfMonth(from)}–${dayOfMonth(to)} ${monthOf(from)}${year}`
    : `${dayOfMonth(from)} ${monthOf(from)} – ${dayOfMonth(to)} ${monthOf(to)}${year}`;
}

/** "Tuesday 17 March" */
export const dayWords = (day: string): string =>
  `${weekday.format(Date.parse(day))} ${dayOfMonth(day)} ${monthOf(day)}`;
/** "Tue" */
export const shortDay = (day: string): string => weekday.format(Date.parse(day)).slice(0, 3);
export const dateOf = (day: string): number => dayOfMonth(day);

/** "Kamau" of "Dr Wanjiku Kamau". */
export const surname = (name: string): string => name.split(/\s+/).at(-1) ?? name;

/** What is on now, and what comes next, of what really takes place. */
export function nowAndNext(
  items: readonly Occurrence[],
  now: number,
): { now: Occurrence | undefined; next: Occurrence | undefined } {
  const held = items.filter((item) => item.status !== 'cancelled');
  return {
    now: held.find((item) => Date.parse(item.starts_at) <= now && now < Date.parse(item.ends_at)),
    next: held.find((item) => Date.parse(item.starts_at) > now),
  };
}

export const isRunning = (item: Occurrence, now: number): boolean =>
  item.status !== 'cancelled' && Date.parse(item.starts_at) <= now && now < Date.parse(item.ends_at);

/** "8 min 20 s" under ten minutes, "1 h 24 min" above, "2 days" from two days on. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
  const rest = Math.ceil(seconds / 60);
  if (rest < HOUR) return `${rest} min`;
  if (rest >= 48 * HOUR) return `${Math.floor(rest / (24 * HOUR))} days`;
  return rest % HOUR === 0 ? `${rest / HOUR} h` : `${Math.floor(rest / HOUR)} h ${rest % HOUR} min`;
}

/** Where an arrow key leads from a block: up and down inside the day, left and right to the nearest hour of another day. */
export function neighbour(blocks: readonly Block[], at: Block, key: string): Block | undefined {
  const inDay = (day: string) =>
    blocks.filter((block) => block.day === day).toSorted((a, b) => a.from - b.from);
  const same = inDay(at.day);
  const index = same.indexOf(at);
  if (key === 'ArrowDown') return same[index + 1];
  if (key === 'ArrowUp') return same[index - 1];
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  const days = [...new Set(blocks.map((block) => block.day))].toSorted();
  const day = days[days.indexOf(at.day) + (key === 'ArrowRight' ? 1 : -1)];
  if (!day) return undefined;
  return inDay(day).toSorted((a, b) => Math.abs(a.from - at.from) - Math.abs(b.from - at.from))[0];
}
