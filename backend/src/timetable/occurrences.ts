import { and, asc, eq, gte, inArray, lt, sql, type SQL } from 'drizzle-orm';
import { course_api_course, course_api_courseclass, course_api_enrolment } from '#courses/tables';
import { directory_user } from '#directory/tables';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { invalidField } from '#platform/problem';
import { school_room } from '#school/tables';
import type { Occurrence, Timetable, TimetableQuery } from './contract.ts';
import { course_api_timetableoccurrence as occurrence } from './tables.ts';

const MAX_DAYS = 62;
const DAY_MS = 86_400_000;

type Found = Omit<Occurrence, 'meeting_id'>;

/** Answers which meeting is held in which slot, by `slotKey`; meetings know the timetable, not the other way round. */
type FindMeetings = (db: Db, slots: Pick<Found, 'entry_id' | 'starts_at'>[]) => Promise<Map<string, number>>;
let findMeetings: FindMeetings = async () => new Map();

export const slotKey = (slot: Pick<Found, 'entry_id' | 'starts_at'>) => `${slot.entry_id} ${slot.starts_at}`;
export function provideMeetings(find: FindMeetings) {
  findMeetings = find;
}

const columns = {
  entry_id: occurrence.entry_id,
  occurrence_id: occurrence.id,
  course: { id: course_api_course.id, code: course_api_course.code, title: course_api_course.title },
  room: { id: school_room.id, name: school_room.name },
  instructor: { id: directory_user.id, full_name: directory_user.full_name },
  class_ids: sql<
    number[]
  >`array(select ${course_api_courseclass.class_id}::integer from ${course_api_courseclass}
    where ${course_api_courseclass.course_id} = ${occurrence.course_id} order by 1)`,
  starts_at: occurrence.starts_at,
  ends_at: occurrence.ends_at,
  status: occurrence.status,
};

/** Occurrences in the order of time. */
export const selectOccurrences = (db: Db, where: SQL | undefined, limit = 5_000): Promise<Found[]> =>
  db
    .select(columns)
    .from(occurrence)
    .innerJoin(course_api_course, eq(course_api_course.id, occurrence.course_id))
    .leftJoin(school_room, eq(school_room.id, occurrence.room_id))
    .leftJoin(directory_user, eq(directory_user.id, course_api_course.instructor_id))
    .where(where)
    .orderBy(asc(occurrence.starts_at), asc(occurrence.id))
    .limit(limit);

/** The timetable of the named course, class, lecturer or room, else my own, for whole days of the institution. */
export async function readTimetable(
  db: Db,
  actor: Actor,
  zone: string,
  query: TimetableQuery,
): Promise<Timetable> {
  assertSpan(query);
  const scope = scopeOf(db, actor, query);
  if (!scope)
    return { items: [], time_zone: zone, hint: 'Choose a class, a lecturer or a room to see its timetable.' };
  const found = await selectOccurrences(
    db,
    and(
      scope,
      gte(occurrence.starts_at, sql`${query.from}::date::timestamp at time zone ${zone}`),
      lt(occurrence.starts_at, sql`(${query.to}::date + 1)::timestamp at time zone ${zone}`),
    ),
  );
  const meetings = await findMeetings(db, found);
  const items = found.map((one) => ({ ...one, meeting_id: meetings.get(slotKey(one)) ?? null }));
  return { items, time_zone: zone };
}

function assertSpan({ from, to }: TimetableQuery) {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  if (days < 0) throw invalidField('/to', 'The last day lies before the first.');
  if (days >= MAX_DAYS) throw invalidField('/to', `At most ${MAX_DAYS} days are shown at once.`);
}

/** Undefined for an admin who names nothing: the office has no timetable of its own. */
function scopeOf(db: Db, actor: Actor, query: TimetableQuery): SQL | undefined {
  const named = [
    query.course_id === undefined ? undefined : eq(occurrence.course_id, query.course_id),
    query.room_id === undefined ? undefined : eq(occurrence.room_id, query.room_id),
    query.instructor_id === undefined ? undefined : taughtBy(db, query.instructor_id),
    query.class_id === undefined ? undefined : takenByClass(db, query.class_id),
  ].filter((one) => one !== undefined);
  if (named.length > 0) return and(...named);
  switch (actor.role) {
    case 'student':
      return takenBy(db, actor.id);
    case 'faculty':
      return taughtBy(db, actor.id);
    case 'admin':
      return undefined;
    default:
      return actor.role satisfies never;
  }
}

const taughtBy = (db: Db, userId: number) =>
  inArray(
    occurrence.course_id,
    db
      .select({ id: course_api_course.id })
      .from(course_api_course)
      .where(eq(course_api_course.instructor_id, userId)),
  );
const takenBy = (db: Db, userId: number) =>
  inArray(
    occurrence.course_id,
    db
      .select({ id: course_api_enrolment.course_id })
      .from(course_api_enrolment)
      .where(eq(course_api_enrolment.user_id, userId)),
  );
const takenByClass = (db: Db, classId: number) =>
  inArray(
    occurrence.course_id,
    db
      .select({ id: course_api_courseclass.course_id })
      .from(course_api_courseclass)
      .where(eq(course_api_courseclass.class_id, classId)),
  );
