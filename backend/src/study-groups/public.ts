import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '#platform/db';
import { MOST_UNREAD } from './contract.ts';
import { getStandingOfMember, getStandingOfOwner, type Asking, type Standing } from './standing.ts';
import { course_api_studygroup, course_api_studygroupmembership as membership } from './tables.ts';

/** Throws 404 when the group does not exist or is not the actor's to see, 403 when the actor is not in it. */
export const assertGroupMember = (db: Db, actor: Asking, groupId: number): Promise<Standing> =>
  getStandingOfMember(db, actor, groupId);

/** Throws 404 as above, 403 when the actor does not own the group. */
export const assertGroupOwner = (db: Db, actor: Asking, groupId: number): Promise<Standing> =>
  getStandingOfOwner(db, actor, groupId);

export async function isGroupOwner(db: Db, actor: Pick<Asking, 'id'>, groupId: number): Promise<boolean> {
  const [group] = await db
    .select({ owner_id: course_api_studygroup.owner_id })
    .from(course_api_studygroup)
    .where(eq(course_api_studygroup.id, groupId));
  return group?.owner_id === actor.id;
}

/** People who are in, without those who wait for approval. */
export async function groupMemberIds(db: Db, groupId: number): Promise<number[]> {
  const rows = await db
    .select({ user_id: membership.user_id })
    .from(membership)
    .where(and(eq(membership.group_id, groupId), eq(membership.state, 'member')));
  return rows.map((row) => row.user_id);
}

export async function listMyGroupIds(db: Db, actor: Pick<Asking, 'id'>): Promise<number[]> {
  const rows = await db
    .select({ group_id: membership.group_id })
    .from(membership)
    .where(and(eq(membership.user_id, actor.id), eq(membership.state, 'member')));
  return rows.map((row) => row.group_id);
}

/** The room that carries a group's activity to the notification sockets of its members. */
export const activityRoom = (groupId: number) => `group-activity:${groupId}`;

export const activityRooms = async (db: Db, userId: number): Promise<string[]> =>
  (await listMyGroupIds(db, { id: userId })).map(activityRoom);

/** Unread messages of others by group, only groups that have some; counted up to `MOST_UNREAD`. */
export async function countUnread(db: Db, userId: number): Promise<{ groups: Record<string, number> }> {
  const { rows } = await db.execute<{ group_id: number; unread: number }>(sql`
    select m.group_id, n.unread from course_api_studygroupmembership m
    cross join lateral (select count(*)::int as unread from (
      select 1 from course_api_groupmessage x
      where x.group_id = m.group_id and x.seq > m.last_read_seq and x.sender_id <> ${userId} and x.deleted_at is null
      limit ${MOST_UNREAD}) one) n
    where m.user_id = ${userId} and m.state = 'member' and n.unread > 0`);
  return { groups: Object.fromEntries(rows.map((row) => [row.group_id, row.unread])) };
}
