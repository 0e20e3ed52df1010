import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { avatarUrl } from '#directory/public';
import { notify, type NotificationRow } from '#notifications/public';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { databaseError, forbidden, invalidField, notFound, Problem } from '#platform/problem';
import type { Message, MessageInput, NumberedFromServer } from './contract.ts';
import { findByClientId, findMessage, iso, previewOf } from './history.ts';
import { findMentioned } from './mentions.ts';
import { getStandingOfMember } from './standing.ts';

const MAX_BODY = 8_000;
const MAX_CLIENT_ID = 64;

export interface Posted {
  message: Message;
  /** False when the same `client_id` was posted before: only the sender is told again. */
  is_new: boolean;
  notified: NotificationRow[];
}
/** A change of the history that everybody hears; `is_new` false when it was so already and took no number. */
export interface Changed {
  event: NumberedFromServer;
  seq: number;
  is_new: boolean;
}

/**
 * Posts a message exactly once: the same `client_id` of the same sender answers the first result, also when both arrive
 * at the same instant. When this returns, the message is committed; only then may anybody be told.
 */
export async function postMessage(
  db: Db,
  actor: Actor,
  groupId: number,
  input: MessageInput,
): Promise<Posted> {
  const draft = readDraft(input);
  const quoted = draft.reply_to === null ? null : await getQuoted(db, groupId, draft.reply_to);
  const mentions = await findMentioned(db, groupId, draft.body);
  const others = mentions.map((one) => one.id).filter((id) => id !== actor.id);
  try {
    const { posted, notified } = await write(db, actor, groupId, draft, others, mentions);
    if (!posted) return await alreadyPosted(db, actor, groupId, draft.client_id);
    const message: Message = {
      id: posted.id,
      group_id: groupId,
      seq: posted.seq,
      changed_seq: posted.seq,
      client_id: draft.client_id,
      sender: { id: actor.id, full_name: posted.full_name, avatar_url: avatarUrl(posted.avatar_key) },
      body: draft.body,
      reply_to: draft.reply_to,
      quoted,
      attachments: [],
      reactions: [],
      mentions,
      created_at: iso(posted.created_at),
      edited_at: null,
      deleted_at: null,
    };
    return { message, is_new: true, notified };
  } catch (error) {
    // Two of the same at once: the loser is rolled back whole, its number included.
    if (databaseError(error)?.constraint !== 'course_api_groupmessage_once') throw error;
    return alreadyPosted(db, actor, groupId, draft.client_id);
  }
}

interface Draft {
  body: string;
  client_id: string;
  reply_to: number | null;
}
function readDraft(input: MessageInput): Draft {
  const { body, client_id = randomUUID(), reply_to = null, attachment_ids = [] } = input;
  assertBody(body);
  if (client_id.length < 1 || client_id.length > MAX_CLIENT_ID)
    throw invalidField('/client_id', `The client id has 1 to ${MAX_CLIENT_ID} characters.`);
  if (attachment_ids.length > 0)
    throw invalidField('/attachment_ids', 'An attached file is not known here. Upload it again.');
  return { body, client_id, reply_to };
}

function assertBody(body: string) {
  if (body.trim() === '') throw invalidField('/body', 'The message is empty.');
  if (body.length > MAX_BODY && [...body].length > MAX_BODY)
    throw invalidField('/body', `The message is longer than ${MAX_BODY} characters. Send it in parts.`);
}

async function getQuoted(db: Db, groupId: number, id: number): Promise<Message['quoted']> {
  const message = await findMessage(db, groupId, id);
  if (!message) throw invalidField('/reply_to', 'The message that this answers is not in this study group.');
  return { id, seq: message.seq, sender: message.sender, preview: previewOf(message.body) };
}

interface PostedRow extends Record<string, unknown> {
  id: number;
  seq: number;
  full_name: string;
  avatar_key: string | null;
  created_at: string;
}

/** Message and notifications of those it names in one transaction; the usual message is a single statement. */
async function write(
  db: Db,
  actor: Actor,
  groupId: number,
  draft: Draft,
  notifies: number[],
  mentions: Message['mentions'],
) {
  const ids = mentions.map((one) => one.id);
  if (notifies.length === 0) return { posted: await insert(db, actor, groupId, draft, ids), notified: [] };
  return db.transaction(async (tx) => {
    const posted = await insert(tx, actor, groupId, draft, ids);
    return { posted, notified: posted ? await notifyMentioned(tx, actor, groupId, draft, notifies) : [] };
  });
}

/**
 * Membership, number and row in one statement. The group's row lock makes the numbers come in the order of the commits;
 * a violated `unique (group, sender, client_id)` undoes the number with everything else. No row: not a member, or seen.
 */
async function insert(db: Db, actor: Actor, groupId: number, draft: Draft, mentions: number[]) {
  const { rows } = await db.execute<PostedRow>(sql`
    with numbered as (
      update course_api_studygroup set last_seq = last_seq + 1, last_message_at = now()
      where id = ${groupId}
        and exists (select 1 from course_api_studygroupmembership
          where group_id = ${groupId} and user_id = ${actor.id} and state = 'member')
        and not exists (select 1 from course_api_groupmessage
          where group_id = ${groupId} and sender_id = ${actor.id} and client_id = ${draft.client_id})
      returning last_seq),
    posted as (
      insert into course_api_groupmessage (group_id, seq, changed_seq, client_id, sender_id, body, reply_to, mentions, created_at)
      select ${groupId}, last_seq, last_seq, ${draft.client_id}, ${actor.id}::bigint, ${draft.body}, ${draft.reply_to}::bigint,
        ${`{${mentions.join(',')}}`}::bigint[], clock_timestamp()
      from numbered returning id, seq, sender_id, created_at)
    select posted.id, posted.seq, posted.created_at, u.full_name, u.avatar_key
    from posted join directory_user u on u.id = posted.sender_id`);
  return rows[0];
}

async function notifyMentioned(db: Db, actor: Actor, groupId: number, draft: Draft, people: number[]) {
  const { rows } = await db.execute<{ user_id: number; name: string }>(sql`
    select m.user_id, g.name from course_api_studygroupmembership m join course_api_studygroup g on g.id = m.group_id
    where m.group_id = ${groupId} and not m.muted and m.user_id in ${people}`);
  return notify(
    db,
    rows.map((row) => row.user_id),
    {
      kind: 'mention',
      title: `${actor.full_name} mentioned you in ${rows[0]?.name ?? 'a study group'}`,
      body: previewOf(draft.body),
      link: `/study-groups/${groupId}`,
    },
  );
}

async function alreadyPosted(db: Db, actor: Actor, groupId: number, clientId: string): Promise<Posted> {
  await getStandingOfMember(db, actor, groupId);
  const message = await findByClientId(db, groupId, actor.id, clientId);
  if (!message) throw notFound('This study group');
  return { message, is_new: false, notified: [] };
}

/** Changes the text of one's own message. */
export async function editMessage(
  db: Db,
  actor: Actor,
  groupId: number,
  input: { id: number; body: string },
): Promise<Changed> {
  assertBody(input.body);
  const mentions = await findMentioned(db, groupId, input.body);
  return change(db, actor, groupId, input.id, async (tx, before, nextSeq) => {
    if (before.sender.id !== actor.id) throw forbidden('Only the sender can change a message.');
    assertThere(before);
    if (before.body === input.body) return { event: { type: 'edited', message: before } };
    await tx.execute(sql`
      update course_api_groupmessage set body = ${input.body}, edited_at = now(), changed_seq = ${await nextSeq()},
        mentions = ${`{${mentions.map((one) => one.id).join(',')}}`}::bigint[]
      where id = ${input.id}`);
    return { event: { type: 'edited', message: await reread(tx, groupId, input.id) } };
  });
}

/** Takes a message back: one's own, or any as the owner of the group. Its text and reactions are gone for good. */
export async function deleteMessage(db: Db, actor: Actor, groupId: number, id: number): Promise<Changed> {
  return change(db, actor, groupId, id, async (tx, before, nextSeq, isOwner) => {
    if (before.sender.id !== actor.id && !isOwner)
      throw forbidden('Only the sender or the owner of the group can delete a message.');
    if (before.deleted_at)
      return { event: { type: 'deleted', id, seq: before.changed_seq, deleted_at: before.deleted_at } };
    const seq = await nextSeq();
    await tx.execute(sql`delete from course_api_messagereaction where message_id = ${id}`);
    const { rows } = await tx.execute<{ deleted_at: string }>(sql`
      update course_api_groupmessage
      set body = '', attachments = '[]', mentions = '{}', deleted_at = now(), changed_seq = ${seq}
      where id = ${id} returning deleted_at`);
    const deleted_at = iso(rows[0]?.deleted_at ?? '');
    return { event: { type: 'deleted', id, seq, deleted_at } };
  });
}

/** Sets or takes back one reaction; saying the same twice changes nothing. */
export async function react(
  db: Db,
  actor: Actor,
  groupId: number,
  input: { id: number; emoji: string; on: boolean },
): Promise<Changed> {
  const { id, emoji, on } = input;
  if (!/^\p{RGI_Emoji}$/v.test(emoji)) throw invalidField('/emoji', 'A reaction is a single emoji.');
  return change(db, actor, groupId, id, async (tx, before, nextSeq) => {
    assertThere(before);
    const { rowCount } = await tx.execute(
      on
        ? sql`insert into course_api_messagereaction (message_id, user_id, emoji) values (${id}, ${actor.id}, ${emoji}) on conflict do nothing`
        : sql`delete from course_api_messagereaction where message_id = ${id} and user_id = ${actor.id} and emoji = ${emoji}`,
    );
    const told = { type: 'reacted' as const, id, user_id: actor.id, emoji, on };
    if (!rowCount) return { event: { ...told, seq: before.changed_seq, reactions: before.reactions } };
    const seq = await nextSeq();
    await tx.execute(sql`update course_api_groupmessage set changed_seq = ${seq} where id = ${id}`);
    return { event: { ...told, seq, reactions: (await reread(tx, groupId, id)).reactions } };
  });
}

function assertThere(message: Message) {
  if (message.deleted_at) throw new Problem(409, 'message-deleted', 'This message was deleted.');
}

type Write = (
  tx: Db,
  before: Message,
  nextSeq: () => Promise<number>,
  isOwner: boolean,
) => Promise<{ event: NumberedFromServer }>;

/** Holds the group's row lock while a message is looked at and changed, so that numbers follow the commits. */
async function change(db: Db, actor: Actor, groupId: number, id: number, write: Write): Promise<Changed> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select 1 from course_api_studygroup where id = ${groupId} for no key update`);
    const group = await getStandingOfMember(tx, actor, groupId);
    const before = await findMessage(tx, groupId, id);
    if (!before) throw notFound('This message');
    let seq = before.changed_seq;
    const nextSeq = async () => (seq = await takeNumber(tx, groupId));
    const { event } = await write(tx, before, nextSeq, group.owner_id === actor.id);
    return { event, seq, is_new: seq !== before.changed_seq };
  });
}

async function takeNumber(tx: Db, groupId: number): Promise<number> {
  const { rows } = await tx.execute<{ last_seq: number }>(
    sql`update course_api_studygroup set last_seq = last_seq + 1 where id = ${groupId} returning last_seq`,
  );
  if (!rows[0]) throw notFound('This study group');
  return rows[0].last_seq;
}

async function reread(tx: Db, groupId: number, id: number): Promise<Message> {
  const message = await findMessage(tx, groupId, id);
  if (!message) throw notFound('This message');
  return message;
}
