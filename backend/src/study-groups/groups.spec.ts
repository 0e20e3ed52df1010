import { afterAll, expect, test } from 'vitest';
import { as, connect, testApp } from '#test/app';
import { makeAdmin, makeCourse, makeGroup, makeLecturer, makeMessage, makeStudent, unique } from '#test/make';
import type { GroupMember, StudyGroup } from './contract.ts';

const app = await testApp();
afterAll(() => app.close());

const students = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => makeStudent(app, { full_name: `Student ${n}` })));
const path = (group: { id: number }, rest = '') => `/api/study-groups/${group.id}/${rest}`;

test('a student founds a group, owns it and is in', async () => {
  const student = await makeStudent(app);
  const { status, body } = await as(app, student).post('/api/study-groups/', {
    name: '  Circuits II  ',
    visibility: 'open',
    capacity: 8,
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    name: 'Circuits II',
    description: '',
    course_id: null,
    course: null,
    owner: { id: student.id },
    capacity: 8,
    visibility: 'open',
    member_count: 1,
    my: { role: 'owner', state: 'member', last_read_seq: 0, muted: false },
    last_seq: 0,
    unread: 0,
    last_message: null,
  });
  expect((await as(app, student).get('/api/study-groups/')).body.items).toHaveLength(1);
});

test('a group belongs to a course that its founder takes, and only who sees the course finds it', async () => {
  const [inside, outside] = [await makeStudent(app), await makeStudent(app)];
  const course = await makeCourse(app, { students: [inside] });
  const input = { name: unique('Trees'), course_id: course.id };
  expect((await as(app, outside).post('/api/study-groups/', input)).status).toBe(404);
  const { body: group } = await as(app, inside).post('/api/study-groups/', input);
  expect(group.course).toEqual({ id: course.id, code: course.code, title: course.title });
  expect((await as(app, outside).get(path(group))).status).toBe(404);
  expect((await as(app, outside).post(path(group, 'join'))).status).toBe(404);
  const lecturer = await makeLecturer(app);
  const found = await as(app, lecturer).get(`/api/study-groups/?scope=discover&course_id=${course.id}`);
  expect(found.body.items.map((one: StudyGroup) => one.id)).toEqual([group.id]);
});

test('two hundred people join a group with eight places at once: eight are in, the others hear that it is full', async () => {
  const [owner, ...crowd] = await students(201);
  const group = await makeGroup(app, { owner: owner ?? { id: 0 }, capacity: 8 });
  const answers = await Promise.all(crowd.map((one) => as(app, one).post(path(group, 'join'))));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
  const refused = answers.filter(({ status }) => status === 409);
  expect(refused).toHaveLength(193);
  expect(refused[0]?.body).toMatchObject({
    type: '/problems/group-full',
    detail: expect.stringMatching(/full/),
  });
  const { body } = await as(app, owner).get(path(group, 'members/'));
  expect(body.items).toHaveLength(8);
  expect((await as(app, owner).get(path(group))).body.member_count).toBe(8);
}, 60_000);

test('joining twice, also at the same instant, takes one place', async () => {
  const student = await makeStudent(app);
  const group = await makeGroup(app);
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => as(app, student).post(path(group, 'join'))),
  );
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect((await as(app, student).get(path(group))).body.member_count).toBe(2);
});

test('a group by approval keeps a request until its owner lets the person in', async () => {
  const [owner, student] = [await makeStudent(app), await makeStudent(app)];
  const group = await makeGroup(app, { owner, visibility: 'approval' });
  const asked = await as(app, student).post(path(group, 'join'));
  expect([asked.status, asked.body.my.state, asked.body.member_count]).toEqual([202, 'requested', 1]);
  expect((await as(app, student).get(path(group, 'messages/'))).status).toBe(403);
  await expect(connect(app, `/ws/study-groups/${group.id}/`, student)).rejects.toThrow('403');
  const waiting = await as(app, owner).get(path(group, 'members/'));
  expect(waiting.body.items.map((one: GroupMember) => one.state)).toEqual(['member', 'requested']);
  expect((await as(app, owner).get('/api/notifications/')).body.items).toMatchObject([
    { kind: 'join-request' },
  ]);
  expect((await as(app, owner).post(path(group, 'members/'), { user_id: student.id })).status).toBe(201);
  const { body } = await as(app, student).get(path(group));
  expect([body.my.state, body.member_count]).toEqual(['member', 2]);
});

test('an invitation-only group does not exist for strangers, and opens to who has the link', async () => {
  const [owner, student] = [await makeStudent(app), await makeStudent(app)];
  const group = await makeGroup(app, { owner, visibility: 'invite' });
  for (const call of [
    as(app, student).get(path(group)),
    as(app, student).get(path(group, 'messages/')),
    as(app, student).get(path(group, 'members/')),
    as(app, student).post(path(group, 'join')),
    as(app, student).post(path(group, 'join'), { code: 'guessed' }),
    as(app, student).post(path(group, 'leave')),
    as(app, student).delete(path(group)),
  ])
    expect((await call).status).toBe(404);
  const { body: old } = await as(app, owner).get(path(group, 'invitation'));
  const { body: fresh } = await as(app, owner).post(path(group, 'invitation'));
  expect((await as(app, student).get(`/api/study-groups/invitations/${old.code}`)).status).toBe(404);
  const shown = await as(app, student).get(`/api/study-groups/invitations/${fresh.code}`);
  expect(shown.body).toMatchObject({ id: group.id, name: group.name, member_count: 1, my: null });
  const joined = await as(app, student).post(`/api/study-groups/join/${fresh.code}`);
  expect([joined.status, joined.body.my.state]).toEqual([200, 'member']);
});

test('people who are not in learn a group’s name and size, and nothing that was said', async () => {
  const [owner, stranger] = [await makeStudent(app), await makeStudent(app)];
  const group = await makeGroup(app, { owner, visibility: 'approval' });
  await makeMessage(app, group, owner, 'Secret');
  const { body } = await as(app, stranger).get(path(group));
  expect(body).toMatchObject({ my: null, last_message: null, unread: 0, last_seq: 0 });
  expect((await as(app, stranger).get(path(group, 'members/'))).status).toBe(403);
  expect((await as(app, stranger).get(path(group, 'messages/'))).status).toBe(403);
  expect((await as(app, stranger).post(path(group, 'messages/'), { body: 'Hi' })).status).toBe(403);
});

test('unread counts what others wrote after my reading position, not what changed and not my own', async () => {
  const [owner, member] = [await makeStudent(app), await makeStudent(app)];
  const group = await makeGroup(app, { owner, members: [member] });
  const first = await makeMessage(app, group, owner, 'one');
  await makeMessage(app, group, owner, 'two');
  await makeMessage(app, group, member, 'mine');
  const socket = await connect(app, `/ws/study-groups/${group.id}/`, member);
  const bell = await connect(app, '/ws/notifications/', member);
  await bell.next('unread');
  socket.send({ type: 'read', seq: first.seq });
  expect(await socket.next('read')).toEqual({ type: 'read', user_id: member.id, seq: 1 });
  expect(await bell.next('unread')).toMatchObject({ counts: { groups: { [group.id]: 1 } } });
  socket.send({ type: 'react', id: first.id, emoji: '🎉', on: true });
  await socket.next('reacted');
  const [mine] = (await as(app, member).get('/api/study-groups/')).body.items;
  expect(mine).toMatchObject({ unread: 1, my: { last_read_seq: 1 }, last_message: { preview: 'mine' } });
});

test('a reading position never moves back, nor past the newest message', async () => {
  const [owner, member] = [await makeStudent(app), await makeStudent(app)];
  const group = await makeGroup(app, { owner, members: [member] });
  for (const body of ['one', 'two']) await makeMessage(app, group, owner, body);
  const socket = await connect(app, `/ws/study-groups/${group.id}/`, member);
  socket.send({ type: 'read', seq: 99 });
  expect(await socket.next('read')).toMatchObject({ seq: 2 });
  socket.send({ type: 'read', seq: 1 });
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect((await as(app, member).get(path(group))).body.my.last_read_seq).toBe(2);
});

test('an owner leaves only after handing over, and the last one who leaves ends the group', async () => {
  const [owner, member] = [await makeStudent(app), await makeStudent(app)];
  const group = await makeGroup(app, { owner, members: [member] });
  const refused = await as(app, owner).post(path(group, 'leave'));
  expect([refused.status, refused.body.type]).toEqual([409, '/problems/owner-must-hand-over']);
  expect((await as(app, member).post(path(group, 'owner'), { user_id: member.id })).status).toBe(403);
  const given = await as(app, owner).post(path(group, 'owner'), { user_id: member.id });
  expect(given.body).toMatchObject({ owner: { id: member.id }, my: { role: 'member' } });
  expect((await as(app, owner).post(path(group, 'leave'))).status).toBe(204);
  expect((await as(app, member).post(path(group, 'leave'))).status).toBe(204);
  expect((await as(app, member).get(path(group))).status).toBe(404);
});

test('a group is not handed over to somebody who is not in it', async () => {
  const [owner, stranger] = [await makeStudent(app), await makeStudent(app)];
  const group = await makeGroup(app, { owner });
  expect((await as(app, owner).post(path(group, 'owner'), { user_id: stranger.id })).status).toBe(404);
});

test('a removed member’s sockets close, and they read and write nothing any more', async () => {
  const [owner, member] = [await makeStudent(app), await makeStudent(app)];
  const group = await makeGroup(app, { owner, members: [member] });
  const socket = await connect(app, `/ws/study-groups/${group.id}/`, member);
  expect((await as(app, member).delete(path(group, `members/${owner.id}/`))).status).toBe(403);
  expect((await as(app, owner).delete(path(group, `members/${member.id}/`))).status).toBe(204);
  expect(await socket.closed).toBe(4403);
  expect((await as(app, member).post(path(group, 'messages/'), { body: 'Hi' })).status).toBe(403);
  expect((await as(app, owner).get(path(group))).body.member_count).toBe(1);
});

test('ending a group closes its chat for everyone; only its owner and administrators may', async () => {
  const [owner, member, admin] = [await makeStudent(app), await makeStudent(app), await makeAdmin(app)];
  const group = await makeGroup(app, { owner, members: [member] });
  const socket = await connect(app, `/ws/study-groups/${group.id}/`, member);
  expect((await as(app, member).delete(path(group))).status).toBe(403);
  expect((await as(app, admin).patch(path(group), { name: 'Renamed' })).body.name).toBe('Renamed');
  expect((await as(app, owner).delete(path(group))).status).toBe(204);
  expect(await socket.closed).toBe(4404);
  expect((await as(app, owner).get(path(group))).status).toBe(404);
});

test('a capacity is not set below the people who are in', async () => {
  const [owner, member] = [await makeStudent(app), await makeStudent(app)];
  const group = await makeGroup(app, { owner, members: [member] });
  expect((await as(app, owner).patch(path(group), { capacity: 1 })).status).toBe(409);
  expect((await as(app, owner).patch(path(group), { capacity: 2 })).body.capacity).toBe(2);
});

test('groups are found by words and come a page at a time, each once', async () => {
  const word = unique('word');
  const student = await makeStudent(app);
  for (let n = 0; n < 5; n += 1) await makeGroup(app, { name: `${word} ${n}` });
  const seen: number[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await as(app, student).get(
      `/api/study-groups/?scope=discover&q=${word}&limit=2&cursor=${cursor}`,
    );
    seen.push(...body.items.map((one: StudyGroup) => one.id));
    cursor = body.next;
  }
  expect(new Set(seen).size).toBe(5);
  expect(seen).toHaveLength(5);
});

test('muting is kept for me alone', async () => {
  const [owner, member] = [await makeStudent(app), await makeStudent(app)];
  const group = await makeGroup(app, { owner, members: [member] });
  expect((await as(app, member).patch(path(group, 'me'), { muted: true })).body.muted).toBe(true);
  expect((await as(app, owner).get(path(group))).body.my.muted).toBe(false);
});
