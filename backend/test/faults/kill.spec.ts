import { once } from 'node:events';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'co-kill-'));
const running = new Set<ChildProcess>();
const { DATABASE_URL: _database, REDIS_URL: _redis, ...environment } = process.env;
afterEach(() => running.forEach((child) => child.kill('SIGKILL')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The program as `npm start` runs it, in a process of its own, embedded. */
function launch(env: Record<string, string>) {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...environment, LOG_LEVEL: 'warn', DATA_DIR: join(folder, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const exit = once(child, 'exit').then(([code, signal]) => {
    running.delete(child);
    return { code, signal, output };
  });
  return { child, exit, said: () => output };
}

async function start(port: number) {
  const server = launch({ PORT: String(port) });
  const ended = server.exit.then(({ output }) => Promise.reject(new Error(output)));
  ended.catch(() => {});
  await Promise.race([ended, answered(port)]);
  return { ...server, url: `http://localhost:${port}` };
}

async function answered(port: number) {
  for (;;) {
    const answer = await fetch(`http://localhost:${port}/health`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function freePort() {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const post = (url: string, body: object) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

test('what was answered before a kill -9 is there after the next start', { timeout: 240_000 }, async () => {
  const port = await freePort();
  const account = {
    email: 'naliaka@example.test',
    password: 'a long enough secret',
    full_name: 'Naliaka Wekesa',
  };
  const first = await start(port);
  expect((await post(`${first.url}/api/auth/register`, account)).status).toBe(201);
  first.child.kill('SIGKILL');
  expect((await first.exit).signal).toBe('SIGKILL');

  const second = await start(port);
  expect((await post(`${second.url}/api/auth/login`, account)).status).toBe(200);
  expect(second.said()).toContain('student@demo.test');
  second.child.kill('SIGINT');
  expect((await second.exit).code).toBe(0);
});

test('a start that cannot be is refused in one sentence', { timeout: 120_000 }, async () => {
  const refusal = async (env: Record<string, string>) => {
    const { code, output } = await launch({ PORT: String(await freePort()), ...env }).exit;
    expect(output).not.toMatch(/\n\s+at /);
    return { code, output };
  };
  const taken = createServer().listen(0, 'localhost');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  expect(await refusal({ PORT: String(port) })).toMatchObject({
    code: 2,
    output: expect.stringContaining(`Port ${port} on localhost is taken`),
  });
  taken.close();
  expect(await refusal({ DATABASE_URL: 'postgres://me:secret@127.0.0.1:9/none' })).toMatchObject({
    code: 2,
    output: expect.stringMatching(/DATABASE_URL.*must look like postgres:\/\/(?!.*secret)/),
  });
  expect(await refusal({ REDIS_URL: 'redis://127.0.0.1:9' })).toMatchObject({
    code: 2,
    output: expect.stringMatching(/REDIS_URL.*must look like redis:\/\//),
  });
  expect(await refusal({ DATA_DIR: join(import.meta.filename, 'data') })).toMatchObject({
    code: 2,
    output: expect.stringContaining('DATA_DIR'),
  });
  expect(await refusal({ PORT: 'eighty' })).toMatchObject({
    code: 2,
    output: expect.stringContaining('PORT'),
  });
});

test('a second process does not open the same data', { timeout: 120_000 }, async () => {
  const first = await start(await freePort());
  const { code, output } = await launch({ PORT: String(await freePort()) }).exit;
  expect(code).toBe(2);
  expect(output).toContain(`in use by process ${first.child.pid}`);
});
