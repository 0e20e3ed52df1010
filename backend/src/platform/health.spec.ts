import { afterAll, expect, test } from 'vitest';
import { as, testApp } from '#test/app';
import { makeStudent } from '#test/make';

const app = await testApp();
afterAll(() => app.close());

test('the server says that it is there without asking anything else', async () => {
  expect((await as(app).get('/health')).body).toEqual({ status: 'ok' });
});

test('readiness names each dependency', async () => {
  const { status, body } = await as(app).get('/health/ready');
  expect(status).toBe(200);
  expect(body.dependencies.database).toEqual({ state: 'ok' });
});

test('an unknown address is answered as a problem', async () => {
  const { status, headers, body } = await as(app).get('/api/nothing');
  expect(status).toBe(404);
  expect(headers['content-type']).toContain('application/problem+json');
  expect(body.type).toBe('/problems/not-found');
});

test('a person can be made and signs in', async () => {
  const student = await makeStudent(app);
  expect(await app.sessions.findByToken(student.token)).toMatchObject({ id: student.id, role: 'student' });
  await app.sessions.end({ user_id: student.id });
  expect(await app.sessions.findByToken(student.token)).toBeUndefined();
});
