import { and, asc, desc, eq, gt, inArray, or, sql, type SQL } from 'drizzle-orm';
import { listMyCourseIds } from '#courses/public';
import { course_api_course, course_api_enrolment } from '#courses/tables';
import { directory_user } from '#directory/tables';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { notFound } from '#platform/problem';
import { listMyGroupIds } from '#study-groups/public';
import { course_api_studygroup, course_api_studygroupmembership } from '#study-groups/tables';
import type { Meeting, MeetingQuery } from './contract.ts';
import { OVERTIME_MS, seenBy, standingOf, type Rules, type Standing } from './standing.ts';
import { course_api_meeting as meeting, course_api_meetingremoval as removal } from './tables.ts';

const columns = {
  id: meeting.id,
  title: meeting.title,
  kind: meeting.kind,
  course_id: meeting.course_id,
  study_group_id: meeting.study_group_id,
  course: { code: course_api_course.code, title: course_api_course.title },
  study_group: { name: course_api_studygroup.name, course_id: course_api_studygroup.course_id },
  host: { id: directory_user.id, full_name: directory_user.full_name },
  starts_at: meeting.starts_at,
  ends_at: meeting.ends_at,
  state: meeting.state,
  started_at: meeting.started_at,
  ended_at: meeting.ended_at,
  room: meeting.room,
  instructor_id: course_api_course.instructor_id,
  owner_id: course_api_studygroup.owner_id,
};

const selectMeetings = (db: Db, actor: Pick<Actor, 'id'>) =>
  db
    .select({ ...columns, takes_part: takesPart(actor.id), removed: wasRemoved(actor.id) })
    .from(meeting)
    .innerJoin(directory_user, eq(directory_user.id, meeting.host_id))
    .leftJoin(course_api_course, eq(course_api_course.id, meeting.course_id))
    .leftJoin(course_api_studygroup, eq(course_api_studygroup.id, meeting.study_group_id))
    .$dynamic();

const takesPart = (userId: number) => sql<boolean>`(
  exists (select from ${course_api_enrolment} where course_id = ${meeting.course_id} and user_id = ${userId})
  or exists (select from ${course_api_studygroupmembership}
    where group_id = ${meeting.study_group_id} and user_id = ${userId} and state = 'member'))`;

const wasRemoved = (userId: number) => sql<boolean>`exists (
  select from ${removal} where ${removal.meeting_id} = ${meeting.id} and ${removal.user_id} = ${userId})`;

export type MeetingRow = Awaited<ReturnType<typeof selectMeetings>>[number];

/** A meeting and how the actor stands to it, or 404 for what does not exist and for outsiders. */
export async function getStanding(
  db: Db,
  actor: Actor,
  id: number,
): Promise<{ row: MeetingRow; standing: Standing }> {
  const [row] = await selectMeetings(db, actor).where(eq(meeting.id, id));
  const standing = row && standingOf(actor, row, row.takes_part);
  if (!row || !standing) throw notFound('This meeting');
  return { row, standing };
}

/** Meetings without any viewer, for what the server itself does. */
export const readMeetings = async (db: Db, ids: number[]): Promise<MeetingRow[]> =>
  ids.length === 0 ? [] : selectMeetings(db, { id: 0 }).where(inArray(meeting.id, ids));

/** Upcoming and live: the next one first. Past: the latest first. Administrators see those of everybody. */
export async function listMeetings(db: Db, actor: Actor, rules: Rules, query: MeetingQuery) {
  const { scope = 'upcoming', limit = 50 } = query;
  const direction = scope === 'past' ? desc : asc;
  const rows = await selectMeetings(db, actor)
    .where(
      and(
        await whereMine(db, actor),
        whereScope(scope, Date.now()),
        query.course_id === undefined ? undefined : eq(meeting.course_id, query.course_id),
        query.study_group_id === undefined ? undefined : eq(meeting.study_group_id, query.study_group_id),
        whereAfter(scope, query.cursor),
      ),
    )
    .orderBy(direction(meeting.starts_at), direction(meeting.id))
    .limit(limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).flatMap((row) => viewed(actor, row, rules)),
    next: last ? `${last.starts_at}_${last.id}` : null,
  };
}

function viewed(actor: Actor, row: MeetingRow, rules: Rules): Meeting[] {
  const standing = standingOf(actor, row, row.takes_part);
  return standing ? [seenBy(row, standing, rules)] : [];
}

/** By ids that are fetched first, so that the meetings are found by the course's and the group's index. */
async function whereMine(db: Db, actor: Actor): Promise<SQL | undefined> {
  if (actor.role === 'admin') return undefined;
  const [courses, groups] = await Promise.all([listMyCourseIds(db, actor), listMyGroupIds(db, actor)]);
  return (
    or(
      courses.length > 0 ? inArray(meeting.course_id, courses) : undefined,
      groups.length > 0 ? inArray(meeting.study_group_id, groups) : undefined,
    ) ?? sql`false`
  );
}

/** A live meeting in overtime counts as past as soon as it is over, whether or not it has been swept. */
function whereScope(scope: NonNullable<MeetingQuery['scope']>, now: number): SQL | undefined {
  const at = new Date(now).toISOString();
  const overtime = new Date(now - OVERTIME_MS).toISOString();
  if (scope === 'upcoming') return and(eq(meeting.state, 'scheduled'), gt(meeting.ends_at, at));
  if (scope === 'live') return and(eq(meeting.state, 'live'), gt(meeting.ends_at, overtime));
  return or(
    inArray(meeting.state, ['ended', 'cancelled']),
    and(eq(meeting.state, 'scheduled'), sql`${meeting.ends_at} <= ${at}`),
    and(eq(meeting.state, 'live'), sql`${meeting.ends_at} <= ${overtime}`),
  );
}

function whereAfter(scope: string, cursor: string | undefined): SQL | undefined {
  const [starts_at = '', id = ''] = cursor?.split('_') ?? [];
  if (!Number.isFinite(Date.parse(starts_at)) || !/^\d{1,15}$/.test(id)) return undefined;
  const at = new Date(starts_at).toISOString();
  return scope === 'past'
    ? sql`(${meeting.starts_at}, ${meeting.id}) < (${at}::timestamptz, ${id}::bigint)`
    : sql`(${meeting.starts_at}, ${meeting.id}) > (${at}::timestamptz, ${id}::bigint)`;
}
