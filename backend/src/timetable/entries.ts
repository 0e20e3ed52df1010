import { and, asc, eq, exists, inArray, sql, type SQL } from 'drizzle-orm';
import { course_api_course, course_api_courseclass } from '#courses/tables';
import { directory_user } from '#directory/tables';
import type { Db } from '#platform/db';
import { notFound } from '#platform/problem';
import { school_class, school_room } from '#school/tables';
import type { EntriesQuery, Entry } from './contract.ts';
import { course_api_timetableentry as entry } from './tables.ts';
import { wordsForSlot } from './words.ts';

const classes = sql<{ id: number; name: string }[]>`coalesce((
  select json_agg(json_build_object('id', ${school_class.id}, 'name', ${school_class.name}) order by ${school_class.name})
  from ${course_api_courseclass} join ${school_class} on ${school_class.id} = ${course_api_courseclass.class_id}
  where ${course_api_courseclass.course_id} = ${entry.course_id}), '[]')`;

const columns = {
  id: entry.id,
  course_id: entry.course_id,
  course: { id: course_api_course.id, code: course_api_course.code, title: course_api_course.title },
  day_of_week: entry.day_of_week,
  starts_at: entry.starts_at,
  ends_at: entry.ends_at,
  room_id: entry.room_id,
  room: { id: school_room.id, name: school_room.name },
  weeks: entry.weeks,
  starts_on: entry.starts_on,
  ends_on: entry.ends_on,
  instructor: { id: directory_user.id, full_name: directory_user.full_name },
  classes,
};

async function selectEntries(db: Db, where: SQL | undefined): Promise<Entry[]> {
  const rows = await db
    .select(columns)
    .from(entry)
    .innerJoin(course_api_course, eq(course_api_course.id, entry.course_id))
    .leftJoin(school_room, eq(school_room.id, entry.room_id))
    .leftJoin(directory_user, eq(directory_user.id, course_api_course.instructor_id))
    .where(where)
    .orderBy(asc(entry.day_of_week), asc(entry.starts_at), asc(entry.id));
  return rows.map((row) => ({ ...row, when: wordsForSlot(row) }));
}

/** The weekly slots that match everything named. */
export async function listEntries(db: Db, query: EntriesQuery): Promise<Entry[]> {
  const { semester_id, course_id, room_id, class_id, instructor_id } = query;
  const ofClass = db
    .select({ one: sql`1` })
    .from(course_api_courseclass)
    .where(
      and(
        eq(course_api_courseclass.course_id, entry.course_id),
        eq(course_api_courseclass.class_id, class_id ?? 0),
      ),
    );
  return selectEntries(
    db,
    and(
      semester_id === undefined ? undefined : eq(course_api_course.semester_id, semester_id),
      course_id === undefined ? undefined : eq(entry.course_id, course_id),
      room_id === undefined ? undefined : eq(entry.room_id, room_id),
      instructor_id === undefined ? undefined : eq(course_api_course.instructor_id, instructor_id),
      class_id === undefined ? undefined : exists(ofClass),
    ),
  );
}

/** These entries, in the order of the week. */
export const listEntriesById = async (db: Db, ids: number[]): Promise<Entry[]> =>
  ids.length === 0 ? [] : selectEntries(db, inArray(entry.id, ids));

export async function getEntry(db: Db, id: number): Promise<Entry> {
  const [found] = await selectEntries(db, eq(entry.id, id));
  if (!found) throw notFound('This class of the timetable');
  return found;
}

/** The weekly slots of courses, as a list of courses shows them. */
export async function listSlots(db: Db, courseIds: number[]): Promise<Map<number, Entry[]>> {
  return Map.groupBy(await selectEntries(db, inArray(entry.course_id, courseIds)), (slot) => slot.course_id);
}
