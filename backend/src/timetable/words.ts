import type { Conflict, Entry, Weeks } from './contract.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const WEEKS: Record<Weeks, string> = { all: 'all weeks', odd: 'odd weeks', even: 'even weeks' };

/** `Monday` for 1. */
export const dayName = (dayOfWeek: number) => DAYS[dayOfWeek - 1] ?? '';

/** `Tuesdays 10:00–11:30, all weeks` */
export const wordsForSlot = (slot: Pick<Entry, 'day_of_week' | 'starts_at' | 'ends_at' | 'weeks'>) =>
  `${dayName(slot.day_of_week)}s ${slot.starts_at}–${slot.ends_at}, ${WEEKS[slot.weeks]}`;

/** `Room B is taken on Mondays 08:00–10:00, all weeks, by CSC 221 Data Structures (Dr Wanjiku Kamau).` */
export function wordsForConflict({ with: kind, entry }: Conflict): string {
  const course = `${entry.course.code} ${entry.course.title}`;
  const teacher = entry.instructor?.full_name;
  switch (kind) {
    case 'room':
      return `${entry.room?.name ?? 'The room'} is taken on ${entry.when}, by ${course}${teacher ? ` (${teacher})` : ''}.`;
    case 'instructor':
      return `${teacher ?? 'The lecturer'} teaches ${course} on ${entry.when}${entry.room ? `, in ${entry.room.name}` : ''}.`;
    case 'class':
      return `${classesOf(entry)} ${entry.classes.length > 1 ? 'have' : 'has'} ${course} on ${entry.when}${entry.room ? `, in ${entry.room.name}` : ''}.`;
    default:
      return kind satisfies never;
  }
}

const classesOf = (entry: Entry) =>
  entry.classes.map((one) => one.name).join(' and ') || `The course ${entry.course.code}`;
