import type { Meeting, MeetingFacts } from '@api/meetings';

const OVERTIME = 30 * 60_000;

/** The instant at which clocks in `zone` show this day (`2026-03-17`) and time (`10:00`). */
export function instantOf(day: string, time: string, zone: string): Date {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const guess = wall - offsetAt(wall, zone);
  // Once more with the offset of that very moment: the first guess may lie on the other side of a change of clocks.
  return new Date(wall - offsetAt(guess, zone));
}

/** How far clocks in `zone` are ahead of UTC at that moment, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const shown = `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}Z`;
  return Date.parse(shown) - Math.floor(at / 1000) * 1000;
}

/** Where a meeting stands for its viewer at `now`: the server decides, this only lets the page turn on the second. */
export type Phase = 'waiting' | 'open' | 'live' | 'over' | 'cancelled';

export function phaseOf(meeting: Meeting, now: number): Phase {
  if (meeting.state === 'cancelled') return 'cancelled';
  if (meeting.state === 'ended') return 'over';
  const end = Date.parse(meeting.ends_at) + (meeting.state === 'live' ? OVERTIME : 0);
  if (now >= end) return 'over';
  if (meeting.state === 'live') return 'live';
  return meeting.may_join || now >= Date.parse(meeting.joinable_at) ? 'open' : 'waiting';
}

/** The meeting after a live event, which says nothing about its viewer. */
export function withNews(meeting: Meeting, news: MeetingFacts): Meeting {
  const shift = Date.parse(news.starts_at) - Date.parse(meeting.starts_at);
  const opens = new Date(Date.parse(meeting.joinable_at) + shift).toISOString();
  const started =
    news.state === 'live' && news.started_at && news.started_at < opens ? news.started_at : opens;
  return { ...meeting, ...news, joinable_at: started, may_join: news.state === 'live' };
}

/** "12:05" below an hour, which is watched; the clock's words above it. */
export function countdown(milliseconds: number): string | null {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  if (seconds >= 3600) return null;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export const minutesOf = (meeting: Pick<Meeting, 'starts_at' | 'ends_at'>): number =>
  Math.round((Date.parse(meeting.ends_at) - Date.parse(meeting.starts_at)) / 60_000);

/** What people call it. */
export const noun = (meeting: Pick<Meeting, 'kind'>): string =>
  meeting.kind === 'lecture' ? 'lecture' : 'call';

/** Where it belongs: "CSC 221 Data Structures" or the group's name. */
export const placeOf = (meeting: Pick<Meeting, 'course' | 'study_group'>): string =>
  meeting.course ? `${meeting.course.code} ${meeting.course.title}` : (meeting.study_group?.name ?? '');

/** For lists: "CSC 221" or the group's name. */
export const shortPlaceOf = (meeting: Pick<Meeting, 'course' | 'study_group'>): string =>
  meeting.course?.code ?? meeting.study_group?.name ?? '';

/** The id that gives it its colour: the course's, also for a group of that course. */
export const toneId = (meeting: Pick<Meeting, 'course_id' | 'study_group' | 'study_group_id'>): number =>
  meeting.course_id ?? meeting.study_group?.course_id ?? meeting.study_group_id ?? 0;
