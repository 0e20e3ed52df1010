import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrateDatabase, openDatabase } from '#platform/db';
import { openTokens } from '#platform/tokens';

export const SECRET_KEY = 'a secret key for benchmarks only, 32 characters and more';

/** A migrated database of its own on the server of DATABASE_URL, with groups and signed-in members. */
export async function openWorld(server: string, groups: number, membersEach: number) {
  const name = `co_bench_${randomBytes(4).toString('hex')}`;
  await administer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = await openDatabase({ url: url.href, dataDir: '' });
  await migrateDatabase(database);
  const people = groups * membersEach;
  await database.pool.query(
    `insert into directory_user (email, full_name) select 'p' || n || '@bench.test', 'Person ' || n from generate_series(1, $1::int) n`,
    [people],
  );
  await database.pool.query(
    `insert into course_api_studygroup (name, owner_id, invite_code, member_count)
     select 'Group ' || n, (n - 1) * $2::int + 1, 'code' || n, $2::int from generate_series(1, $1::int) n`,
    [groups, membersEach],
  );
  await database.pool.query(
    `insert into course_api_studygroupmembership (group_id, user_id) select (n - 1) / $2::int + 1, n from generate_series(1, $1::int) n`,
    [people, membersEach],
  );
  await database.pool.query(
    `insert into directory_session (id, user_id, expires_at) select 's' || n, n, now() + interval '1 day' from generate_series(1, $1::int) n`,
    [people],
  );
  const tokens = openTokens(SECRET_KEY);
  const members = Array.from({ length: people }, (_, n) => ({
    group_id: Math.floor(n / membersEach) + 1,
    user_id: n + 1,
    token: tokens.sign('session', { sub: String(n + 1), sid: `s${n + 1}` }, 86_400),
  }));
  return {
    url: url.href,
    members,
    empty: () =>
      database.pool.query(
        'truncate course_api_groupmessage cascade; update course_api_studygroup set last_seq = 0; checkpoint',
      ),
    async close() {
      await database.close();
      await administer(server, `drop database if exists ${name} with (force)`);
    },
  };
}
export type World = Awaited<ReturnType<typeof openWorld>>;
export type Sender = World['members'][number];

async function administer(server: string, statement: string) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
