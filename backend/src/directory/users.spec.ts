import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { listMailbox } from '#platform/mailer';
import { as, connect, testApp, type SignedIn } from '#test/app';
import { makeAdmin, makeLecturer, makeStudent, unique } from '#test/make';
import { directory_user } from './tables.ts';
import { updateUser } from './users.ts';

const app = await testApp();
afterAll(() => app.close());
const admin = await makeAdmin(app);
const actorOf = (one: SignedIn) => ({
  id: one.id,
  role: 'admin' as const,
  full_name: 'Otieno Okoth',
  session_id: 'test',
});

test('only administrators see and make accounts', async () => {
  for (const person of [await makeStudent(app), await makeLecturer(app)]) {
    expect((await as(app, person).get('/api/users/')).status).toBe(403);
    expect((await as(app, person).post('/api/users/', {})).status).toBe(403);
    expect((await as(app, person).patch(`/api/users/${person.id}`, { role: 'admin' })).status).toBe(403);
  }
  expect((await as(app).get('/api/users/')).status).toBe(401);
});

test('a person without a password gets an invitation that makes one', async () => {
  const email = `${unique('kevin')}@example.test`;
  const made = await as(app, admin).post('/api/users/', {
    email,
    full_name: 'Kevin Mwangi',
    role: 'faculty',
  });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ role: 'faculty', has_password: false, active: true });
  await app.jobs.drain();
  const mail = (await listMailbox(app.db)).find((one) => one.recipient === email);
  const token = /reset\?token=([\w-]+)/.exec(mail?.body ?? '')?.[1];
  const password = 'chosen by himself';
  expect((await as(app).post('/api/auth/password/reset', { token, password })).status).toBe(204);
  expect((await as(app).post('/api/auth/login', { email, password })).body.user.email_verified).toBe(true);
  expect((await as(app, admin).post(`/api/users/${made.body.id}/invite`)).status).toBe(409);
});

test('an invitation that is sent again replaces the first one', async () => {
  const email = `${unique('kevin')}@example.test`;
  const { body } = await as(app, admin).post('/api/users/', {
    email,
    full_name: 'Kevin Mwangi',
    role: 'student',
  });
  expect((await as(app, admin).post(`/api/users/${body.id}/invite`)).status).toBe(204);
  await app.jobs.drain();
  const mails = (await listMailbox(app.db)).filter((one) => one.recipient === email);
  const tokens = mails.map((one) => /token=([\w-]+)/.exec(one.body)?.[1]);
  expect(tokens).toHaveLength(2);
  const answers = await Promise.all(
    tokens.map((token) => as(app).post('/api/auth/password/reset', { token, password: 'chosen by himself' })),
  );
  expect(answers.map((one) => one.status).sort()).toEqual([204, 400]);
});

test('the list is read page by page, without gap or repeat, and counts the roles', async () => {
  const mark = unique('Zawadi');
  for (let i = 0; i < 7; i += 1) await makeStudent(app, { full_name: `${mark} ${i % 3}` });
  await makeLecturer(app, { full_name: mark, active: false });
  const seen: number[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await as(app, admin).get(
      `/api/users/?limit=3&q=${mark}${cursor && `&cursor=${cursor}`}`,
    );
    expect(body.counts).toEqual({ student: 7, faculty: 0, admin: 0, inactive: 1 });
    seen.push(...body.items.map((one: { id: number }) => one.id));
    cursor = body.next;
  }
  expect(new Set(seen).size).toBe(8);
  expect(seen).toHaveLength(8);
  const off = (await as(app, admin).get(`/api/users/?q=${mark}&active=false`)).body.items;
  expect(off).toHaveLength(1);
});

test('a percent sign is searched for, not obeyed', async () => {
  expect((await as(app, admin).get('/api/users/?q=%25')).body.items).toEqual([]);
  expect((await as(app, admin).get('/api/users/?cursor=nonsense')).status).toBe(400);
});

test('demotion acts at once, on open sockets too', async () => {
  const other = await makeAdmin(app);
  expect((await as(app, other).get('/api/users/')).status).toBe(200);
  const socket = await connect(app, '/ws/notifications/', other);
  expect((await as(app, admin).patch(`/api/users/${other.id}`, { role: 'student' })).body.role).toBe(
    'student',
  );
  expect((await as(app, other).get('/api/users/')).status).toBe(403);
  expect(await socket.closed).toBe(1012);
});

test('deactivation signs the person out at once, on open sockets too', async () => {
  const student = await makeStudent(app);
  const socket = await connect(app, '/ws/notifications/', student);
  expect((await as(app, admin).patch(`/api/users/${student.id}`, { active: false })).status).toBe(200);
  expect((await as(app, student).get('/api/users/me')).status).toBe(401);
  expect(await socket.closed).toBe(4401);
  await as(app, admin).patch(`/api/users/${student.id}`, { active: true });
  expect((await as(app, student).get('/api/users/me')).status).toBe(401);
});

test('nobody takes away his own rights, and the last administrator stays', async () => {
  for (const patch of [{ role: 'faculty' }, { active: false }])
    expect((await as(app, admin).patch(`/api/users/${admin.id}`, patch)).body.type).toBe(
      '/problems/own-account',
    );
  expect(
    (await as(app, admin).patch(`/api/users/${admin.id}`, { full_name: 'Otieno J. Okoth' })).status,
  ).toBe(200);
});

test('administrators who demote each other at once leave one', async () => {
  const own = await testApp();
  try {
    const admins = [await makeAdmin(own), await makeAdmin(own), await makeAdmin(own), await makeAdmin(own)];
    const demote = (by: SignedIn, whom: SignedIn) =>
      updateUser(own.db, actorOf(by), own.settings, whom.id, { role: 'faculty' });
    const pairs = admins.flatMap((by) =>
      admins.filter((one) => one !== by).map((whom) => [by, whom] as const),
    );
    await Promise.allSettled(pairs.map(([by, whom]) => demote(by, whom)));
    const left = await own.db.select().from(directory_user).where(eq(directory_user.role, 'admin'));
    expect(left).toHaveLength(1);
  } finally {
    await own.close();
  }
});

test('a change of e-mail has to be confirmed anew', async () => {
  const student = await makeStudent(app, { email_verified_at: new Date().toISOString(), password_hash: 'x' });
  const email = `${unique('new')}@example.test`;
  const { body } = await as(app, admin).patch(`/api/users/${student.id}`, { email });
  expect(body).toMatchObject({ email, email_verified: false });
  const taken = await as(app, admin).patch(`/api/users/${student.id}`, { email: admin.email });
  expect([taken.status, taken.body.errors[0].pointer]).toEqual([409, '/email']);
});

test('everybody who is signed in finds people by name, but not the deactivated, nor addresses', async () => {
  const name = unique('Naliaka Wekesa');
  await makeStudent(app, { full_name: name });
  await makeStudent(app, { full_name: name, active: false });
  const { items } = (await as(app, await makeStudent(app)).get(`/api/people/?q=${encodeURIComponent(name)}`))
    .body;
  expect(items).toEqual([{ id: expect.any(Number), full_name: name, avatar_url: null, role: 'student' }]);
  expect((await as(app, admin).get('/api/people/?q=a')).status).toBe(400);
});

test('every change of an account stands in the audit log', async () => {
  const student = await makeStudent(app, { full_name: 'Brian Kiptoo' });
  await as(app, admin).patch(`/api/users/${student.id}`, { role: 'faculty', active: false });
  const { body } = await as(app, admin).get('/api/audit/?limit=2&about=user');
  expect(body.items.map((one: { action: string }) => one.action)).toEqual([
    'user.deactivated',
    'user.role-changed',
  ]);
  expect(body.items[1]).toMatchObject({
    actor: { id: admin.id },
    subject: `user:${student.id}`,
    detail: { name: 'Brian Kiptoo', from: 'student', to: 'faculty' },
  });
  expect((await as(app, admin).get(`/api/audit/?limit=2&cursor=${body.next}`)).body.items).toHaveLength(2);
  expect((await as(app, student).get('/api/audit/')).status).toBe(401);
});
