import { and, eq, gt, inArray, lt, ne } from 'drizzle-orm';
import type { Db } from '#platform/db';
import { notFound } from '#platform/problem';
import type { Occurrence } from './contract.ts';
import { selectOccurrences } from './occurrences.ts';
import { course_api_timetableoccurrence as occurrence } from './tables.ts';

export { materialise } from './materialise.ts';
export { provideMeetings, slotKey } from './occurrences.ts';

type Slot = Omit<Occurrence, 'meeting_id'>;

/** What of these courses is on at `from` or comes after it, cancelled dates left out. */
export const nextOccurrences = async (
  db: Db,
  courseIds: number[],
  from: string,
  limit: number,
): Promise<Slot[]> =>
  courseIds.length === 0
    ? []
    : selectOccurrences(
        db,
        and(
          inArray(occurrence.course_id, courseIds),
          gt(occurrence.ends_at, from),
          ne(occurrence.status, 'cancelled'),
        ),
        limit,
      );

/** What of these courses starts in [from, to), cancelled dates included. */
export const occurrencesBetween = async (
  db: Db,
  courseIds: number[],
  from: string,
  to: string,
): Promise<Slot[]> =>
  courseIds.length === 0
    ? []
    : selectOccurrences(
        db,
        and(
          inArray(occurrence.course_id, courseIds),
          gt(occurrence.ends_at, from),
          lt(occurrence.starts_at, to),
        ),
      );

/** The date of a weekly slot that starts at this instant, or 404. */
export async function getOccurrence(db: Db, entryId: number, startsAt: string): Promise<Slot> {
  const [found] = await selectOccurrences(
    db,
    and(eq(occurrence.entry_id, entryId), eq(occurrence.starts_at, startsAt)),
    1,
  );
  if (!found) throw notFound('This date of the timetable');
  return found;
}
