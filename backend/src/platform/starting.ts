import { once } from 'node:events';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import pg from 'pg';
import { ConfigError, type Config } from './config.ts';

const PATIENCE_MS = 5_000;
const OLDEST_POSTGRES = 150_000;

/** Tries each thing that a start needs and says in one sentence which is missing, before anything slow begins. */
export async function assertStartable(config: Config) {
  assertFolder(config.data_dir);
  await assertPortFree(config);
  await Promise.all([
    config.database_url && assertDatabase(config.database_url),
    config.redis_url && assertRedis(config.redis_url),
  ]);
}

function assertFolder(folder: string) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new ConfigError(
      `DATA_DIR is not usable: ${folder} must be a folder that this program may write to (${reasonOf(error)}).`,
    );
  }
}

async function assertPortFree({ host, port }: Config) {
  const probe = createServer();
  try {
    probe.listen({ host, port });
    await once(probe, 'listening');
  } catch (error) {
    throw explainListen(error, host, port);
  }
  probe.close();
  await once(probe, 'close');
}

/** The sentence for an address that cannot be listened on; anything else comes back as it is. */
export function explainListen(error: unknown, host: string, port: number): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new ConfigError(
        `Port ${port} on ${host} is taken by another program. Stop that one, or choose another: PORT=${port + 1} npm start`,
      );
    case 'EACCES':
      return new ConfigError(
        `PORT is not usable: this account may not listen on port ${port}. Choose one above 1023.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ConfigError(
        `HOST is not usable: it must be a name or address of this machine, such as localhost or 0.0.0.0; ${host} is not.`,
      );
    default:
      return error;
  }
}

async function assertDatabase(url: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
    if (Number(rows[0]?.server_version_num) < OLDEST_POSTGRES)
      throw new Error('this server is older than PostgreSQL 15');
  } catch (error) {
    throw new ConfigError(
      `DATABASE_URL is not usable: no connection to ${withoutPassword(url)} (${reasonOf(error)}). It must look like postgres://name:password@host:5432/database and name a running PostgreSQL 15 or newer.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

async function assertRedis(url: string) {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let reason: unknown;
  redis.on('error', (error) => (reason = error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw new ConfigError(
      `REDIS_URL is not usable: no connection to ${withoutPassword(url)} (${reasonOf(reason ?? error)}). It must look like redis://host:6379 and name a running Redis.`,
    );
  } finally {
    redis.disconnect();
  }
}

export function withoutPassword(url: string): string {
  const shown = new URL(url);
  if (shown.password) shown.password = '…';
  return decodeURIComponent(shown.href);
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] || 'no answer';
}
