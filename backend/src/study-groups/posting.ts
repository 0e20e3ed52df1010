import { sql } from 'drizzle-orm';
import { avatarUrl } from '#directory/public';
import { notify, type NotificationRow } from '#notifications/public';
import type { Db } from '#platform/db';
import { databaseError, notFound } from '#platform/problem';
import type { Message } from './contract.ts';
import { findByClientId, iso, previewOf } from './history.ts';
import { getStandingOfMember, type Asking } from './standing.ts';

/** A message that was read and understood, ready to be stored. */
export interface Draft {
  group_id: number;
  sender: Asking & { full_name: string };
  client_id: string;
  body: string;
  reply_to: number | null;
  quoted: Message['quoted'];
  mentions: Message['mentions'];
}
export interface Posted {
  message: Message;
  /** False when the same `client_id` was posted before: only the sender is told again. */
  is_new: boolean;
  notified: NotificationRow[];
}

/** Transactions under way at a time; no group is in two of them, so one sender's messages keep their order. */
const MAX_BATCHES = 2;
const MAX_BATCH = 200;

interface Waiting {
  draft: Draft;
  resolve(posted: Posted): void;
  reject(error: unknown): void;
}

export type Posting = ReturnType<typeof openPosting>;

/**
 * Stores messages exactly once, numbered without gaps. What arrives while a commit is under way goes into the next
 * transaction together; each is answered after the commit that holds it.
 */
export function openPosting(db: Db) {
  const queues = new Map<number, Waiting[]>();
  const busy = new Set<number>();
  let batches = 0;
  let scheduled = false;

  function pump() {
    scheduled = false;
    while (batches < MAX_BATCHES) {
      const batch = takeBatch(queues, busy);
      if (batch.length === 0) return;
      const groups = new Set(batch.map(({ draft }) => draft.group_id));
      for (const groupId of groups) busy.add(groupId);
      batches += 1;
      void store(db, batch).finally(() => {
        for (const groupId of groups) busy.delete(groupId);
        batches -= 1;
        pump();
      });
    }
  }

  return (draft: Draft): Promise<Posted> =>
    new Promise((resolve, reject) => {
      const queue = queues.get(draft.group_id) ?? [];
      queues.set(draft.group_id, queue);
      queue.push({ draft, resolve, reject });
      // Everything that this turn of the event loop reads from the sockets goes together.
      if (!scheduled) setImmediate(pump);
      scheduled = true;
    });
}

/** The next messages of groups that are not under way; the same message twice is never in one batch. */
function takeBatch(queues: Map<number, Waiting[]>, busy: ReadonlySet<number>): Waiting[] {
  const batch: Waiting[] = [];
  for (const [groupId, queue] of queues) {
    if (busy.has(groupId)) continue;
    const keys = new Set<string>();
    let count = 0;
    for (const { draft } of queue) {
      const key = `${draft.sender.id} ${draft.client_id}`;
      if (keys.has(key) || batch.length + count === MAX_BATCH) break;
      keys.add(key);
      count += 1;
    }
    batch.push(...queue.splice(0, count));
    if (queue.length === 0) queues.delete(groupId);
    if (batch.length === MAX_BATCH) break;
  }
  return batch;
}

/** Answers every message of the batch; one that the database refuses fails alone. */
async function store(db: Db, batch: Waiting[]): Promise<void> {
  try {
    const stored = await write(
      db,
      batch.map(({ draft }) => draft),
    );
    for (const [index, waiting] of batch.entries()) {
      const posted = stored[index];
      if (posted) waiting.resolve(posted);
      else alreadyPosted(db, waiting.draft).then(waiting.resolve, waiting.reject);
    }
  } catch (error) {
    if (batch.length > 1 && isAboutOne(error)) {
      for (const waiting of batch) await store(db, [waiting]);
      return;
    }
    for (const { draft, resolve, reject } of batch)
      // Two of the same at once, on two instances: the loser was rolled back whole, its number included.
      if (databaseError(error)?.constraint === 'course_api_groupmessage_once')
        alreadyPosted(db, draft).then(resolve, reject);
      else reject(error);
  }
}

/** Broken constraints and unreadable values, unlike a lost connection, a timeout or a deadlock. */
const isAboutOne = (error: unknown) => /^(22|23)/.test(databaseError(error)?.code ?? '');

/** What was stored of each draft; undefined when its sender is not a member or it was there before. */
async function write(db: Db, drafts: Draft[]): Promise<(Posted | undefined)[]> {
  const notifies = drafts.some(({ mentions, sender }) => mentions.some((one) => one.id !== sender.id));
  if (!notifies) return insert(db, drafts);
  return db.transaction(async (tx) => {
    const stored = await insert(tx, drafts);
    for (const posted of stored) if (posted) posted.notified = await notifyMentioned(tx, posted.message);
    return stored;
  });
}

interface Row extends Record<string, unknown> {
  id: number;
  place: number;
  seq: number;
  created_at: string;
  avatar_key: string | null;
}

/**
 * Memberships, numbers and rows in one statement. The groups' row locks, taken in the order of the ids, make numbers
 * come in the order of the commits; a violated `unique (group, sender, client_id)` undoes the numbers with everything else.
 */
async function insert(db: Db, drafts: Draft[]): Promise<(Posted | undefined)[]> {
  const column = (read: (draft: Draft) => unknown) => sql.param(drafts.map(read));
  const { rows } = await db.execute<Row>(sql`
    with input as (
      select * from unnest(${column((one) => one.group_id)}::bigint[], ${column((one) => one.sender.id)}::bigint[],
        ${column((one) => one.client_id)}::text[], ${column((one) => one.body)}::text[], ${column((one) => one.reply_to)}::bigint[],
        ${column((one) => `{${one.mentions.map(({ id }) => id).join(',')}}`)}::text[])
        with ordinality as i (group_id, sender_id, client_id, body, reply_to, mentions, place)),
    held as (
      select id from course_api_studygroup where id in (select group_id from input) order by id for no key update),
    fresh as (
      select i.*, u.avatar_key, row_number() over (partition by i.group_id order by i.place) as nth
      from input i
      join course_api_studygroupmembership m on m.group_id = i.group_id and m.user_id = i.sender_id and m.state = 'member'
      join directory_user u on u.id = i.sender_id
      where not exists (select 1 from course_api_groupmessage x
        where x.group_id = i.group_id and x.sender_id = i.sender_id and x.client_id = i.client_id)),
    numbered as (
      update course_api_studygroup g set last_seq = g.last_seq + c.count, last_message_at = now()
      from held h join (select group_id, count(*) from fresh group by group_id) c on c.group_id = h.id
      where g.id = h.id returning g.id, g.last_seq - c.count as before),
    posted as (
      insert into course_api_groupmessage (group_id, seq, changed_seq, client_id, sender_id, body, reply_to, mentions, created_at)
      select f.group_id, n.before + f.nth, n.before + f.nth, f.client_id, f.sender_id, f.body, f.reply_to, f.mentions::bigint[],
        clock_timestamp()
      from fresh f join numbered n on n.id = f.group_id
      returning id, group_id, sender_id, client_id, seq, created_at)
    select p.id, f.place, p.seq, p.created_at, f.avatar_key
    from posted p join fresh f using (group_id, sender_id, client_id)`);
  const stored = drafts.map((): Posted | undefined => undefined);
  for (const row of rows) {
    const draft = drafts[row.place - 1];
    if (draft) stored[row.place - 1] = { message: messageOf(draft, row), is_new: true, notified: [] };
  }
  return stored;
}

function messageOf(draft: Draft, row: Row): Message {
  const { sender, group_id, client_id, body, reply_to, quoted, mentions } = draft;
  return {
    id: row.id,
    group_id,
    seq: row.seq,
    changed_seq: row.seq,
    client_id,
    sender: { id: sender.id, full_name: sender.full_name, avatar_url: avatarUrl(row.avatar_key) },
    body,
    reply_to,
    quoted,
    attachments: [],
    reactions: [],
    mentions,
    created_at: iso(row.created_at),
    edited_at: null,
    deleted_at: null,
  };
}

/** Those who are named and have not muted the group. */
async function notifyMentioned(db: Db, message: Message): Promise<NotificationRow[]> {
  const named = message.mentions.map((one) => one.id).filter((id) => id !== message.sender.id);
  if (named.length === 0) return [];
  const { rows } = await db.execute<{ user_id: number; name: string }>(sql`
    select m.user_id, g.name from course_api_studygroupmembership m join course_api_studygroup g on g.id = m.group_id
    where m.group_id = ${message.group_id} and m.state = 'member' and not m.muted and m.user_id in ${named}`);
  return notify(
    db,
    rows.map((row) => row.user_id),
    {
      kind: 'mention',
      title: `${message.sender.full_name} mentioned you in ${rows[0]?.name ?? 'a study group'}`,
      body: previewOf(message.body),
      link: `/study-groups/${message.group_id}`,
    },
  );
}

/** The first result of a repeated message, for its sender; 403 or 404 when the sender is not in. */
async function alreadyPosted(db: Db, draft: Draft): Promise<Posted> {
  await getStandingOfMember(db, draft.sender, draft.group_id);
  const message = await findByClientId(db, draft.group_id, draft.sender.id, draft.client_id);
  if (!message) throw notFound('This study group');
  return { message, is_new: false, notified: [] };
}
