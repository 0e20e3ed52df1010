// npm run demo -- [--students 2000] [--reset]: the demo faculty, into DATABASE_URL or the embedded database of DATA_DIR.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { ConfigError, readConfig } from '#platform/config';
import { migrateDatabase, openDatabase, type Db } from '#platform/db';
import { assertStartable } from '#platform/starting';
import { isEmpty } from './first-start.ts';
import { loadDemo } from './load.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './people.ts';

const MOST_STUDENTS = 20_000;

try {
  await main();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(`\n  ${error.message}\n`);
  process.exit(2);
}

async function main() {
  const { students, reset } = readArguments();
  const config = readConfig({ ...process.env, PORT: '0' });
  if (config.production)
    throw new ConfigError('Demo accounts have a known password: with NODE_ENV=production they are not made.');
  await assertStartable(config);
  const database = await openDatabase({
    url: config.database_url,
    dataDir: join(config.data_dir, 'postgres'),
  });
  try {
    await migrateDatabase(database);
    if (reset) await emptyAll(database.db);
    if (!(await isEmpty(database.db)))
      throw new ConfigError(
        'This database has people in it already, and nothing was changed. Name an empty one (DATABASE_URL or DATA_DIR), or delete everything in this one with --reset.',
      );
    const begun = Date.now();
    const made = await loadDemo(database.db, { zone: config.time_zone, students });
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    console.log(
      `  ${made.students} students, ${made.courses} courses and ${made.messages} messages in ${seconds} s.\n` +
        `  Sign in as ${Object.values(DEMO_ACCOUNTS).join(', ')} with the password ${DEMO_PASSWORD}.`,
    );
  } finally {
    await database.close();
  }
}

function readArguments() {
  const { values } = parseArgs({
    options: { students: { type: 'string', default: '160' }, reset: { type: 'boolean', default: false } },
  });
  const students = Number(values.students);
  if (!Number.isInteger(students) || students < 160 || students > MOST_STUDENTS)
    throw new ConfigError(`--students must be a whole number from 160 to ${MOST_STUDENTS}.`);
  return { students, reset: values.reset };
}

/** Every table of the product, with the counters; the list of migrations lies in a schema of its own and stays. */
async function emptyAll(db: Db) {
  const { rows } = await db.execute<{ name: string }>(
    sql`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  if (rows.length > 0)
    await db.execute(sql.raw(`truncate ${rows.map(({ name }) => name).join(', ')} restart identity cascade`));
}
