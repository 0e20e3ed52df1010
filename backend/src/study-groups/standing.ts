import { sql } from 'drizzle-orm';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { forbidden, notFound } from '#platform/problem';
import type { Visibility } from './contract.ts';

/** Who is asking: enough of an actor to know what they may see. */
export type Asking = Pick<Actor, 'id' | 'role'>;

/** A group and how one person stands to it. */
export interface Standing extends Record<string, unknown> {
  id: number;
  name: string;
  owner_id: number;
  visibility: Visibility;
  course_id: number | null;
  last_seq: number;
  /** The actor's membership; null when there is none. */
  role: 'owner' | 'member' | null;
  state: 'member' | 'requested' | null;
  /** Students see the courses they are enrolled in, lecturers and administrators all: the same for groups of a course. */
  sees_course: boolean;
}

export async function findStanding(db: Db, actor: Asking, groupId: number): Promise<Standing | undefined> {
  const { rows } = await db.execute<Standing>(sql`
    select g.id, g.name, g.owner_id, g.visibility, g.course_id, g.last_seq, m.role, m.state,
      ${seesCourse(actor)} as sees_course
    from course_api_studygroup g
    left join course_api_studygroupmembership m on m.group_id = g.id and m.user_id = ${actor.id}
    where g.id = ${groupId}`);
  return rows[0];
}

/** SQL: whether the actor may know of the course of group `g`. */
export const seesCourse = (actor: Asking) =>
  actor.role === 'student'
    ? sql`(g.course_id is null or exists (select 1 from course_api_enrolment e where e.course_id = g.course_id and e.user_id = ${actor.id}))`
    : sql`true`;

/** Invitation-only groups, and those of courses that are not mine, do not exist for me until I am in. */
export const mayKnow = (actor: Asking, group: Standing) =>
  group.state !== null || actor.role === 'admin' || (group.visibility !== 'invite' && group.sees_course);

/** The group, or 404 for those who may not know that it exists. */
export async function getStanding(db: Db, actor: Asking, groupId: number): Promise<Standing> {
  const group = await findStanding(db, actor, groupId);
  if (!group || !mayKnow(actor, group)) throw notFound('This study group');
  return group;
}

/** For members only: 404 as above, 403 for those who know the group and are not in it. */
export async function getStandingOfMember(db: Db, actor: Asking, groupId: number): Promise<Standing> {
  const group = await getStanding(db, actor, groupId);
  if (group.state === 'requested') throw forbidden('The owner has not let you in yet.');
  if (group.state !== 'member') throw forbidden('Join this study group first.');
  return group;
}

/** For the owner only, and where `orAdmin` is said for administrators. */
export async function getStandingOfOwner(
  db: Db,
  actor: Asking,
  groupId: number,
  { orAdmin = false } = {},
): Promise<Standing> {
  const group = await getStanding(db, actor, groupId);
  if (group.owner_id === actor.id || (orAdmin && actor.role === 'admin')) return group;
  throw forbidden('Only the owner of this study group can do that.');
}
