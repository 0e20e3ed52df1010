import type { CourseDetail, TimetableSlot } from '@api/courses';
import type { Occurrence } from '@api/timetable';

const DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const LONG_DAYS = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Monday 1 … Sunday 7 as "Mon", or "Monday". */
export const dayName = (day: number, long = false): string => (long ? LONG_DAYS : DAYS)[day] ?? '';

/** The next weekly time from that moment on, "Tue 10:00, Room B"; the one that runs counts until it ends. Empty without any. */
export function nextSlot(slots: readonly TimetableSlot[], weekday: number, time: string): string {
  const place = (slot: TimetableSlot) => {
    const over = slot.day_of_week === weekday && slot.ends_at <= time;
    return `${(slot.day_of_week - weekday + 7) % 7 || (over ? 7 : 0)} ${slot.starts_at}`;
  };
  const [next] = [...slots].sort((a, b) => place(a).localeCompare(place(b)));
  if (!next) return '';
  return `${dayName(next.day_of_week)} ${next.starts_at}${next.room ? `, ${next.room.name}` : ''}`;
}

/** "Dr Wanjiku Kamau. 97 students of CS-2024 and CS-2025." */
export function courseInWords(course: Pick<CourseDetail, 'instructor' | 'classes' | 'member_count'>): string {
  const who = course.instructor ? course.instructor.full_name : 'No lecturer yet';
  const count = course.member_count === 1 ? '1 student' : `${course.member_count || 'No'} students`;
  const classes = listed(course.classes.map((one) => one.name));
  return `${who}. ${count}${classes ? ` of ${classes}` : ''}.`;
}

/** "A", "A and B", "A, B and C" */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** "Semester 1 of 2025/2026" */
export function semesterInWords(semester: { name: string; academic_year: string }): string {
  const name = /^\d+$/.test(semester.name) ? `Semester ${semester.name}` : semester.name;
  return `${name} of ${semester.academic_year}`;
}

/** Monday of the week that `day` is in and the Sundays of it and of the next, as `YYYY-MM-DD`. */
export function weeksFrom(day: string): { monday: string; sunday: string; next_sunday: string } {
  const at = Date.parse(`${day}T12:00:00Z`);
  const monday = at - ((new Date(at).getUTCDay() + 6) % 7) * 86_400_000;
  const on = (days: number) => new Date(monday + days * 86_400_000).toISOString().slice(0, 10);
  return { monday: on(0), sunday: on(6), next_sunday: on(13) };
}

/** The classes that are worth a look: what is left of this week, and when nothing is, next week. */
export function comingClasses(items: readonly Occurrence[], thisWeek: readonly Occurrence[], now: number) {
  const left = thisWeek.filter((item) => Date.parse(item.ends_at) > now);
  if (left.length > 0) return { heading: 'This week', items: left };
  const next = items.filter((item) => !thisWeek.includes(item));
  return next.length > 0 ? { heading: 'Next week', items: next } : { heading: 'This week', items: thisWeek };
}
