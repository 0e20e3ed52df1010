import { eq, sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { directory_user } from '#directory/tables';
import { testApp } from '#test/app';
import { makeStudent } from '#test/make';
import { describeError } from './log.ts';

const app = await testApp();
afterAll(() => app.close());

test('the log of a failed query names the rule and not what people wrote', async () => {
  const [one, two] = [await makeStudent(app), await makeStudent(app)];
  const taken = app.db.update(directory_user).set({ email: one.email }).where(eq(directory_user.id, two.id));
  const error = await taken.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const described = describeError(error);
  expect(described).toMatchObject({ code: '23505', constraint: 'directory_user_email_unique' });
  expect(described.query).toContain('update "directory_user"');
  expect(described.stack).toMatch(/ at /);
  expect(JSON.stringify(described)).not.toContain(one.email);
});

test('other errors keep their words and their place', async () => {
  expect(describeError(new TypeError('x is not a function'))).toMatchObject({
    type: 'TypeError',
    message: 'x is not a function',
    stack: expect.stringContaining('log.spec.ts'),
  });
  const wrong = app.db.execute(sql`select ${'a secret'}::integer`);
  const described = describeError(await wrong.catch((reason: unknown) => reason));
  expect(described.code).toBe('22P02');
});
