import { and, eq } from 'drizzle-orm';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { forbidden, notFound } from '#platform/problem';
import { course_api_studygroup, course_api_studygroupmembership as membership } from './tables.ts';

type Person = Pick<Actor, 'id'>;

/** Throws 404 when the group does not exist or is not the actor's to see, 403 when the actor is not in it. */
export async function assertGroupMember(db: Db, actor: Person, groupId: number): Promise<void> {
  const [found] = await db
    .select({ visibility: course_api_studygroup.visibility, state: membership.state })
    .from(course_api_studygroup)
    .leftJoin(
      membership,
      and(eq(membership.group_id, course_api_studygroup.id), eq(membership.user_id, actor.id)),
    )
    .where(eq(course_api_studygroup.id, groupId));
  if (found?.state === 'member') return;
  if (!found || (found.visibility === 'invite' && !found.state)) throw notFound('This study group');
  throw forbidden('Join this study group first.');
}

export async function isGroupOwner(db: Db, actor: Person, groupId: number): Promise<boolean> {
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

export async function listMyGroupIds(db: Db, actor: Person): Promise<number[]> {
  const rows = await db
    .select({ group_id: membership.group_id })
    .from(membership)
    .where(and(eq(membership.user_id, actor.id), eq(membership.state, 'member')));
  return rows.map((row) => row.group_id);
}
