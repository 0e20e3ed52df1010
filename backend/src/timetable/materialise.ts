import { sql } from 'drizzle-orm';
import type { Db } from '#platform/db';
import type { Entry } from './contract.ts';

/** A weekly slot with every default filled in. */
export type Slot = Pick<
  Entry,
  'course_id' | 'day_of_week' | 'starts_at' | 'ends_at' | 'room_id' | 'weeks' | 'starts_on' | 'ends_on'
>;

/** The instants of a weekly slot: rows `starts`, `ends`. The semester's first day says which week is the first. */
export const timesOf = (zone: string, slot: Omit<Slot, 'room_id'>) => sql`course_api_timetable_times(
  ${slot.day_of_week}::integer, ${slot.starts_at}::time, ${slot.ends_at}::time, ${slot.weeks}::text,
  ${slot.starts_on}::date, ${slot.ends_on}::date,
  (select s.starts_on from directory_semester s join course_api_course c on c.semester_id = s.id where c.id = ${slot.course_id}),
  ${zone}::text)`;

/** The same for entries that stand in the database, `e`, in a query that joins their semester as `s`. */
const timesOfRow = (zone: string) => sql`course_api_timetable_times(
  e.day_of_week, e.starts_at, e.ends_at, e.weeks, e.starts_on, e.ends_on, s.starts_on, ${zone}::text)`;

/**
 * Brings the occurrences of entries in line with them: dates that are gone go, dates that stay keep their id and a cancellation,
 * new dates come.
 */
export async function materialise(tx: Db, zone: string, entryIds: number[]) {
  const times = sql`course_api_timetableentry e join course_api_course c on c.id = e.course_id
    join directory_semester s on s.id = c.semester_id cross join lateral ${timesOfRow(zone)} as t`;
  const mine = sql`any(${sql.param(entryIds)}::bigint[])`;
  await tx.execute(sql`
    delete from course_api_timetableoccurrence o where o.entry_id = ${mine}
      and (o.status = 'moved' or not exists (select 1 from ${times} where e.id = o.entry_id and t.starts = o.starts_at))`);
  await tx.execute(sql`
    update course_api_timetableoccurrence o set ends_at = t.ends, room_id = e.room_id, course_id = e.course_id
    from ${times} where e.id = ${mine} and o.entry_id = e.id and t.starts = o.starts_at
      and (o.ends_at, o.course_id, o.room_id) is distinct from (t.ends, e.course_id, e.room_id)`);
  await tx.execute(sql`
    insert into course_api_timetableoccurrence (entry_id, course_id, room_id, starts_at, ends_at)
    select e.id, e.course_id, e.room_id, t.starts, t.ends from ${times}
    where e.id = ${mine} and not exists (
      select 1 from course_api_timetableoccurrence o where o.entry_id = e.id and o.starts_at = t.starts)`);
}
