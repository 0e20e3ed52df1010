import { randomBytes } from 'node:crypto';
import type { course_api_meeting } from '#meetings/tables';
import { addDays, instantIn, weekdayOf } from './calendar.ts';
import type { School } from './school.ts';

type Meeting = typeof course_api_meeting.$inferInsert & { id: number };
type Timing = Pick<Meeting, 'starts_at' | 'ends_at' | 'state'> & Partial<Meeting>;
const MINUTE = 60_000;

interface Context {
  today: string;
  zone: string;
  now: Date;
  groups: { id: number; name: string; owner_id: number; course: number }[];
}

/** Lectures of the first six courses in the last two and the next week, one that runs now, and calls of the groups. */
export function planMeetings(school: School, context: Context): Meeting[] {
  const meetings: Meeting[] = [];
  const add = (meeting: Omit<Meeting, 'id' | 'room'>) =>
    meetings.push({ id: meetings.length + 1, room: randomBytes(16).toString('hex'), ...meeting });
  const about = (course_id: number) => school.courses.find((course) => course.id === course_id);

  for (const entry of school.entries.filter(({ course_id }) => course_id <= 6))
    for (let days = -14; days <= 7; days += 1) {
      const day = addDays(context.today, days);
      const course = about(entry.course_id);
      if (weekdayOf(day) !== entry.day_of_week || !course?.instructor_id) continue;
      const starts_at = instantIn(context.zone, day, entry.starts_at);
      const ends_at = instantIn(context.zone, day, entry.ends_at);
      // Nothing here starts in the coming minutes by itself, and what should have run by now did.
      const timing = timingOf(starts_at, ends_at, context.now);
      const lecture = {
        title: course.title,
        kind: 'lecture' as const,
        course_id: course.id,
        host_id: course.instructor_id,
      };
      if (timing) add({ ...lecture, ...timing, timetable_entry_id: entry.id });
    }

  const live = about(7);
  if (live?.instructor_id)
    add({
      title: `${live.title}, question hour`,
      kind: 'lecture',
      course_id: live.id,
      host_id: live.instructor_id,
      state: 'live',
      starts_at: shifted(context.now, -20),
      started_at: shifted(context.now, -19),
      ends_at: shifted(context.now, 70),
    });
  for (const group of context.groups.slice(0, 8)) {
    const call = { kind: 'group' as const, study_group_id: group.id, host_id: group.owner_id };
    const at = (days: number, clock: string) => instantIn(context.zone, addDays(context.today, days), clock);
    add({ ...call, title: `${group.name}, weekly call`, ...ended(at(-7, '21:00'), at(-7, '22:15')) });
    add({
      ...call,
      title: `${group.name}, weekly call`,
      state: 'scheduled',
      starts_at: at(1, '21:00'),
      ends_at: at(1, '22:00'),
    });
  }
  return meetings;
}

function timingOf(starts_at: string, ends_at: string, now: Date): Timing | undefined {
  if (Date.parse(ends_at) < now.getTime()) return ended(starts_at, ends_at);
  if (Date.parse(starts_at) < now.getTime()) return undefined;
  return { state: 'scheduled', starts_at, ends_at };
}

const ended = (starts_at: string, ends_at: string): Timing => ({
  state: 'ended',
  starts_at,
  ends_at,
  started_at: shifted(new Date(starts_at), -3),
  ended_at: shifted(new Date(ends_at), 2),
});

const shifted = (at: Date, minutes: number) => new Date(at.getTime() + minutes * MINUTE).toISOString();
