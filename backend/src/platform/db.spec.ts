import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { openTestDatabase } from '#test/app';

const database = await openTestDatabase();
afterAll(() => database.close());

test('everyone who asks the database at the same time gets their own answer', async () => {
  const asked = Array.from({ length: 200 }, (_, number) => number);
  const answers = await Promise.all(
    asked.map(async (number) => {
      if (number % 3 > 0) return database.db.execute(sql`select ${number}::integer as number`);
      return database.db.transaction((tx) => tx.execute(sql`select ${number}::integer as number`));
    }),
  );
  expect(answers.map(({ rows }) => rows[0]?.['number'])).toEqual(asked);
});
