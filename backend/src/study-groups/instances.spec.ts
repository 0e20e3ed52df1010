import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { as, connect, openTestDatabase, testApp } from '#test/app';
import { makeChat, type ChatEvent } from '#test/chat';
import { makeAdmin, makeLecturer, makeMessage, makeStudent } from '#test/make';
import type { Message } from './contract.ts';

/** Without Redis the two share only the database, as when Redis is away. */
const withRedis = test.runIf(process.env['REDIS_URL']);

const within5s = <T>(promise: Promise<T>) =>
  Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 5_000, 'after 5 s'))]);

const database = await openTestDatabase();
const [one, two] = [await testApp({}, database), await testApp({}, database)];
afterAll(async () => {
  await one.close();
  await two.close();
  await database.close();
});

test('what is said on one instance is heard on the other within 3 s, each once and in order', async () => {
  const { owner, member, ws, messages } = await makeChat(one);
  const theirs = await connect(two, ws, member);
  const mine = await connect(one, ws, owner);
  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      as(n % 2 ? one : two, n % 3 ? owner : member).post(messages, { body: `line ${n}` }),
    ),
  );
  for (const socket of [mine, theirs]) {
    await socket.next<ChatEvent<'message'>>('message', ({ message }) => message.seq === 40);
    const heard = socket.received.filter((event) => event['type'] === 'message');
    expect(heard.map((event) => (event as ChatEvent<'message'>).message.seq)).toEqual(
      Array.from({ length: 40 }, (_, n) => n + 1),
    );
  }
});

test('the same message to both instances at once is one message', async () => {
  const { owner, messages } = await makeChat(one);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      as(n % 2 ? one : two, owner).post(messages, { body: 'Once', client_id: 'same' }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect((await as(two, owner).get(messages)).body).toMatchObject({ last_seq: 1, items: [{ seq: 1 }] });
});

test('who was on one instance catches up on the other', async () => {
  const { owner, member, group, ws } = await makeChat(one);
  for (const body of ['one', 'two', 'three']) await makeMessage(one, group, owner, body);
  const theirs = await connect(two, `${ws}?after=1`, member);
  await theirs.next<ChatEvent<'message'>>('message', ({ message }) => message.seq === 3);
  const heard = theirs.received.filter((event) => event['type'] === 'message');
  expect(heard.map((event) => (event as ChatEvent<'message'>).message.body)).toEqual(['two', 'three']);
});

withRedis('presence, typing and reading positions are one over all instances', async () => {
  const { owner, member, group, ws } = await makeChat(one);
  const { seq } = await makeMessage(one, group, owner);
  const mine = await connect(one, ws, owner);
  const theirs = await connect(two, ws, member);
  const both = String([owner.id, member.id].sort((a, b) => a - b));
  await mine.next<ChatEvent<'presence'>>('presence', ({ users }) => String(users) === both);
  mine.send({ type: 'typing' });
  expect(await theirs.next('typing')).toEqual({ type: 'typing', user_id: owner.id });
  theirs.send({ type: 'read', seq });
  expect(await mine.next('read')).toEqual({ type: 'read', user_id: member.id, seq });
  theirs.socket.terminate();
  await mine.next<ChatEvent<'presence'>>('presence', ({ users }) => String(users) === String([owner.id]));
});

test('who is removed on one instance is out on the other within 5 s, and hears no more of the group', async () => {
  const { owner, member, group, ws } = await makeChat(one);
  const [theirs, bell] = [await connect(two, ws, member), await connect(two, '/ws/notifications/', member)];
  await bell.next('unread');
  await as(one, owner).delete(`/api/study-groups/${group.id}/members/${member.id}/`);
  expect(await within5s(theirs.closed)).toBe(4403);
  // Over the bus it only stops following the group; without it, it comes back and follows the groups of today.
  if (!process.env['REDIS_URL']) expect(await within5s(bell.closed)).toBe(1012);
});

test('the end of a group on one instance is its end on the other', async () => {
  const { owner, member, group, ws } = await makeChat(one);
  const theirs = await connect(two, ws, member);
  await as(one, owner).delete(`/api/study-groups/${group.id}/`);
  expect(await within5s(theirs.closed)).toBe(4404);
});

test('signing out, deactivation and demotion close the sockets of every instance within 5 s', async () => {
  const admin = await makeAdmin(one);
  const [leaving, inactive, demoted, expired] = [
    await makeStudent(one),
    await makeStudent(one),
    await makeLecturer(one),
    await makeStudent(one),
  ];
  const sockets = await Promise.all(
    [leaving, inactive, demoted, expired].map((person) => connect(two, '/ws/notifications/', person)),
  );
  await as(one, leaving).post('/api/auth/logout');
  await as(one, admin).patch(`/api/users/${inactive.id}`, { active: false });
  await as(one, admin).patch(`/api/users/${demoted.id}`, { role: 'student' });
  await database.db.execute(
    sql`update directory_session set expires_at = now() where user_id = ${expired.id}`,
  );
  const codes = await within5s(Promise.all(sockets.map((socket) => socket.closed)));
  expect(codes).toEqual([4401, 4401, 1012, 4401]);
});

withRedis(
  'a person who joins hears the group’s activity on a socket that was open before, until they leave',
  async () => {
    const { owner, member, group, messages } = await makeChat(one);
    await as(one, member).post(`/api/study-groups/${group.id}/leave`);
    const bell = await connect(two, '/ws/notifications/', member);
    await bell.next('unread');
    await as(one, member).post(`/api/study-groups/${group.id}/join`);
    expect(await bell.next('group-membership')).toMatchObject({ group_id: group.id, state: 'member' });
    await Promise.all(['a', 'b', 'c'].map((body) => as(one, owner).post(messages, { body })));
    expect(await bell.next('group')).toMatchObject({ group_id: group.id, message: { sender_id: owner.id } });
    expect(await bell.next('group')).toMatchObject({ last_seq: 3 });
    expect(bell.received.filter((event) => event['type'] === 'group')).toHaveLength(2);
    await as(one, member).post(`/api/study-groups/${group.id}/leave`);
    await bell.next('group-membership');
    await as(one, owner).post(messages, { body: 'alone' });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(bell.received.filter((event) => event['type'] === 'group')).toHaveLength(2);
  },
);

test('who never reads is let go, and has everything after coming back', async () => {
  const { owner, member, ws, messages } = await makeChat(one);
  await one.listen({ host: '127.0.0.1', port: 0 });
  const { port } = one.server.address() as AddressInfo;
  const slow = new WebSocket(`ws://127.0.0.1:${port}${ws}?token=${member.token}`);
  onTestFinished(() => slow.terminate());
  await once(slow, 'open');
  slow.pause();
  const mine = await connect(one, ws, owner);
  const body = 'x'.repeat(8000);
  let posted = 0;
  for (; posted < 2000 && one.rooms.localMembers(`group:${ws.split('/')[3]}`).size === 2; posted += 20)
    await Promise.all(Array.from({ length: 20 }, () => as(one, owner).post(messages, { body })));
  expect(posted).toBeLessThan(2000);
  await mine.next<ChatEvent<'message'>>('message', ({ message }) => message.seq === posted);
  const back = await connect(one, `${ws}?after=0`, member);
  await back.next<ChatEvent<'message'>>('message', ({ message }) => message.seq === posted);
  const heard = back.received.filter((event) => event['type'] === 'message');
  expect(heard.map((event) => (event['message'] as Message).seq)).toEqual(
    Array.from({ length: posted }, (_, n) => n + 1),
  );
}, 60_000);
