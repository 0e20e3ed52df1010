import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { drizzle, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { startEmbedded } from './embedded.ts';

/** The database or a transaction in it. Inside a transaction use only the transaction: the embedded database has one session. */
export type Db = PgDatabase<NodePgQueryResultHKT, Record<string, never>>;

export interface Database {
  db: Db;
  pool: pg.Pool;
  kind: 'embedded' | 'postgres';
  close(): Promise<void>;
}

const STATEMENT_TIMEOUT_MS = 10_000;
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

interface Options {
  url?: string | undefined;
  dataDir: string;
  /** A snapshot that the embedded database begins with. */
  snapshot?: string;
  onError?: (error: Error) => void;
}

/** Opens PostgreSQL at `url`, or the embedded one in `dataDir`. */
export async function openDatabase(options: Options): Promise<Database> {
  const common = { connectionTimeoutMillis: 5_000, query_timeout: STATEMENT_TIMEOUT_MS + 2_000 };
  if (options.url) {
    const pool = new pg.Pool({
      ...common,
      connectionString: options.url,
      max: 10,
      statement_timeout: STATEMENT_TIMEOUT_MS,
    });
    return wrap(pool, 'postgres', options.onError);
  }
  const embedded = await startEmbedded(options.dataDir, options.snapshot);
  const pool = new pg.Pool({
    ...common,
    host: embedded.host,
    port: 5432,
    user: 'postgres',
    database: 'postgres',
    // The embedded database has one session, and its socket lets the messages of two connections cut into each other.
    max: 1,
    idleTimeoutMillis: 0,
    query_timeout: 60_000,
    connectionTimeoutMillis: 60_000,
  });
  return wrap(pool, 'embedded', options.onError, embedded.stop);
}

function wrap(
  pool: pg.Pool,
  kind: Database['kind'],
  onError = (_: Error) => {},
  after = async () => {},
): Database {
  pool.on('error', onError);
  return {
    db: drizzle(pool) as unknown as Db,
    pool,
    kind,
    async close() {
      await pool.end();
      await after();
    },
  };
}

const MIGRATIONS = join(import.meta.dirname, '../../migrations');
const MIGRATION_LOCK = 7_236_401;

/** Brings the schema up to date. Instances that start together take turns. */
export async function migrateDatabase(database: Database) {
  const client = await database.pool.connect();
  try {
    await client.query(`select pg_advisory_lock(${MIGRATION_LOCK})`);
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
  } finally {
    await client.query(`select pg_advisory_unlock(${MIGRATION_LOCK})`).catch(() => {});
    client.release();
  }
}

/** Answers when the database does; throws what the driver throws. */
export const pingDatabase = (db: Db) => db.execute(sql`select 1`);
