import { sql, type SQLWrapper } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import type { Db } from '#platform/db';
import { as, testApp } from '#test/app';
import { makeChat } from '#test/chat';
import { makeMessage, makeStudent } from '#test/make';
import type { Message } from './contract.ts';
import { listGroups } from './groups.ts';
import { readHistory } from './history.ts';
import { markRead } from './members.ts';
import { countUnread } from './public.ts';

const app = await testApp();
afterAll(() => app.close());

const seqs = (answer: { body: { items: Message[] } }) => answer.body.items.map((one) => one.seq);

test('every page is oldest first, whichever way it was asked for', async () => {
  const { owner, member, group, messages } = await makeChat(app);
  for (let n = 0; n < 12; n += 1) await makeMessage(app, group, owner, `line ${n}`);
  const read = (query: string) => as(app, member).get(messages + query);
  expect(seqs(await read('?limit=3'))).toEqual([10, 11, 12]);
  expect(seqs(await read('?limit=3&before=10'))).toEqual([7, 8, 9]);
  expect(seqs(await read('?limit=3&before=2'))).toEqual([1]);
  expect(seqs(await read('?limit=3&after=4'))).toEqual([5, 6, 7]);
  expect(seqs(await read('?limit=4&around=6'))).toEqual([5, 6, 7, 8]);
  expect(seqs(await read('?limit=1000'))).toHaveLength(12);
  expect((await read('?before=3&after=1')).status).toBe(400);
  expect((await read('?limit=0')).status).toBe(400);
  expect((await read('?after=12')).body).toEqual({ items: [], last_seq: 12 });
});

test('a page has at most two hundred messages', async () => {
  const { owner, group, messages } = await makeChat(app);
  await Promise.all(Array.from({ length: 205 }, () => makeMessage(app, group, owner)));
  expect(seqs(await as(app, owner).get(`${messages}?limit=1000`))).toHaveLength(200);
});

test('strangers read nothing, and an unknown group is as unknown as one that is not theirs', async () => {
  const { messages } = await makeChat(app);
  const stranger = await makeStudent(app);
  expect((await as(app).get(messages)).status).toBe(401);
  expect((await as(app, stranger).get(messages)).status).toBe(403);
  expect((await as(app, stranger).get('/api/study-groups/999999/messages/')).status).toBe(404);
});

test('no query of the chat reads through a whole table', async () => {
  const { owner, member, group } = await makeChat(app);
  await makeMessage(app, group, owner);
  const actor = { ...member, session_id: 'test' };
  const plans: string[] = [];
  await app.db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    const db = explaining(tx, plans);
    for (const query of [{}, { before: 5 }, { after: 0 }, { around: 1 }])
      await readHistory(db, actor, group.id, query);
    await listGroups(db, actor, {});
    await countUnread(db, member.id);
    await markRead(db, member, group.id, 1);
  });
  expect(plans.length).toBeGreaterThan(10);
  for (const plan of plans)
    expect(plan).not.toMatch(/Seq Scan[^}]*course_api_(groupmessage|messagereaction|studygroupmembership)"/);
});

/** The same database, noting the plan of each statement. */
const explaining = (db: Db, plans: string[]): Db =>
  new Proxy(db, {
    get: (target, key) =>
      key === 'execute'
        ? async (query: SQLWrapper) => {
            plans.push(JSON.stringify((await target.execute(sql`explain (format json) ${query}`)).rows));
            return target.execute(query);
          }
        : Reflect.get(target, key),
  });
