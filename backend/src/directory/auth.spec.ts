import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { listMailbox } from '#platform/mailer';
import { as, connect, testApp } from '#test/app';
import { makeAdmin, makeStudent, unique } from '#test/make';
import { ensureAdmin } from './public.ts';
import { hashPassword } from './passwords.ts';
import { directory_user } from './tables.ts';

const app = await testApp();
afterAll(() => app.close());

const password = 'a long enough secret';
const newEmail = () => `${unique('faith')}@students.example.test`;
const register = async (values: object = {}) => {
  const email = newEmail();
  const answer = await as(app).post('/api/auth/register', {
    email,
    password,
    full_name: 'Faith Mwende',
    ...values,
  });
  return { ...answer, email, user: { id: answer.body.user?.id, token: answer.body.token } };
};
const login = (email: string, typed = password, headers = {}) =>
  app.inject({ method: 'POST', url: '/api/auth/login', payload: { email, password: typed }, headers });
const linkFor = async (email: string) => {
  while ((await app.jobs.drain()) > 0);
  const mail = (await listMailbox(app.db)).find((one) => one.recipient === email);
  return /token=([\w-]+)/.exec(mail?.body ?? '')?.[1];
};

test('whoever registers is a student, whatever the body says', async () => {
  const { status, body } = await register({ role: 'admin' });
  expect(status).toBe(201);
  expect(body.user).toMatchObject({
    role: 'student',
    full_name: 'Faith Mwende',
    avatar_url: null,
    email_verified: false,
  });
  expect((await as(app, { id: 1, token: body.token }).get('/api/users/me')).body.role).toBe('student');
});

test('an address has one account, however it is written', async () => {
  const { email } = await register();
  const { status, body } = await register({ email: email.toUpperCase() });
  expect(status).toBe(409);
  expect(body.errors).toEqual([
    { pointer: '/email', detail: 'There is an account with this address already.' },
  ]);
});

test('a short or obvious password is refused at its field', async () => {
  const email = newEmail();
  for (const password of ['short', 'aaaaaaaaaaaa', 'Password123', `${email.split('@')[0]}!!`]) {
    const { status, body } = await register({ email, password });
    expect([status, body.errors?.[0].pointer]).toEqual([400, '/password']);
  }
});

test('an unknown address and a wrong password are answered in the same words', async () => {
  const { email } = await register();
  const [unknown, wrong] = [await login('nobody@example.test'), await login(email, 'something else')];
  expect([unknown.statusCode, wrong.statusCode]).toEqual([401, 401]);
  expect({ ...unknown.json(), instance: '' }).toEqual({ ...wrong.json(), instance: '' });
});

test('a body of the wrong kind, a NUL or an array is no password', async () => {
  const { email } = await register();
  for (const typed of [null, 1, ['a long enough secret'], { $ne: '' }, ''])
    expect((await as(app).post('/api/auth/login', { email, password: typed })).status).toBe(400);
});

test('after ten wrong passwords the right one has to wait, whatever the headers claim', async () => {
  const { email } = await register();
  for (let i = 0; i < 10; i += 1)
    expect((await login(email, `guess number ${i}`, { 'x-forwarded-for': `10.0.0.${i}` })).statusCode).toBe(
      401,
    );
  const refused = await login(email, password, { 'x-forwarded-for': '10.9.9.9' });
  expect(refused.statusCode).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
});

test('thirty guesses at once are still ten, even when the last one is right', async () => {
  const { email } = await register();
  const guesses = Array.from({ length: 30 }, (_, i) =>
    login(email, i === 29 ? password : `guess number ${i}`),
  );
  const answers = await Promise.all(guesses);
  expect(answers.filter((one) => one.statusCode === 401)).toHaveLength(10);
  expect(answers.filter((one) => one.statusCode === 429)).toHaveLength(20);
});

test('many strangers at many addresses have ten guesses together', async () => {
  const { email } = await register();
  const guess = (i: number) =>
    app.inject({
      method: 'POST',
      url: '/api/auth/login',
      payload: { email, password: 'wrong wrong' },
      remoteAddress: `203.0.113.${i}`,
    });
  for (let i = 10; i < 20; i += 1) expect((await guess(i)).statusCode).toBe(401);
  expect((await guess(20)).statusCode).toBe(429);
});

test('a stranger who guesses does not lock out the owner at a known address', async () => {
  const { email } = await register();
  for (let i = 0; i < 10; i += 1)
    await app.inject({
      method: 'POST',
      url: '/api/auth/login',
      payload: { email, password: 'wrong wrong' },
      remoteAddress: '203.0.113.7',
    });
  const stranger = await app.inject({
    method: 'POST',
    url: '/api/auth/login',
    payload: { email, password },
    remoteAddress: '203.0.113.7',
  });
  expect(stranger.statusCode).toBe(429);
  expect((await login(email)).statusCode).toBe(200);
});

test('signing in on thirty devices at once is no guessing', async () => {
  const { email } = await register();
  const answers = await Promise.all(Array.from({ length: 30 }, () => login(email)));
  expect(new Set(answers.map((one) => one.statusCode))).toEqual(new Set([200]));
});

test('a deactivated account cannot sign in', async () => {
  const { email } = await register();
  await app.db.update(directory_user).set({ active: false }).where(eq(directory_user.email, email));
  expect((await login(email)).json().type).toBe('/problems/account-inactive');
});

test('signing out ends the token, its ticket and its open sockets', async () => {
  const { user } = await register();
  const { body, status } = await as(app, user).post('/api/auth/ws-ticket');
  expect(status).toBe(201);
  expect(Date.parse(body.expires_at) - Date.now()).toBeLessThanOrEqual(30_000);
  const socket = await connect(app, '/ws/notifications/', user);
  expect((await as(app, user).post('/api/auth/logout')).status).toBe(204);
  expect(await socket.closed).toBe(4401);
  expect((await as(app, user).get('/api/users/me')).status).toBe(401);
  await expect(connect(app, `/ws/notifications/?token=${body.ticket}`)).rejects.toThrow('401');
});

test('a ticket opens one socket', async () => {
  const { user } = await register();
  const { ticket } = (await as(app, user).post('/api/auth/ws-ticket')).body;
  await connect(app, `/ws/notifications/?token=${ticket}`);
  await expect(connect(app, `/ws/notifications/?token=${ticket}`)).rejects.toThrow('401');
});

test('the address is confirmed by a link that works once', async () => {
  const { email, user } = await register();
  const token = await linkFor(email);
  expect((await as(app).post('/api/auth/verify', { token })).status).toBe(204);
  expect((await as(app, user).get('/api/users/me')).body.email_verified).toBe(true);
  expect((await as(app).post('/api/auth/verify', { token })).body.type).toBe('/problems/link-expired');
  expect((await as(app, user).post('/api/auth/verify/resend')).status).toBe(409);
});

test('a forgotten password is replaced by a link, and every session ends', async () => {
  const { email, user } = await register();
  expect((await as(app).post('/api/auth/password/forgot', { email })).status).toBe(202);
  const token = await linkFor(email);
  const fresh = 'quite another secret';
  expect((await as(app).post('/api/auth/password/reset', { token, password: fresh })).status).toBe(204);
  expect((await as(app, user).get('/api/users/me')).status).toBe(401);
  expect((await login(email, fresh)).statusCode).toBe(200);
  expect((await login(email)).statusCode).toBe(401);
  expect((await as(app).post('/api/auth/password/reset', { token, password: fresh })).status).toBe(400);
});

test('asking for an unknown address is answered the same and mails nobody', async () => {
  const { email } = await register();
  const known = await as(app).post('/api/auth/password/forgot', { email });
  const unknown = await as(app).post('/api/auth/password/forgot', { email: 'nobody@example.test' });
  expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
  await linkFor(email);
  expect((await listMailbox(app.db)).some((one) => one.recipient === 'nobody@example.test')).toBe(false);
});

test('changing the password asks for the old one and ends the other sessions', async () => {
  const { email, user } = await register();
  const other = { id: user.id, token: (await login(email)).json().token };
  const wrong = await as(app, user).post('/api/auth/password/change', {
    current_password: 'no',
    password: 'quite another secret',
  });
  expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([400, '/current_password']);
  const change = { current_password: password, password: 'quite another secret' };
  expect((await as(app, user).post('/api/auth/password/change', change)).status).toBe(204);
  expect((await as(app, user).get('/api/users/me')).status).toBe(200);
  expect((await as(app, other).get('/api/users/me')).status).toBe(401);
});

test('I see where I am signed in and sign out there', async () => {
  const { email, user } = await register();
  const other = { id: user.id, token: (await login(email)).json().token };
  const { items } = (await as(app, user).get('/api/users/me/sessions')).body;
  expect(items.map((one: { current: boolean }) => one.current).sort()).toEqual([false, true]);
  const there = items.find((one: { current: boolean }) => !one.current);
  expect((await as(app, user).delete(`/api/users/me/sessions/${there.id}`)).status).toBe(204);
  expect((await as(app, other).get('/api/users/me')).status).toBe(401);
  const stranger = await makeStudent(app);
  expect((await as(app, stranger).delete(`/api/users/me/sessions/${items[0].id}`)).status).toBe(404);
});

test('signing out everywhere else keeps this session', async () => {
  const { email, user } = await register();
  const other = { id: user.id, token: (await login(email)).json().token };
  expect((await as(app, user).delete('/api/users/me/sessions')).status).toBe(204);
  expect((await as(app, other).get('/api/users/me')).status).toBe(401);
  expect((await as(app, user).get('/api/users/me')).status).toBe(200);
});

test('the sign-in page learns the demo accounts only where they exist', async () => {
  expect((await as(app).get('/api/auth/settings')).body).toMatchObject({
    demo_accounts: [],
    mail: 'mailbox',
    registration: 'open',
  });
  await makeStudent(app, { email: 'student@demo.test', full_name: 'Achieng Odhiambo' });
  expect((await as(app).get('/api/auth/settings')).body.demo_accounts).toEqual([
    { email: 'student@demo.test', full_name: 'Achieng Odhiambo', role: 'student' },
  ]);
});

test('registration can be for some domains only, or closed', async () => {
  app.settings.registration = 'domain';
  app.settings.registration_domains = ['students.uni.test'];
  expect((await register()).body.errors[0].pointer).toBe('/email');
  expect((await register({ email: 'a.otieno@students.uni.test' })).status).toBe(201);
  app.settings.registration = 'closed';
  expect((await register({ email: 'b.otieno@students.uni.test' })).status).toBe(403);
  app.settings.registration = 'open';
});

test('the first start makes an administrator of the settings, once', async () => {
  const settings = {
    admin_email: newEmail(),
    admin_password: 'from the settings',
    time_zone: 'Africa/Nairobi',
  };
  expect(await ensureAdmin(app.db, settings)).toBe(true);
  expect((await login(settings.admin_email, 'from the settings')).json().user.role).toBe('admin');
  expect(await ensureAdmin(app.db, { ...settings, admin_password: 'changed later' })).toBe(false);
});

test('hashing passwords leaves the server free to answer', async () => {
  await makeAdmin(app);
  let beats = 0;
  const timer = setInterval(() => (beats += 1), 2);
  await Promise.all(Array.from({ length: 12 }, () => hashPassword(password)));
  clearInterval(timer);
  expect(beats).toBeGreaterThan(10);
});

test('the local mailbox is read from this machine only', async () => {
  expect((await as(app).get('/api/mailbox/')).status).toBe(200);
  const proxied = { 'x-forwarded-for': '192.0.2.9' };
  expect((await app.inject({ url: '/api/mailbox/', headers: proxied })).statusCode).toBe(404);
  const far = await app.inject({ url: '/api/mailbox/', remoteAddress: '192.0.2.9' });
  expect(far.statusCode).toBe(404);
});
