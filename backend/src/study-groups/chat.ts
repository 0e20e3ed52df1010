import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { forbidden, invalidField, notFound, Problem } from '#platform/problem';
import type { Message, MessageInput, NumberedFromServer } from './contract.ts';
import { findMessage, iso, previewOf } from './history.ts';
import { findMentioned } from './mentions.ts';
import type { Draft } from './posting.ts';
import { getStandingOfMember } from './standing.ts';

const MAX_BODY = 8_000;
const MAX_CLIENT_ID = 64;

/** A change of the history that everybody hears; `is_new` false when it was so already and took no number. */
export interface Changed {
  event: NumberedFromServer;
  seq: number;
  is_new: boolean;
}

/** Reads a message: 400 in words for what cannot be posted. Whether the sender may is decided when it is stored. */
export async function readDraft(db: Db, actor: Actor, groupId: number, input: MessageInput): Promise<Draft> {
  const { body, client_id = randomUUID(), reply_to = null, attachment_ids = [] } = input;
  assertBody(body);
  if (client_id.length < 1 || client_id.length > MAX_CLIENT_ID)
    throw invalidField('/client_id', `The client id has 1 to ${MAX_CLIENT_ID} characters.`);
  if (attachment_ids.length > 0)
    throw invalidField('/attachment_ids', 'An attached file is not known here. Upload it again.');
  return {
    group_id: groupId,
    sender: actor,
    client_id,
    body,
    reply_to,
    quoted: reply_to === null ? null : await getQuoted(db, actor, groupId, reply_to),
    mentions: body.includes('@') ? await findMentioned(db, groupId, body) : [],
  };
}

function assertBody(body: string) {
  if (body.trim() === '') throw invalidField('/body', 'The message is empty.');
  if (body.length > MAX_BODY && [...body].length > MAX_BODY)
    throw invalidField('/body', `The message is longer than ${MAX_BODY} characters. Send it in parts.`);
}

async function getQuoted(db: Db, actor: Actor, groupId: number, id: number): Promise<Message['quoted']> {
  await getStandingOfMember(db, actor, groupId);
  const message = await findMessage(db, groupId, id);
  if (!message) throw invalidField('/reply_to', 'The message that this answers is not in this study group.');
  return { id, seq: message.seq, sender: message.sender, preview: previewOf(message.body) };
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
