// The wire contract as an outside client lives it: a real port, fetch and ws, nothing of the program's own types.
import { createHash, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { testApp } from './app.ts';
import {
  makeAdmin,
  makeClass,
  makeCourse,
  makeLecturer,
  makeRoom,
  makeSemester,
  makeStudent,
} from './make.ts';

const app = await testApp();
let base = '';
beforeAll(async () => {
  await app.listen({ host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});
afterAll(() => app.close());

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an outside client knows no types
type Json = any;
interface Answer {
  status: number;
  type: string;
  headers: Headers;
  body: Json;
}

async function call(method: string, path: string, token?: string, body?: object | string): Promise<Answer> {
  const response = await fetch(base + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    type,
    headers: response.headers,
    body: /json/.test(type) ? JSON.parse(text) : text,
  };
}

/** Opens a socket and collects its events; `status` is the HTTP answer when it is refused before the upgrade. */
async function open(path: string) {
  const events: Json[] = [];
  const socket = new WebSocket(base.replace('http', 'ws') + path);
  socket.on('message', (data) => events.push(JSON.parse(String(data))));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  const status = await new Promise<number>((resolve) => {
    socket.once('open', () => resolve(101));
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('error', () => {});
  });
  const until = async (matches: (event: Json) => boolean) => {
    for (let waited = 0; waited < 5_000; waited += 10) {
      const found = events.find(matches);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`not received: ${matches}; got ${JSON.stringify(events).slice(0, 500)}`);
  };
  return {
    socket,
    events,
    status,
    closed,
    until,
    send: (event: object) => socket.send(JSON.stringify(event)),
  };
}

const expectProblem = (answer: Answer, status: number) => {
  expect(answer.status).toBe(status);
  expect(answer.type).toContain('application/problem+json');
  expect(answer.body).toMatchObject({
    status,
    title: expect.any(String),
    type: expect.stringMatching(/^\/problems\//),
  });
};

const inDays = (days: number, clock: string) =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${clock}:00.000Z`;

async function makeGroup(token: string, more: object = {}) {
  const answer = await call('POST', '/api/study-groups/', token, {
    name: 'Night Owls',
    visibility: 'open',
    ...more,
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

describe('accounts', () => {
  const register = (more: object = {}) =>
    call('POST', '/api/auth/register', undefined, {
      email: `${randomUUID()}@students.example.test`,
      password: 'correct horse battery',
      full_name: 'Faith Mwende',
      ...more,
    });

  test('who registers is a student, whatever the body says', async () => {
    const { status, body } = await register({ role: 'admin', active: true, id: 1 });
    expect(status).toBe(201);
    expect(body).toEqual({ token: expect.any(String), user: expect.objectContaining({ role: 'student' }) });
    const me = await call('GET', '/api/users/me', body.token);
    for (const field of ['id', 'email', 'full_name', 'role', 'avatar_url', 'time_zone', 'locale'])
      expect(me.body).toHaveProperty(field);
    expect(JSON.stringify(me.body)).not.toContain('argon2');
  });

  test('unknown address and wrong password are refused in the same words', async () => {
    const { body } = await register();
    const wrong = await call('POST', '/api/auth/login', undefined, {
      email: body.user.email,
      password: 'not it at all',
    });
    const unknown = await call('POST', '/api/auth/login', undefined, {
      email: 'nobody@example.test',
      password: 'not it at all',
    });
    expectProblem(wrong, 401);
    expectProblem(unknown, 401);
    expect(unknown.body.detail).toBe(wrong.body.detail);
  });

  test('logging out kills the token, its ticket and its socket at once', async () => {
    const { body } = await register();
    const ticket = await call('POST', '/api/auth/ws-ticket', body.token);
    expect(ticket.status).toBe(201);
    expect(Date.parse(ticket.body.expires_at) - Date.now()).toBeLessThanOrEqual(31_000);
    const spare = await call('POST', '/api/auth/ws-ticket', body.token);
    const socket = await open(`/ws/notifications/?token=${ticket.body.ticket}`);
    expect(socket.status).toBe(101);
    expect((await open(`/ws/notifications/?token=${ticket.body.ticket}`)).status).toBe(401);
    expect((await call('POST', '/api/auth/logout', body.token)).status).toBe(204);
    expectProblem(await call('GET', '/api/users/me', body.token), 401);
    expect((await open(`/ws/notifications/?token=${spare.body.ticket}`)).status).toBe(401);
    await socket.closed;
  });

  test('ten wrong passwords are enough, whatever the headers claim', async () => {
    const { body } = await register();
    const attempt = (n: number) =>
      fetch(`${base}/api/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.0.0.${n}` },
        body: JSON.stringify({ email: body.user.email.toUpperCase(), password: 'wrong wrong wrong' }),
      });
    for (let n = 0; n < 10; n += 1) expect((await attempt(n)).status).toBe(401);
    const refused = await attempt(11);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('an admin creates, demotes and deactivates; it acts at once', async () => {
    const admin = await makeAdmin(app);
    const email = `${randomUUID()}@example.test`;
    const created = await call('POST', '/api/users/', admin.token, {
      email,
      full_name: 'Mr Gathu',
      role: 'faculty',
      password: 'correct horse battery',
    });
    expect(created.status).toBe(201);
    const { body } = await call('POST', '/api/auth/login', undefined, {
      email,
      password: 'correct horse battery',
    });
    expect(body.user.role).toBe('faculty');
    expect(
      (await call('PATCH', `/api/users/${created.body.id}`, admin.token, { active: false })).status,
    ).toBe(200);
    expectProblem(await call('GET', '/api/users/me', body.token), 401);
    const student = await makeStudent(app);
    expectProblem(await call('GET', '/api/users/', student.token), 403);
    const list = await call('GET', '/api/users/?limit=1', admin.token);
    expect(list.body).toMatchObject({ items: [expect.any(Object)], next: expect.any(String) });
  });

  test('a changed password ends the other sessions', async () => {
    const { body } = await register();
    const other = await call('POST', '/api/auth/login', undefined, {
      email: body.user.email,
      password: 'correct horse battery',
    });
    const changed = await call('POST', '/api/auth/password/change', body.token, {
      current_password: 'correct horse battery',
      password: 'another long secret',
    });
    expect(changed.status).toBeLessThan(300);
    expect((await call('GET', '/api/users/me', body.token)).status).toBe(200);
    expectProblem(await call('GET', '/api/users/me', other.body.token), 401);
    expect(
      (await call('POST', '/api/auth/password/forgot', undefined, { email: 'nobody@example.test' })).status,
    ).toBe(202);
  });
});

describe('bodies', () => {
  test.each([
    ['a duplicate key', '{"email":"a@b.ke","email":"c@d.ke","password":"x"}', 400],
    ['no JSON', '{"email":', 400],
    ['great depth', '['.repeat(500_000), 400],
    ['too much', JSON.stringify({ email: 'x'.repeat(2_000_000) }), 413],
  ])('%s is refused quickly', async (_, body, status) => {
    expectProblem(await call('POST', '/api/auth/login', undefined, body), status);
  });

  test('text/plain is not read', async () => {
    const response = await fetch(`${base}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{}',
    });
    expect(response.status).toBe(415);
  });

  test('a missing field is named by its pointer', async () => {
    const answer = await call('POST', '/api/auth/login', undefined, { email: 'a@b.ke' });
    expectProblem(answer, 400);
    expect(answer.body.errors).toContainEqual({ pointer: '/password', detail: expect.any(String) });
  });
});

describe('school, courses, timetable', () => {
  test('paths answer with and without the trailing slash', async () => {
    const admin = await makeAdmin(app);
    for (const path of [
      '/api/academic-years',
      '/api/semesters',
      '/api/departments',
      '/api/classes',
      '/api/rooms',
      '/api/courses',
    ])
      for (const slash of ['', '/']) expect((await call('GET', path + slash, admin.token)).status).toBe(200);
  });

  test('a course has the promised shape, with its timetable', async () => {
    const [admin, lecturer, student] = [
      await makeAdmin(app),
      await makeLecturer(app),
      await makeStudent(app),
    ];
    const semester = await makeSemester(app);
    const taking = await makeClass(app, [student]);
    const room = await makeRoom(app);
    const created = await call('POST', '/api/courses/', admin.token, {
      code: 'CSC 221',
      title: 'Data Structures',
      semester_id: semester.id,
      class_ids: [taking.id],
      instructor_id: lecturer.id,
    });
    expect(created.status).toBe(201);
    const slot = {
      course_id: created.body.id,
      day_of_week: 1,
      starts_at: '08:00',
      ends_at: '10:00',
      room_id: room.id,
    };
    expect((await call('POST', '/api/timetable/', admin.token, slot)).status).toBe(201);
    const { body } = await call('GET', '/api/courses/', student.token);
    expect(body).toEqual([
      expect.objectContaining({
        id: created.body.id,
        code: 'CSC 221',
        title: 'Data Structures',
        description: '',
        instructor: expect.objectContaining({ id: lecturer.id, full_name: lecturer.full_name }),
        semester_id: semester.id,
        class_ids: [taking.id],
        timetable: [
          {
            id: expect.any(Number),
            day_of_week: 1,
            starts_at: '08:00',
            ends_at: '10:00',
            room: { id: room.id, name: room.name },
          },
        ],
      }),
    ]);
    expectProblem(await call('POST', '/api/courses/', student.token, { code: 'X', title: 'Y' }), 403);
    expectProblem(await call('GET', `/api/courses/${created.body.id}/`, (await makeStudent(app)).token), 404);
    const from = semester.starts_on;
    const to = new Date(Date.parse(from) + 28 * 86_400_000).toISOString().slice(0, 10);
    const mine = await call('GET', `/api/timetable/?from=${from}&to=${to}`, student.token);
    expect(mine.body.items.length).toBeGreaterThanOrEqual(4);
    expect(mine.body.items[0]).toMatchObject({
      entry_id: expect.any(Number),
      course: { id: created.body.id },
      room: { id: room.id },
      instructor: { id: lecturer.id },
      starts_at: expect.stringMatching(/T05:00:00.000Z$/),
      status: 'planned',
      meeting_id: null,
    });
  });

  test('a double booking is refused with what, whose and when', async () => {
    const admin = await makeAdmin(app);
    const [course, room] = [await makeCourse(app), await makeRoom(app)];
    const other = await makeCourse(app, { semester_id: course.semester_id });
    const slot = { day_of_week: 2, starts_at: '08:00', ends_at: '10:00', room_id: room.id };
    expect(
      (await call('POST', '/api/timetable/', admin.token, { ...slot, course_id: course.id })).status,
    ).toBe(201);
    for (const clash of [
      { ...slot, course_id: other.id },
      { ...slot, course_id: other.id, starts_at: '09:30', ends_at: '11:00' },
    ]) {
      const refused = await call('POST', '/api/timetable/', admin.token, clash);
      expectProblem(refused, 409);
      expect(refused.body.type).toBe('/problems/timetable-conflict');
      expect(refused.body.conflicts).toContainEqual(
        expect.objectContaining({
          with: 'room',
          entry: expect.objectContaining({ room: { id: room.id, name: room.name } }),
        }),
      );
    }
    const lecturer = await makeLecturer(app);
    expectProblem(
      await call('POST', '/api/timetable/', lecturer.token, { ...slot, course_id: other.id }),
      403,
    );
  });

  test('enrolments are given one by one or by class', async () => {
    const [admin, one, two] = [await makeAdmin(app), await makeStudent(app), await makeStudent(app)];
    const course = await makeCourse(app);
    const path = `/api/courses/${course.id}/enrolments/`;
    expect((await call('POST', path, admin.token, { user_id: one.id })).status).toBeLessThan(300);
    expect(
      (await call('POST', path, admin.token, { class_id: (await makeClass(app, [two])).id })).status,
    ).toBeLessThan(300);
    expect((await call('GET', path, admin.token)).body.items).toHaveLength(2);
    expect((await call('DELETE', `${path}${one.id}/`, admin.token)).status).toBe(204);
    expect((await call('GET', '/api/courses/', one.token)).body).toEqual([]);
  });
});

describe('study groups and chat', () => {
  test('a message has the promised shape, over REST and socket alike', async () => {
    const [owner, friend] = [await makeStudent(app), await makeStudent(app)];
    const group = await makeGroup(owner.token);
    expect((await call('POST', `/api/study-groups/${group.id}/join`, friend.token)).status).toBeLessThan(300);
    const reader = await open(`/ws/study-groups/${group.id}/?token=${friend.token}`);
    expect(await reader.until((event) => event.type === 'hello')).toMatchObject({
      group_id: group.id,
      last_seq: 0,
      build: expect.any(String),
    });
    const client_id = randomUUID();
    const path = `/api/study-groups/${group.id}/messages/`;
    const first = await call('POST', path, owner.token, { body: 'Habari', client_id });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      id: expect.any(Number),
      group_id: group.id,
      seq: 1,
      changed_seq: 1,
      client_id,
      sender: { id: owner.id, full_name: owner.full_name, avatar_url: null },
      body: 'Habari',
      reply_to: null,
      attachments: [],
      reactions: [],
      created_at: expect.any(String),
      edited_at: null,
      deleted_at: null,
    });
    const again = await call('POST', path, owner.token, { body: 'Habari', client_id });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    const live = await reader.until((event) => event.type === 'message');
    expect(live.message).toEqual(first.body);
    const history = await call('GET', `${path}?limit=50`, friend.token);
    expect(history.body).toEqual({ items: [first.body], last_seq: 1 });
    reader.socket.terminate();
  });

  test('a resend over the socket is confirmed to its sender only', async () => {
    const [owner, friend] = [await makeStudent(app), await makeStudent(app)];
    const group = await makeGroup(owner.token);
    await call('POST', `/api/study-groups/${group.id}/join`, friend.token);
    const [mine, theirs] = [
      await open(`/ws/study-groups/${group.id}/?token=${owner.token}`),
      await open(`/ws/study-groups/${group.id}/?token=${friend.token}`),
    ];
    for (let i = 0; i < 3; i += 1) mine.send({ type: 'message', body: 'once', client_id: 'c-1' });
    mine.send({ type: 'message', body: 'last', client_id: 'c-2' });
    await theirs.until((event) => event.message?.client_id === 'c-2');
    await mine.until((event) => event.message?.client_id === 'c-2');
    expect(theirs.events.filter((event) => event.message?.client_id === 'c-1')).toHaveLength(1);
    // A repetition is looked up, so its confirmation may come after that of a later message.
    await mine.until(() => mine.events.filter((event) => event.message?.client_id === 'c-1').length === 3);
    mine.socket.terminate();
    theirs.socket.terminate();
  });

  test('edits, deletions and reactions arrive live and by catch-up, numbered without gaps', async () => {
    const owner = await makeStudent(app);
    const group = await makeGroup(owner.token);
    const socket = await open(`/ws/study-groups/${group.id}/?token=${owner.token}`);
    socket.send({ type: 'message', body: 'one', client_id: 'one' });
    socket.send({ type: 'message', body: 'two', client_id: 'two' });
    const two = await socket.until((event) => event.message?.client_id === 'two');
    const one = await socket.until((event) => event.message?.client_id === 'one');
    socket.send({ type: 'edit', id: one.message.id, body: 'one, corrected' });
    await socket.until((event) => event.type === 'edited');
    socket.send({ type: 'react', id: one.message.id, emoji: '👍', on: true });
    await socket.until((event) => event.type === 'reacted');
    socket.send({ type: 'delete', id: two.message.id });
    expect(await socket.until((event) => event.type === 'deleted')).toMatchObject({
      id: two.message.id,
      seq: 5,
    });
    const caught = await call('GET', `/api/study-groups/${group.id}/messages/?after=2`, owner.token);
    expect(caught.body.last_seq).toBe(5);
    expect(caught.body.items.map((item: Json) => [item.id, item.changed_seq])).toEqual([
      [one.message.id, 4],
      [two.message.id, 5],
    ]);
    expect(caught.body.items[1]).toMatchObject({ body: '', deleted_at: expect.any(String) });
    const late = await open(`/ws/study-groups/${group.id}/?token=${owner.token}&after=2`);
    await late.until((event) => event.type === 'hello');
    await late.until((event) => JSON.stringify(event).includes('one, corrected'));
    socket.socket.terminate();
    late.socket.terminate();
  });

  test('a socket is refused before the upgrade: 401 without a token, 403 for outsiders', async () => {
    const [owner, stranger] = [await makeStudent(app), await makeStudent(app)];
    const group = await makeGroup(owner.token);
    expect((await open(`/ws/study-groups/${group.id}/`)).status).toBe(401);
    expect((await open(`/ws/study-groups/${group.id}/?token=nonsense`)).status).toBe(401);
    expect((await open(`/ws/study-groups/${group.id}/?token=${stranger.token}`)).status).toBe(403);
  });

  test('what is unreadable closes with 1007, what is refused is answered', async () => {
    const owner = await makeStudent(app);
    const group = await makeGroup(owner.token);
    const socket = await open(`/ws/study-groups/${group.id}/?token=${owner.token}`);
    socket.send({ type: 'edit', id: 999_999_999, body: 'not there' });
    expect(await socket.until((event) => event.type === 'refused')).toMatchObject({
      problem: { status: 404 },
    });
    socket.socket.send('{"type":');
    expect(await socket.closed).toBe(1007);
  });

  test('a removed member is out of the socket', async () => {
    const [owner, friend] = [await makeStudent(app), await makeStudent(app)];
    const group = await makeGroup(owner.token);
    await call('POST', `/api/study-groups/${group.id}/join`, friend.token);
    const socket = await open(`/ws/study-groups/${group.id}/?token=${friend.token}`);
    expect(
      (await call('DELETE', `/api/study-groups/${group.id}/members/${friend.id}/`, owner.token)).status,
    ).toBe(204);
    await socket.closed;
    expect(
      (await call('GET', `/api/study-groups/${group.id}/messages/`, friend.token)).status,
    ).toBeGreaterThanOrEqual(403);
  });
});

describe('meetings', () => {
  test('a lecture is scheduled, waited for, started, joined and ended', async () => {
    const [lecturer, student, stranger] = [
      await makeLecturer(app),
      await makeStudent(app),
      await makeStudent(app),
    ];
    const course = await makeCourse(app, { instructor_id: lecturer.id, students: [student] });
    const scheduled = await call('POST', '/api/meetings/', lecturer.token, {
      title: 'Lecture 9',
      starts_at: new Date(Date.now() + 600_000).toISOString(),
      ends_at: new Date(Date.now() + 6_000_000).toISOString(),
      course_id: course.id,
    });
    expect(scheduled.status).toBe(201);
    expect(scheduled.body).toMatchObject({
      id: expect.any(Number),
      title: 'Lecture 9',
      kind: 'lecture',
      course_id: course.id,
      study_group_id: null,
      host: { id: lecturer.id, full_name: lecturer.full_name },
      state: 'scheduled',
      may_join: true,
      joinable_at: expect.any(String),
    });
    const path = `/api/meetings/${scheduled.body.id}`;
    expectProblem(await call('POST', `${path}/join`, student.token), 409);
    expect((await call('GET', `${path}/`, student.token)).body).toMatchObject({
      may_join: false,
      jwt_token: null,
      room: null,
    });
    expect([403, 404]).toContain((await call('POST', `${path}/join`, stranger.token)).status);
    expect((await call('POST', `${path}/start`, student.token)).status).toBeGreaterThanOrEqual(403);
    expect((await call('POST', `${path}/start`, lecturer.token)).status).toBe(200);
    const joined = await call('POST', `${path}/join`, student.token);
    expect(joined.status).toBe(200);
    expect(joined.body).toMatchObject({
      engine: 'peer',
      moderator: false,
      room: expect.stringMatching(/^[a-z0-9-]{26,}$/),
      ice_servers: expect.any(Array),
    });
    const token = jwt.decode(joined.body.jwt_token, { complete: true }) as Json;
    const kidHash = createHash('sha256').update(token.header.kid).digest('hex');
    const pem = await call('GET', `/asap/${kidHash}.pem`);
    expect(pem.status).toBe(200);
    expect(jwt.verify(joined.body.jwt_token, pem.body, { algorithms: ['RS256'] })).toMatchObject({
      iss: 'course-organizer',
      aud: 'jitsi',
      sub: 'meet.jitsi',
      room: joined.body.room,
      context: { user: { id: String(student.id), moderator: false } },
    });
    expect(token.payload.exp - token.payload.iat).toBeLessThanOrEqual(3600);
    expect(JSON.stringify(token.payload)).not.toContain('@');
    expectProblem(await call('GET', `/asap/${'0'.repeat(64)}.pem`), 404);
    const live = await call('GET', '/api/meetings/?scope=live', student.token);
    expect(live.body.items.map((item: Json) => item.id)).toContain(scheduled.body.id);
    expect(JSON.stringify(live.body)).not.toMatch(/eyJ/);
    expect((await call('POST', `${path}/end`, lecturer.token)).status).toBe(200);
    expectProblem(await call('POST', `${path}/join`, student.token), 409);
  });

  test('a meeting without place or with impossible times is refused', async () => {
    const lecturer = await makeLecturer(app);
    const course = await makeCourse(app, { instructor_id: lecturer.id });
    expectProblem(
      await call('POST', '/api/meetings/', lecturer.token, {
        title: 'x',
        starts_at: inDays(1, '10:00'),
        ends_at: inDays(1, '11:00'),
      }),
      400,
    );
    expectProblem(
      await call('POST', '/api/meetings/', lecturer.token, {
        title: 'x',
        course_id: course.id,
        starts_at: inDays(1, '10:00'),
        ends_at: inDays(1, '09:00'),
      }),
      400,
    );
  });
});

describe('health', () => {
  test('the fixed points answer', async () => {
    expect((await call('GET', '/health')).body).toEqual({ status: 'ok' });
    expect((await call('GET', '/health/ready')).status).toBe(200);
    expect((await call('GET', '/api/')).body).toEqual({
      name: expect.any(String),
      version: expect.any(String),
    });
    expect((await call('GET', '/metrics')).body).toContain('process_cpu');
    expect((await call('GET', '/api/docs/json')).body.openapi).toMatch(/^3\.1/);
  });
});
