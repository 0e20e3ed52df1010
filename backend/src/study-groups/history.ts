import { sql, type SQL } from 'drizzle-orm';
import { avatarUrl } from '#directory/public';
import type { Db } from '#platform/db';
import { Problem } from '#platform/problem';
import {
  MOST_AT_ONCE,
  type History,
  type HistoryQuery,
  type Message,
  type NumberedFromServer,
} from './contract.ts';
import { getStandingOfMember, type Asking } from './standing.ts';

const DEFAULT_LIMIT = 50;
const PREVIEW = 140;

/** One page of a group's history for a member, oldest first. */
export async function readHistory(
  db: Db,
  actor: Asking,
  groupId: number,
  query: HistoryQuery,
): Promise<History> {
  // The number is read before the messages: what a client then has is at least as new as `last_seq` says.
  const { last_seq } = await getStandingOfMember(db, actor, groupId);
  return { items: await readPage(db, groupId, query), last_seq };
}

async function readPage(db: Db, groupId: number, query: HistoryQuery): Promise<Message[]> {
  const { before, after, around } = query;
  const limit = Math.min(query.limit ?? DEFAULT_LIMIT, MOST_AT_ONCE);
  if ([before, after, around].filter((one) => one !== undefined).length > 1)
    throw new Problem(400, 'validation', 'Ask for before, after or around, one at a time.');
  if (after !== undefined) return changesAfter(db, groupId, after, limit);
  if (around === undefined) return (await newestBefore(db, groupId, before, limit)).reverse();
  const older = Math.ceil(limit / 2);
  const [up, down] = [
    await newestBefore(db, groupId, around + 1, older),
    await readMessages(
      db,
      sql`m.group_id = ${groupId} and m.seq > ${around} order by m.seq limit ${limit - older}`,
    ),
  ];
  return [...up.reverse(), ...down];
}

const newestBefore = (db: Db, groupId: number, before: number | undefined, limit: number) =>
  readMessages(
    db,
    sql`m.group_id = ${groupId} ${before === undefined ? sql`` : sql`and m.seq < ${before}`} order by m.seq desc limit ${limit}`,
  );

/** What changed since a number, each message once and in its newest form, by `changed_seq`. */
export const changesAfter = (db: Db, groupId: number, after: number, limit: number): Promise<Message[]> =>
  readMessages(
    db,
    sql`m.group_id = ${groupId} and m.changed_seq > ${after} order by m.changed_seq limit ${limit}`,
  );

/** Makes of messages read back the events that bring a client forward that has everything up to `after`. */
export function asEvents(after: number) {
  const told = new Set<number>();
  return (message: Message): NumberedFromServer => {
    const { id, seq, changed_seq, deleted_at } = message;
    const isKnown = seq <= after || told.has(id);
    told.add(id);
    if (!isKnown) return { type: 'message', message };
    return deleted_at ? { type: 'deleted', id, seq: changed_seq, deleted_at } : { type: 'edited', message };
  };
}

export async function findMessage(db: Db, groupId: number, id: number): Promise<Message | undefined> {
  const [message] = await readMessages(db, sql`m.id = ${id} and m.group_id = ${groupId}`);
  return message;
}

export async function findByClientId(
  db: Db,
  groupId: number,
  senderId: number,
  clientId: string,
): Promise<Message | undefined> {
  const [message] = await readMessages(
    db,
    sql`m.group_id = ${groupId} and m.sender_id = ${senderId} and m.client_id = ${clientId}`,
  );
  return message;
}

interface Row extends Record<string, unknown> {
  id: number;
  group_id: number;
  seq: number;
  changed_seq: number;
  client_id: string;
  sender_id: number;
  full_name: string;
  avatar_key: string | null;
  body: string;
  reply_to: number | null;
  quoted: {
    id: number;
    seq: number;
    sender_id: number;
    full_name: string;
    avatar_key: string | null;
    body: string;
  } | null;
  attachments: unknown[];
  reactions: Message['reactions'] | null;
  mentions: Message['mentions'] | null;
  created_at: string;
  edited_at: string | null;
  deleted_at: string | null;
}

async function readMessages(db: Db, which: SQL): Promise<Message[]> {
  const { rows } = await db.execute<Row>(sql`
    select m.id, m.group_id, m.seq, m.changed_seq, m.client_id, m.sender_id, u.full_name, u.avatar_key, m.body, m.reply_to,
      m.attachments, m.created_at, m.edited_at, m.deleted_at,
      case when m.reply_to is not null then (
        select json_build_object('id', q.id, 'seq', q.seq, 'sender_id', q.sender_id, 'full_name', w.full_name,
          'avatar_key', w.avatar_key, 'body', left(q.body, ${PREVIEW + 1}))
        from course_api_groupmessage q join directory_user w on w.id = q.sender_id where q.id = m.reply_to) end as quoted,
      (select json_agg(json_build_object('emoji', r.emoji, 'user_ids', r.user_ids) order by r.first, r.emoji)
        from (select emoji, json_agg(user_id order by created_at, user_id) as user_ids, min(created_at) as first
          from course_api_messagereaction where message_id = m.id group by emoji) r) as reactions,
      case when m.mentions <> '{}' then (
        select json_agg(json_build_object('id', p.id, 'full_name', p.full_name) order by p.id)
        from directory_user p where p.id = any(m.mentions)) end as mentions
    from course_api_groupmessage m join directory_user u on u.id = m.sender_id
    where ${which}`);
  return rows.map(messageOf);
}

function messageOf(row: Row): Message {
  const { full_name, avatar_key, sender_id, quoted, ...rest } = row;
  return {
    ...rest,
    sender: { id: sender_id, full_name, avatar_url: avatarUrl(avatar_key) },
    quoted: quoted && {
      id: quoted.id,
      seq: quoted.seq,
      sender: { id: quoted.sender_id, full_name: quoted.full_name, avatar_url: avatarUrl(quoted.avatar_key) },
      preview: previewOf(quoted.body),
    },
    reactions: row.reactions ?? [],
    mentions: row.mentions ?? [],
    created_at: iso(row.created_at),
    edited_at: row.edited_at && iso(row.edited_at),
    deleted_at: row.deleted_at && iso(row.deleted_at),
  };
}

/** Raw SQL answers PostgreSQL's own spelling of an instant. */
export const iso = (value: string) => new Date(value).toISOString();

/** The beginning of a message on one line. */
export function previewOf(body: string): string {
  const line = body
    .slice(0, PREVIEW * 2)
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length > PREVIEW ? `${characters.slice(0, PREVIEW - 1).join('')}…` : line;
}
