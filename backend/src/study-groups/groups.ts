import { randomBytes } from 'node:crypto';
import { sql, type SQL } from 'drizzle-orm';
import { assertSeesCourse } from '#courses/public';
import { avatarUrl } from '#directory/public';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { notFound, Problem } from '#platform/problem';
import {
  MOST_AT_ONCE,
  MOST_UNREAD,
  type GroupInput,
  type GroupPatch,
  type GroupQuery,
  type InvitedGroup,
  type Membership,
  type StudyGroup,
  type Visibility,
} from './contract.ts';
import { iso, previewOf } from './history.ts';
import { groupMemberIds } from './public.ts';
import { getStanding, getStandingOfOwner, seesCourse } from './standing.ts';

/** The groups that the actor is in, could join, or both; those with the newest activity first. */
export async function listGroups(db: Db, actor: Actor, query: GroupQuery) {
  const { scope = 'mine', course_id, q, cursor } = query;
  const limit = Math.min(query.limit ?? 50, MOST_AT_ONCE);
  const conditions = [scopes(actor)[scope]];
  if (course_id !== undefined) conditions.push(sql`g.course_id = ${course_id}`);
  if (q?.trim()) {
    const like = `%${q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
    conditions.push(
      sql`(g.name ilike ${like} or g.description ilike ${like} or c.code ilike ${like} or c.title ilike ${like})`,
    );
  }
  if (cursor) conditions.push(sql`(${activeAt}, g.id) < ${readCursor(cursor)}`);
  const rows = await readGroups(
    db,
    actor,
    sql`${sql.join(conditions, sql` and `)} order by ${activeAt} desc, g.id desc limit ${limit + 1}`,
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(groupOf),
    next: last ? Buffer.from(`${last.active_at}|${last.id}`).toString('base64url') : null,
  };
}

const activeAt = sql`coalesce(g.last_message_at, g.created_at)`;

function scopes(actor: Actor): Record<NonNullable<GroupQuery['scope']>, SQL> {
  const known = actor.role === 'admin' ? sql`true` : sql`(g.visibility <> 'invite' and ${seesCourse(actor)})`;
  return {
    mine: sql`m.user_id is not null`,
    discover: sql`m.user_id is null and ${known}`,
    all: sql`(m.user_id is not null or ${known})`,
  };
}

function readCursor(cursor: string): SQL {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split('|');
  if (Number.isNaN(Date.parse(at)) || !/^\d{1,15}$/.test(id))
    throw new Problem(400, 'validation', 'This page of the list is not understood. Start from the first.');
  return sql`(${at}::timestamptz, ${id}::bigint)`;
}

/** One group as the actor sees it, or 404. */
export async function getGroup(db: Db, actor: Actor, id: number): Promise<StudyGroup> {
  await getStanding(db, actor, id);
  const [row] = await readGroups(db, actor, sql`g.id = ${id}`);
  if (!row) throw notFound('This study group');
  return groupOf(row);
}

/** The group of an invitation link; a link that was replaced is unknown. */
export async function getInvitedGroup(db: Db, actor: Actor, code: string): Promise<InvitedGroup> {
  const [row] = await readGroups(db, actor, sql`g.invite_code = ${code}`);
  if (!row) throw notFound('This invitation');
  return groupOf(row);
}

/** Founds a group; the actor owns it and is in. */
export async function createGroup(db: Db, actor: Actor, input: GroupInput): Promise<StudyGroup> {
  const { name, description = '', course_id = null, capacity = null, visibility = 'open' } = input;
  if (course_id !== null) await assertSeesCourse(db, actor, course_id);
  const { rows } = await db.execute<{ id: number }>(sql`
    with founded as (
      insert into course_api_studygroup (name, description, course_id, owner_id, capacity, visibility, invite_code, member_count)
      values (${name.trim()}, ${description.trim()}, ${course_id}, ${actor.id}, ${capacity}, ${visibility}, ${newCode()}, 1)
      returning id, owner_id)
    insert into course_api_studygroupmembership (group_id, user_id, role, state)
    select id, owner_id, 'owner', 'member' from founded returning group_id as id`);
  return getGroup(db, actor, rows[0]?.id ?? 0);
}

/** Changes what is named; an owner or an administrator may. */
export async function updateGroup(db: Db, actor: Actor, id: number, patch: GroupPatch): Promise<StudyGroup> {
  await db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ member_count: number }>(
      sql`select member_count from course_api_studygroup where id = ${id} for no key update`,
    );
    await getStandingOfOwner(tx, actor, id, { orAdmin: true });
    const count = rows[0]?.member_count ?? 0;
    if (typeof patch.capacity === 'number' && patch.capacity < count)
      throw new Problem(409, 'capacity-below-members', `${count} people are in this group already.`);
    const changes = Object.entries({
      ...patch,
      ...(patch.name !== undefined && { name: patch.name.trim() }),
    }).map(([column, value]) => sql`${sql.identifier(column)} = ${value}`);
    if (changes.length > 0)
      await tx.execute(sql`update course_api_studygroup set ${sql.join(changes, sql`, `)} where id = ${id}`);
  });
  return getGroup(db, actor, id);
}

/** Ends the group and its chat for everyone; answers who was in. */
export async function deleteGroup(db: Db, actor: Actor, id: number): Promise<number[]> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select 1 from course_api_studygroup where id = ${id} for update`);
    await getStandingOfOwner(tx, actor, id, { orAdmin: true });
    const members = await groupMemberIds(tx, id);
    await tx.execute(sql`delete from course_api_studygroup where id = ${id}`);
    return members;
  });
}

/** The invitation link as it is, for the owner. */
export async function getInvitation(db: Db, actor: Actor, id: number) {
  await getStandingOfOwner(db, actor, id);
  const { rows } = await db.execute<{ invite_code: string }>(
    sql`select invite_code from course_api_studygroup where id = ${id}`,
  );
  return invitationOf(rows[0]?.invite_code ?? '');
}

/** A new link; the old one is dead from now on. */
export async function renewInvitation(db: Db, actor: Actor, id: number) {
  await getStandingOfOwner(db, actor, id);
  const code = newCode();
  await db.execute(sql`update course_api_studygroup set invite_code = ${code} where id = ${id}`);
  return invitationOf(code);
}

export const newCode = () => randomBytes(16).toString('base64url');
const invitationOf = (code: string) => ({ code, link: `/study-groups/join/${code}` });

interface Row extends Record<string, unknown> {
  id: number;
  name: string;
  description: string;
  course_id: number | null;
  code: string | null;
  title: string | null;
  owner_id: number;
  owner_name: string;
  avatar_key: string | null;
  capacity: number | null;
  visibility: Visibility;
  member_count: number;
  last_seq: number;
  created_at: string;
  active_at: string;
  role: Membership['role'] | null;
  state: Membership['state'] | null;
  last_read_seq: number;
  muted: boolean;
  unread: number | null;
  mentions_unread: number | null;
  last_sender: string | null;
  last_body: string | null;
  last_at: string | null;
}

/** Everything of a page of groups in one statement; what was said is read for members only. */
async function readGroups(db: Db, actor: Actor, which: SQL): Promise<Row[]> {
  const { rows } = await db.execute<Row>(sql`
    select g.id, g.name, g.description, g.course_id, c.code, c.title, g.owner_id, o.full_name as owner_name, o.avatar_key,
      g.capacity, g.visibility, g.member_count, g.last_seq, g.created_at, ${activeAt}::text as active_at,
      m.role, m.state, m.last_read_seq, m.muted, u.unread, u.mentions_unread,
      l.full_name as last_sender, l.body as last_body, l.created_at as last_at
    from course_api_studygroup g
    join directory_user o on o.id = g.owner_id
    left join course_api_course c on c.id = g.course_id
    left join course_api_studygroupmembership m on m.group_id = g.id and m.user_id = ${actor.id}
    left join lateral (
      select count(*)::int as unread, (count(*) filter (where ${actor.id} = any(mentions)))::int as mentions_unread from (
        select x.mentions from course_api_groupmessage x
        where x.group_id = g.id and x.seq > m.last_read_seq and x.sender_id <> ${actor.id} and x.deleted_at is null
        order by x.seq limit ${MOST_UNREAD}) x) u on m.state = 'member'
    left join lateral (
      select s.full_name, left(x.body, 400) as body, x.created_at from course_api_groupmessage x
      join directory_user s on s.id = x.sender_id
      where x.group_id = g.id and x.deleted_at is null order by x.seq desc limit 1) l on m.state = 'member'
    where ${which}`);
  return rows;
}

function groupOf(row: Row): StudyGroup {
  const { id, name, description, course_id, capacity, visibility, member_count, last_seq, role, state } = row;
  return {
    id,
    name,
    description,
    course_id,
    course: course_id === null ? null : { id: course_id, code: row.code ?? '', title: row.title ?? '' },
    owner: { id: row.owner_id, full_name: row.owner_name, avatar_url: avatarUrl(row.avatar_key) },
    capacity,
    visibility,
    member_count,
    my: role && state && { role, state, last_read_seq: row.last_read_seq, muted: row.muted },
    last_seq: state === 'member' ? last_seq : 0,
    unread: row.unread ?? 0,
    mentions_unread: row.mentions_unread ?? 0,
    last_message:
      row.last_at === null
        ? null
        : {
            sender_name: row.last_sender ?? '',
            preview: previewOf(row.last_body ?? ''),
            created_at: iso(row.last_at),
          },
    created_at: iso(row.created_at),
  };
}
