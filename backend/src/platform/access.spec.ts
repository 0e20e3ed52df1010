import fastify from 'fastify';
import { afterAll, expect, test } from 'vitest';
import { as, testApp } from '#test/app';
import { makeStudent } from '#test/make';
import { accessPlugin } from './access.ts';
import { openTokens } from './tokens.ts';

const app = await testApp({ ALLOWED_HOSTS: 'localhost' });
afterAll(() => app.close());

test('a route that does not state who may call it cannot be registered', async () => {
  const server = fastify();
  const findNobody = async () => undefined;
  await server.register(accessPlugin, {
    kv: app.kv,
    allowedOrigins: [],
    findActor: findNobody,
    findActorOfSession: findNobody,
  });
  expect(() => server.get('/api/forgotten', async () => 'x')).toThrow(/does not state who may call it/);
});

test('a token of another kind or of another key is refused', async () => {
  const student = await makeStudent(app);
  const claims = app.tokens.read('session', student.token);
  const sid = claims?.['sid'];
  expect(await app.sessions.findByToken(student.token)).toBeDefined();
  expect(await app.sessions.findByToken(app.tokens.sign('signed-url', { sid }, 60))).toBeUndefined();
  expect(
    await app.sessions.findByToken(openTokens('another key').sign('session', { sid }, 60)),
  ).toBeUndefined();
  const [, body] = student.token.split('.');
  const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${body}.`;
  expect(await app.sessions.findByToken(unsigned)).toBeUndefined();
});

test('a host that is not ours is not answered', async () => {
  const response = await app.inject({ url: '/api/', headers: { host: 'evil.test' } });
  expect(response.statusCode).toBe(400);
  expect((await as(app).get('/api/')).status).toBe(200);
});
