import { sql } from 'drizzle-orm';
import { avatarUrl } from '#directory/public';
import { notify, type NotificationRow } from '#notifications/public';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { forbidden, notFound, Problem } from '#platform/problem';
import type { GroupMember, Membership } from './contract.ts';
import { iso } from './history.ts';
import { getStanding, getStandingOfMember, getStandingOfOwner, findStanding, mayKnow } from './standing.ts';

/** What became of somebody's membership, to be told after the commit. */
export interface MembershipChange {
  state: Membership['state'] | 'none';
  /** False when it was so already. */
  is_new: boolean;
  notified: NotificationRow[];
}

/**
 * Lets the actor in, or leaves a request with the owner. The invitation's code opens every group. All comings and
 * goings hold the group's row lock, so that the capacity holds however many come at once.
 */
export async function joinGroup(
  db: Db,
  actor: Actor,
  groupId: number,
  code?: string,
): Promise<MembershipChange> {
  return db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ invite_code: string }>(
      sql`select invite_code from course_api_studygroup where id = ${groupId} for no key update`,
    );
    const group = await findStanding(tx, actor, groupId);
    const invited = code !== undefined && rows[0]?.invite_code === code;
    if (!group || (!mayKnow(actor, group) && !invited)) throw notFound('This study group');
    if (code !== undefined && !invited)
      throw forbidden('This invitation link is not valid any more. Ask the owner for a new one.');
    if (group.state === 'member') return { state: 'member', is_new: false, notified: [] };
    if (invited || group.visibility === 'open') {
      await letIn(tx, groupId, actor.id);
      return { state: 'member', is_new: true, notified: [] };
    }
    if (group.visibility === 'approval') return request(tx, actor, groupId, group);
    throw forbidden('This study group can be joined with its invitation link only.');
  });
}

async function request(
  tx: Db,
  actor: Actor,
  groupId: number,
  group: { owner_id: number; name: string; state: string | null },
): Promise<MembershipChange> {
  if (group.state === 'requested') return { state: 'requested', is_new: false, notified: [] };
  await tx.execute(
    sql`insert into course_api_studygroupmembership (group_id, user_id, state) values (${groupId}, ${actor.id}, 'requested')`,
  );
  const notified = await notify(tx, [group.owner_id], {
    kind: 'join-request',
    title: `${actor.full_name} asks to join ${group.name}`,
    link: `/study-groups/${groupId}?panel=members`,
  });
  return { state: 'requested', is_new: true, notified };
}

/** Joins with the invitation's code alone. */
export async function joinByCode(db: Db, actor: Actor, code: string) {
  const { rows } = await db.execute<{ id: number }>(
    sql`select id from course_api_studygroup where invite_code = ${code}`,
  );
  if (!rows[0]) throw notFound('This invitation');
  return { group_id: rows[0].id, change: await joinGroup(db, actor, rows[0].id, code) };
}

/** Takes a place; the caller holds the group's row lock. What was said before they came is not unread. */
async function letIn(tx: Db, groupId: number, userId: number) {
  const { rows } = await tx.execute<{ last_seq: number }>(sql`
    update course_api_studygroup set member_count = member_count + 1
    where id = ${groupId} and (capacity is null or member_count < capacity) returning last_seq`);
  if (!rows[0]) throw new Problem(409, 'group-full', 'This study group is full. Ask its owner for a place.');
  await tx.execute(sql`
    insert into course_api_studygroupmembership (group_id, user_id, state, last_read_seq)
    values (${groupId}, ${userId}, 'member', ${rows[0].last_seq})
    on conflict (group_id, user_id) do update set state = 'member', last_read_seq = excluded.last_read_seq, created_at = now()`);
}

/** The owner approves a request, or adds somebody by name. */
export async function addMember(
  db: Db,
  actor: Actor,
  groupId: number,
  userId: number,
): Promise<MembershipChange> {
  return db.transaction(async (tx) => {
    await lock(tx, groupId);
    const group = await getStandingOfOwner(tx, actor, groupId);
    const { rows } = await tx.execute<{ state: string | null }>(sql`
      select m.state from directory_user u
      left join course_api_studygroupmembership m on m.user_id = u.id and m.group_id = ${groupId}
      where u.id = ${userId} and u.active`);
    if (!rows[0]) throw notFound('This person');
    if (rows[0].state === 'member') return { state: 'member', is_new: false, notified: [] };
    await letIn(tx, groupId, userId);
    const notified = await notify(tx, [userId], {
      kind: 'group-joined',
      title: rows[0].state
        ? `${actor.full_name} let you into ${group.name}`
        : `${actor.full_name} added you to ${group.name}`,
      link: `/study-groups/${groupId}`,
    });
    return { state: 'member', is_new: true, notified };
  });
}

/** The owner removes a member, or turns a request down. */
export async function removeMember(db: Db, actor: Actor, groupId: number, userId: number) {
  await db.transaction(async (tx) => {
    await lock(tx, groupId);
    const group = await getStandingOfOwner(tx, actor, groupId, { orAdmin: true });
    if (userId === group.owner_id)
      throw new Problem(409, 'owner-must-hand-over', 'Hand the group over before its owner is removed.');
    if (!(await takeOut(tx, groupId, userId))) throw notFound('This member');
  });
}

/** Leaves, or withdraws a request. Answers whether the group ended with its last member. */
export async function leaveGroup(db: Db, actor: Actor, groupId: number): Promise<{ ended: boolean }> {
  return db.transaction(async (tx) => {
    const members = await lock(tx, groupId);
    const group = await getStanding(tx, actor, groupId);
    if (group.state === null) throw forbidden('You are not in this study group.');
    if (group.owner_id === actor.id && members > 1)
      throw new Problem(
        409,
        'owner-must-hand-over',
        'You own this group. Hand it over to another member first, or delete it for everyone.',
      );
    if (group.owner_id === actor.id) {
      await tx.execute(sql`delete from course_api_studygroup where id = ${groupId}`);
      return { ended: true };
    }
    await takeOut(tx, groupId, actor.id);
    return { ended: false };
  });
}

/** Makes another member the owner; the old one stays in. */
export async function handOver(db: Db, actor: Actor, groupId: number, userId: number) {
  return db.transaction(async (tx) => {
    await lock(tx, groupId);
    const group = await getStandingOfOwner(tx, actor, groupId, { orAdmin: true });
    if (userId === group.owner_id) return [];
    const { rowCount } = await tx.execute(sql`
      update course_api_studygroupmembership set role = 'owner'
      where group_id = ${groupId} and user_id = ${userId} and state = 'member'`);
    if (!rowCount) throw notFound('This member');
    await tx.execute(sql`
      update course_api_studygroupmembership set role = 'member' where group_id = ${groupId} and user_id = ${group.owner_id}`);
    await tx.execute(sql`update course_api_studygroup set owner_id = ${userId} where id = ${groupId}`);
    return notify(tx, [userId], {
      kind: 'group-owner',
      title: `${group.name} is yours now`,
      body: `${actor.full_name} handed it over to you.`,
      link: `/study-groups/${groupId}`,
    });
  });
}

/** Who is in, by name; the owner also sees who asks to be. */
export async function listMembers(db: Db, actor: Actor, groupId: number, online: readonly number[]) {
  const group = await getStandingOfMember(db, actor, groupId);
  const { rows } = await db.execute<MemberRow>(sql`
    select m.user_id, u.full_name, u.avatar_key, m.role, m.state, u.last_seen_at, m.created_at
    from course_api_studygroupmembership m join directory_user u on u.id = m.user_id
    where m.group_id = ${groupId} ${group.owner_id === actor.id ? sql`` : sql`and m.state = 'member'`}
    order by m.state, m.role desc, lower(u.full_name), u.id`);
  const here = new Set(online);
  return {
    items: rows.map((row): GroupMember => ({
      user: { id: row.user_id, full_name: row.full_name, avatar_url: avatarUrl(row.avatar_key) },
      role: row.role,
      state: row.state,
      online: here.has(row.user_id),
      last_seen_at: row.last_seen_at && iso(row.last_seen_at),
      joined_at: iso(row.created_at),
    })),
  };
}
interface MemberRow extends Record<string, unknown> {
  user_id: number;
  full_name: string;
  avatar_key: string | null;
  role: Membership['role'];
  state: Membership['state'];
  last_seen_at: string | null;
  created_at: string;
}

/** Mutes or unmutes the group for me, on all my devices. */
export async function setMuted(db: Db, actor: Actor, groupId: number, muted: boolean): Promise<Membership> {
  await getStandingOfMember(db, actor, groupId);
  const { rows } = await db.execute<Membership & Record<string, unknown>>(sql`
    update course_api_studygroupmembership set muted = ${muted} where group_id = ${groupId} and user_id = ${actor.id}
    returning role, state, last_read_seq, muted`);
  if (!rows[0]) throw notFound('This study group');
  return rows[0];
}

/** Moves my reading position forward, never past the newest number; undefined when it stood there already. */
export async function markRead(db: Db, actor: { id: number }, groupId: number, seq: number) {
  const { rows } = await db.execute<{ last_read_seq: number }>(sql`
    update course_api_studygroupmembership m set last_read_seq = least(${seq}::bigint, g.last_seq)
    from course_api_studygroup g
    where g.id = m.group_id and m.group_id = ${groupId} and m.user_id = ${actor.id} and m.state = 'member'
      and m.last_read_seq < least(${seq}::bigint, g.last_seq)
    returning m.last_read_seq`);
  return rows[0]?.last_read_seq;
}

/** Holds the group's row until the transaction ends; answers how many are in. */
async function lock(tx: Db, groupId: number): Promise<number> {
  const { rows } = await tx.execute<{ member_count: number }>(
    sql`select member_count from course_api_studygroup where id = ${groupId} for update`,
  );
  return rows[0]?.member_count ?? 0;
}

/** Gives a place back when it was taken; false when there was nobody. */
async function takeOut(tx: Db, groupId: number, userId: number): Promise<boolean> {
  const { rows } = await tx.execute<{ state: string }>(sql`
    delete from course_api_studygroupmembership where group_id = ${groupId} and user_id = ${userId} returning state`);
  if (rows[0]?.state === 'member')
    await tx.execute(
      sql`update course_api_studygroup set member_count = member_count - 1 where id = ${groupId}`,
    );
  return rows.length > 0;
}
