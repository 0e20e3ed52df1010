import { afterAll, expect, test } from 'vitest';
import { as, connect, testApp } from '#test/app';
import { makeStudent } from '#test/make';
import { followAnew, notify, tellNotified } from './public.ts';

const app = await testApp();
afterAll(() => app.close());
const news = { kind: 'mention', title: 'Faith Njeri named you', link: '/study-groups/1' };

test('my notifications come newest first, page by page, and only mine', async () => {
  const [me, other] = [await makeStudent(app), await makeStudent(app)];
  for (const title of ['first', 'second', 'third']) await notify(app.db, [me.id], { ...news, title });
  await notify(app.db, [other.id], news);

  const { body: page } = await as(app, me).get('/api/notifications/?limit=2');
  expect(page.items.map((one: { title: string }) => one.title)).toEqual(['third', 'second']);
  expect(page.items[0]).toMatchObject({ kind: 'mention', body: '', link: '/study-groups/1', read_at: null });
  expect(page.items[0]).not.toHaveProperty('user_id');
  const { body: rest } = await as(app, me).get(`/api/notifications/?limit=2&cursor=${page.next}`);
  expect(rest.items.map((one: { title: string }) => one.title)).toEqual(['first']);
  expect(rest.next).toBeNull();
});

test('a person named twice is notified once', async () => {
  const me = await makeStudent(app);
  expect(await notify(app.db, [me.id, me.id], news)).toHaveLength(1);
});

test('what is rolled back was never a notification', async () => {
  const me = await makeStudent(app);
  const failed = app.db.transaction(async (tx) => {
    await notify(tx, [me.id], news);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow();
  expect((await as(app, me).get('/api/notifications/')).body.items).toEqual([]);
});

test('an open tab hears what waits, then each notification', async () => {
  const me = await makeStudent(app);
  await notify(app.db, [me.id], news);
  const tab = await connect(app, '/ws/notifications/', me);
  expect(await tab.next('hello')).toHaveProperty('build');
  expect(await tab.next('unread')).toEqual({ type: 'unread', counts: { groups: {}, notifications: 1 } });

  tellNotified(app.rooms, await notify(app.db, [me.id], { ...news, title: 'The lecture has started' }));
  const { notification } = await tab.next<{ notification: object }>('notification');
  expect(notification).toMatchObject({ title: 'The lecture has started', read_at: null });
  expect(notification).not.toHaveProperty('user_id');
});

test('reading in one tab changes the count in the others, and other people’s ids change nothing', async () => {
  const [me, other] = [await makeStudent(app), await makeStudent(app)];
  const [first] = await notify(app.db, [me.id], news);
  await notify(app.db, [me.id], news);
  const [foreign] = await notify(app.db, [other.id], news);
  const tab = await connect(app, '/ws/notifications/', me);
  await tab.next('unread');

  const { body } = await as(app, me).post('/api/notifications/read', { ids: [first?.id, foreign?.id] });
  expect(body).toEqual({ groups: {}, notifications: 1 });
  expect(await tab.next('unread')).toMatchObject({ counts: { notifications: 1 } });
  expect((await as(app, other).get('/api/notifications/')).body.items[0].read_at).toBeNull();
  expect((await as(app, me).post('/api/notifications/read', { all: true })).body.notifications).toBe(0);
  expect((await as(app, me).post('/api/notifications/read', {})).status).toBe(400);
});

test('another domain adds rooms and counts of its own', async () => {
  const own = await testApp();
  own.live.add({
    rooms: async (_db, userId) => [`course:of-${userId}`],
    unread: async () => ({ groups: { 7: 3 } }),
  });
  const me = await makeStudent(own);
  const tab = await connect(own, '/ws/notifications/', me);
  expect(await tab.next('unread')).toMatchObject({ counts: { groups: { 7: 3 }, notifications: 0 } });
  own.rooms.publish(`course:of-${me.id}`, { type: 'meeting', meeting: { id: 1 } });
  await tab.next('meeting');
  await own.close();
});

test('whoever joins something comes back following it', async () => {
  const me = await makeStudent(app);
  const tab = await connect(app, '/ws/notifications/', me);
  await tab.next('unread');
  followAnew(app.rooms, [me.id]);
  expect(await tab.closed).toBe(1012);
});

test('nobody listens without signing in', async () => {
  await expect(connect(app, '/ws/notifications/')).rejects.toThrow('401');
});
