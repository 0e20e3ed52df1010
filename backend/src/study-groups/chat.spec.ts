import { afterAll, expect, test } from 'vitest';
import { as, connect, testApp } from '#test/app';
import { makeGroup, makeMessage, makeStudent, unique } from '#test/make';
import type { ChatFromServer, Message } from './contract.ts';

const app = await testApp();
afterAll(() => app.close());

type Event<T extends ChatFromServer['type']> = Extract<ChatFromServer, { type: T }>;

async function world(people = 2) {
  const [owner, ...members] = await Promise.all(
    Array.from({ length: people }, (_, n) => makeStudent(app, { full_name: `Student ${unique('n')} ${n}` })),
  );
  if (!owner || !members[0]) throw new Error('no people');
  const group = await makeGroup(app, { owner, members });
  return {
    group,
    owner,
    member: members[0],
    members,
    messages: `/api/study-groups/${group.id}/messages/`,
    ws: `/ws/study-groups/${group.id}/`,
  };
}

test('a message is heard by everybody in the group, the sender included, after it was stored', async () => {
  const { owner, member, ws, group, messages } = await world();
  const [mine, theirs] = [await connect(app, ws, owner), await connect(app, ws, member)];
  expect(await mine.next('hello')).toMatchObject({
    group_id: group.id,
    last_seq: 0,
    build: expect.any(String),
  });
  mine.send({ type: 'message', body: 'Who has the notes of week 3?', client_id: 'a1' });
  const confirmed = await mine.next<Event<'message'>>('message');
  const heard = await theirs.next<Event<'message'>>('message');
  expect(heard).toEqual(confirmed);
  expect(heard.message).toMatchObject({
    group_id: group.id,
    seq: 1,
    changed_seq: 1,
    client_id: 'a1',
    sender: { id: owner.id, full_name: owner.full_name, avatar_url: null },
    body: 'Who has the notes of week 3?',
    reply_to: null,
    attachments: [],
    reactions: [],
    edited_at: null,
    deleted_at: null,
  });
  const page = await as(app, member).get(messages);
  expect(page.body).toEqual({ items: [heard.message], last_seq: 1 });
});

test('a message posted over REST answers 201, and 200 with the same message when it is sent again', async () => {
  const { owner, member, messages, ws } = await world();
  const theirs = await connect(app, ws, member);
  const first = await as(app, owner).post(messages, { body: 'Once', client_id: 'x' });
  const again = await as(app, owner).post(messages, { body: 'Once', client_id: 'x' });
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual(first.body);
  await as(app, owner).post(messages, { body: 'Next' });
  await theirs.next<Event<'message'>>('message', ({ message }) => message.body === 'Next');
  expect(theirs.received.filter((event) => event['type'] === 'message')).toHaveLength(2);
});

test('the same message sent twenty times at once is one row with one number, and everybody gets the same answer', async () => {
  const { owner, messages } = await world();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => as(app, owner).post(messages, { body: 'Once', client_id: 'same' })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
  const { body } = await as(app, owner).get(messages);
  expect(body).toMatchObject({ last_seq: 1, items: [{ seq: 1 }] });
  expect(body.items).toHaveLength(1);
});

test('two hundred messages at once, refused and repeated ones among them, are numbered without a gap', async () => {
  const { members, owner, messages } = await world(6);
  const stranger = await makeStudent(app);
  const posts = Array.from({ length: 200 }, (_, n) => {
    const sender = n % 10 === 9 ? stranger : ([owner, ...members][n % 6] ?? owner);
    const body = n % 7 === 0 ? '   ' : `message ${n}`;
    return as(app, sender).post(messages, { body, client_id: n % 5 === 0 ? `again-${n % 25}` : `c${n}` });
  });
  const answers = await Promise.all(posts);
  const stored = answers.filter(({ status }) => status === 201);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 201, 400, 403]));
  const { body } = await as(app, owner).get(`${messages}?limit=200`);
  expect(body.items.map((one: Message) => one.seq)).toEqual(stored.map((_, index) => index + 1));
  expect(body.last_seq).toBe(stored.length);
});

test('the missed comes first, edits, deletions and reactions included, then what is live', async () => {
  const { owner, member, group, messages, ws } = await world();
  for (const body of ['one', 'two', 'three', 'four']) await makeMessage(app, group, owner, body);
  const mine = await connect(app, ws, owner);
  const items: Message[] = (await as(app, owner).get(messages)).body.items;
  const ids = items.map((one) => one.id);
  mine.send({ type: 'edit', id: ids[0], body: 'one, corrected' });
  await mine.next('edited');
  mine.send({ type: 'delete', id: ids[1] });
  await mine.next('deleted');
  mine.send({ type: 'react', id: ids[2], emoji: '👍', on: true });
  await mine.next('reacted');
  await makeMessage(app, group, owner, 'five');

  const theirs = await connect(app, `${ws}?after=4`, member);
  await as(app, owner).post(messages, { body: 'six' });
  await theirs.next<Event<'message'>>('message', ({ message }) => message.body === 'six');
  const numbered = theirs.received.filter((event) => !['hello', 'presence'].includes(String(event['type'])));
  expect(theirs.received[0]).toMatchObject({ type: 'hello', last_seq: 8 });
  expect(numbered).toMatchObject([
    {
      type: 'edited',
      message: { id: ids[0], changed_seq: 5, body: 'one, corrected', edited_at: expect.any(String) },
    },
    { type: 'deleted', id: ids[1], seq: 6 },
    {
      type: 'edited',
      message: { id: ids[2], changed_seq: 7, reactions: [{ emoji: '👍', user_ids: [owner.id] }] },
    },
    { type: 'message', message: { body: 'five', seq: 8 } },
    { type: 'message', message: { body: 'six', seq: 9 } },
  ]);
  const missed = await as(app, member).get(`${messages}?after=4`);
  expect(missed.body.items.map((one: Message) => one.changed_seq)).toEqual([5, 6, 7, 8, 9]);
});

test('a socket is refused before it opens: 401 without a token, 403 for who is not a member or for no such group', async () => {
  const { ws } = await world();
  const stranger = await makeStudent(app);
  await expect(connect(app, ws)).rejects.toThrow('401');
  await expect(connect(app, `${ws}?token=nonsense`)).rejects.toThrow('401');
  await expect(connect(app, ws, stranger)).rejects.toThrow('403');
  await expect(connect(app, '/ws/study-groups/999999/', stranger)).rejects.toThrow('403');
});
