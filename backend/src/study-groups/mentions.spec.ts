import { afterAll, expect, test } from 'vitest';
import { as, connect, testApp } from '#test/app';
import { makeChat, type ChatEvent } from '#test/chat';
import { namedIn } from './mentions.ts';

const app = await testApp();
afterAll(() => app.close());

const people = [
  { id: 1, full_name: 'Amina Wanjiru' },
  { id: 2, full_name: 'Amina Wanjiru Otieno' },
  { id: 3, full_name: 'Brian Kiptoo' },
  { id: 4, full_name: 'Njoki' },
];
const idsIn = (body: string) => namedIn(body, people).map((one) => one.id);

test('people are named by full name, or by first name when only one has it', () => {
  expect(idsIn('@Brian look')).toEqual([3]);
  expect(idsIn('thanks @brian kiptoo!')).toEqual([3]);
  expect(idsIn('@Amina which one?')).toEqual([]);
  expect(idsIn('@Amina Wanjiru and @Njoki')).toEqual([1, 4]);
  expect(idsIn('(@Amina Wanjiru Otieno)')).toEqual([2]);
});

test('parts of words and addresses name nobody', () => {
  expect(idsIn('mail me: x@brian.test, @Brianna, @, @@')).toEqual([]);
});

test('who is mentioned is told, counted and named on the message, unless they muted the group', async () => {
  const { owner, member, members, messages, ws, group } = await makeChat(app, 'Owner', 'Amina A', 'Brian B');
  const brian = members[1];
  if (!brian) throw new Error('no third');
  await as(app, brian).patch(`/api/study-groups/${group.id}/me`, { muted: true });
  const bell = await connect(app, '/ws/notifications/', member);
  await bell.next('unread');
  const { body } = await as(app, owner).post(messages, { body: '@Amina @Brian @Owner at four?' });
  const mentioned = body.mentions.map((one: { id: number }) => one.id);
  expect(new Set(mentioned)).toEqual(new Set([owner.id, member.id, brian.id]));
  expect(await bell.next('notification')).toMatchObject({
    notification: {
      kind: 'mention',
      link: `/study-groups/${group.id}`,
      body: '@Amina @Brian @Owner at four?',
    },
  });
  expect((await as(app, brian).get('/api/notifications/')).body.items).toEqual([]);
  expect((await as(app, owner).get('/api/notifications/')).body.items).toEqual([]);
  expect((await as(app, member).get('/api/study-groups/')).body.items[0].mentions_unread).toBe(1);
  const mine = await connect(app, ws, owner);
  mine.send({ type: 'edit', id: body.id, body: 'at four?' });
  expect((await mine.next<ChatEvent<'edited'>>('edited')).message.mentions).toEqual([]);
});
