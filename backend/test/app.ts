import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions, RouteOptions } from 'fastify';
import { inject, onTestFinished } from 'vitest';
import type { WebSocket } from 'ws';
import { buildApp } from '../src/app.ts';
import { readConfig, type Environment } from '#platform/config';
import { openDatabase, type Database } from '#platform/db';
import type { App } from '#platform/server';
import { administer, urlOf } from './database.ts';

/** A copy of the migrated template: on the server of DATABASE_URL, or embedded. */
export async function openTestDatabase(): Promise<Database> {
  const template = inject('template');
  if ('snapshot' in template) return openDatabase({ dataDir: 'memory://', snapshot: template.snapshot });
  const name = `co_test_${randomBytes(6).toString('hex')}`;
  await administer(template.server, `create database ${name} template ${template.name}`);
  const database = await openDatabase({ url: urlOf(template.server, name), dataDir: '' });
  return {
    ...database,
    async close() {
      await database.close();
      await administer(template.server, `drop database if exists ${name} with (force)`);
    },
  };
}

const prefixes = new WeakMap<Database, string>();

interface Given {
  /** A folder with built pages. */
  pages?: string;
  /** Hears of every route. */
  onRoute?: (route: RouteOptions) => void;
}

/**
 * The whole application on a database of its own, or on `database`, which then stays open (a second instance).
 * In a spec file: `const app = await testApp()` at the top, `afterAll(() => app.close())`.
 */
export async function testApp(env: Environment = {}, database?: Database, given: Given = {}): Promise<App> {
  const dataDir = mkdtempSync(join(tmpdir(), 'co-test-'));
  const own = database ?? (await openTestDatabase());
  // Instances on one database share what is in Redis; tests beside them do not.
  const prefix = prefixes.get(own) ?? `co-test-${randomBytes(6).toString('hex')}:`;
  prefixes.set(own, prefix);
  const config = readConfig({
    LOG_LEVEL: 'silent',
    DATA_DIR: dataDir,
    SECRET_KEY: 'a secret key for tests only, 32 characters and more',
    REDIS_URL: process.env['REDIS_URL'],
    REDIS_PREFIX: prefix,
    ...env,
  });
  const app = await buildApp(config, { database: own, ...given });
  app.addHook('onClose', async () => {
    if (!database) await own.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  await app.ready();
  return app;
}

export interface SignedIn {
  id: number;
  token: string;
}

/** Calls as one person: `await as(app, student).get('/api/courses/')` answers `{ status, body, headers }`. */
export function as(app: App, user?: SignedIn) {
  const call = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
    const options: InjectOptions = {
      method,
      url,
      headers: user ? { authorization: `Bearer ${user.token}` } : {},
    };
    const response = await app.inject(payload === undefined ? options : { ...options, payload });
    const isJson = /json/.test(String(response.headers['content-type']));
    return {
      status: response.statusCode,
      body: isJson ? response.json() : response.body,
      headers: response.headers,
    };
  };
  return {
    get: (url: string) => call('GET', url),
    post: (url: string, payload?: object) => call('POST', url, payload),
    put: (url: string, payload?: object) => call('PUT', url, payload),
    patch: (url: string, payload?: object) => call('PATCH', url, payload),
    delete: (url: string, payload?: object) => call('DELETE', url, payload),
  };
}

export interface TestSocket {
  socket: WebSocket;
  send(event: object): void;
  /** The next event of this type, those already received included; each event is handed out once. */
  next<T = Record<string, unknown>>(type: string, matches?: (event: T) => boolean): Promise<T>;
  /** Everything received so far. */
  received: Record<string, unknown>[];
  closed: Promise<number>;
}

/** Opens a socket of the application without a port; rejects with the status when it is refused before the upgrade. */
export async function connect(app: App, path: string, user?: SignedIn): Promise<TestSocket> {
  const url = user ? `${path}${path.includes('?') ? '&' : '?'}token=${user.token}` : path;
  const received: Record<string, unknown>[] = [];
  const pending: Record<string, unknown>[] = [];
  const waiting: { type: string; matches: (event: never) => boolean; resolve: (event: never) => void }[] = [];
  const onMessage = (data: unknown) => {
    const event = JSON.parse(String(data));
    received.push(event);
    const index = waiting.findIndex((one) => one.type === event.type && one.matches(event as never));
    if (index < 0) pending.push(event);
    else waiting.splice(index, 1)[0]?.resolve(event as never);
  };
  const socket = await app.injectWS(url, {}, { onInit: (ws: WebSocket) => void ws.on('message', onMessage) });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  onTestFinished(() => socket.terminate());
  return {
    socket,
    received,
    closed,
    send: (event) => socket.send(JSON.stringify(event)),
    next: (type, matches = () => true) =>
      new Promise((resolve, reject) => {
        const index = pending.findIndex((event) => event['type'] === type && matches(event as never));
        if (index >= 0) return resolve(pending.splice(index, 1)[0] as never);
        const timer = setTimeout(
          () =>
            reject(
              new Error(`no "${type}" arrived within 5 s; got ${JSON.stringify(received).slice(0, 800)}`),
            ),
          5_000,
        );
        waiting.push({ type, matches, resolve: (event) => (clearTimeout(timer), resolve(event)) });
      }),
  };
}
