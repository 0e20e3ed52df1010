import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '#platform/db';
import type { App } from '#platform/server';
import { as, connect, openTestDatabase, testApp } from '#test/app';
import { makeChat, type ChatEvent } from '#test/chat';
import { makeStudent } from '#test/make';
import { openProxy } from '#test/proxy';

const redis = process.env['REDIS_URL'];

describe.runIf(redis)('while Redis is away', () => {
  let proxy: Awaited<ReturnType<typeof openProxy>>;
  let database: Database;
  let one: App;
  let two: App;
  beforeAll(async () => {
    proxy = await openProxy(redis ?? '');
    database = await openTestDatabase();
    one = await testApp({ REDIS_URL: proxy.url }, database);
    two = await testApp({ REDIS_URL: proxy.url }, database);
  });
  beforeEach(async () => {
    proxy.cut();
    await sleep(50);
  });
  afterEach(async () => {
    proxy.heal();
    await expect.poll(() => one.kv.ping().then(() => 'back'), { timeout: 10_000 }).toBe('back');
  });
  afterAll(async () => {
    proxy.close();
    const began = Date.now();
    await one.close();
    await two.close();
    await database.close();
    // The drain waits for no line that is not there.
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  test('people register, sign in and out, and wrong passwords are still counted', async () => {
    const account = { email: 'away@example.test', password: 'a long enough secret', full_name: 'Awino Away' };
    expect((await as(one).post('/api/auth/register', account)).status).toBe(201);
    const wrong = { email: account.email, password: 'something else' };
    const { body } = await as(one).post('/api/auth/login', account);
    expect(body.token).toBeTruthy();
    for (let n = 0; n < 10; n += 1) expect((await as(one).post('/api/auth/login', wrong)).status).toBe(401);
    expect((await as(one).post('/api/auth/login', account)).status).toBe(429);
    expect((await as(one, body).post('/api/auth/logout')).status).toBe(204);
    expect((await as(one, body).get('/api/users/me')).status).toBe(401);
  });

  test('a ticket opens one socket on the instance that gave it, and elsewhere the answer is 503', async () => {
    const me = await makeStudent(one);
    const { status, body } = await as(one, me).post('/api/auth/ws-ticket');
    expect(status).toBe(201);
    await expect(connect(two, `/ws/notifications/?token=${body.ticket}`)).rejects.toThrow('503');
    const bell = await connect(one, `/ws/notifications/?token=${body.ticket}`);
    await bell.next('unread');
    await expect(connect(one, `/ws/notifications/?token=${body.ticket}`)).rejects.toThrow('503');
  });

  test('a chat opened meanwhile hears both instances within 3 s, and goes on when Redis is back', async () => {
    const { owner, member, ws, messages } = await makeChat(one);
    const theirs = await connect(two, ws, member);
    const mine = await connect(one, ws, owner);
    const began = Date.now();
    expect((await as(one, owner).post(messages, { body: 'Habari' })).status).toBe(201);
    for (const socket of [mine, theirs])
      await socket.next<ChatEvent<'message'>>('message', ({ message }) => message.seq === 1);
    expect(Date.now() - began).toBeLessThan(3_500);
    proxy.heal();
    await sleep(500);
    await as(two, member).post(messages, { body: 'Mzuri' });
    await mine.next<ChatEvent<'message'>>('message', ({ message }) => message.seq === 2);
  });

  test('who is removed or signed out on one instance is out on the other within 5 s', async () => {
    const { owner, member, group, ws } = await makeChat(one);
    const [removed, signedOut] = [await connect(two, ws, member), await connect(two, ws, owner)];
    expect((await as(one, owner).delete(`/api/study-groups/${group.id}/members/${member.id}/`)).status).toBe(
      204,
    );
    expect((await as(one, owner).post('/api/auth/logout')).status).toBe(204);
    const began = Date.now();
    expect(await removed.closed).toBe(4403);
    expect(await signedOut.closed).toBe(4401);
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  test('the server goes on calling itself ready, and says what is away', async () => {
    const { status, body } = await as(one).get('/health/ready');
    expect(status).toBe(200);
    expect(body.dependencies.redis.state).toBe('down');
  });
});
