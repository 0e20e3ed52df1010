import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';

const folder = mkdtempSync(join(tmpdir(), 'co-drain-'));
const { DATABASE_URL: _database, REDIS_URL: _redis, ...environment } = process.env;
/** What a timer or a socket callback of ours might do one day. */
const throwing = `process.on('SIGUSR2', () => { throw new Error('nobody caught this'); })`;

const port = await freePort();
const url = `http://localhost:${port}`;
const child = spawn(
  process.execPath,
  ['--import', `data:text/javascript,${encodeURIComponent(throwing)}`, 'src/main.ts'],
  {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...environment, LOG_LEVEL: 'warn', DATA_DIR: join(folder, 'data'), PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  },
);
let output = '';
child.stdout.on('data', (data) => (output += data));
child.stderr.on('data', (data) => (output += data));
const exit = once(child, 'exit');

beforeAll(async () => {
  while (child.exitCode === null && !(await statusOf('/health'))) await sleep(100);
  if (child.exitCode !== null) throw new Error(output);
}, 120_000);
afterAll(() => {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function freePort() {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port: free } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return free;
}

/** 0 when nobody answers. */
const statusOf = (path: string) =>
  fetch(`${url}${path}`, { headers: { connection: 'close' } }).then(
    ({ status }) => status,
    () => 0,
  );

const credentials = JSON.stringify({ email: 'student@demo.test', password: 'course-organizer' });

/** A sign-in whose body is only half sent. */
async function beginLogin(
  agent: Agent,
): Promise<{ login: ClientRequest; finish(): Promise<IncomingMessage> }> {
  const headers = { 'content-type': 'application/json', 'content-length': credentials.length };
  const login = request(`${url}/api/auth/login`, { method: 'POST', agent, headers });
  login.write(credentials.slice(0, 20));
  await sleep(300);
  return {
    login,
    async finish() {
      const answered = once(login, 'response');
      login.end(credentials.slice(20));
      const [response] = (await answered) as [IncomingMessage];
      response.resume();
      return response;
    },
  };
}

async function signIn(): Promise<string> {
  const answer = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: credentials,
  });
  const { token } = (await answer.json()) as { token: string };
  return token;
}

test('a throw that nobody catches is logged, and nobody else notices', async () => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/notifications/?token=${await signIn()}`);
  await once(socket, 'message');
  child.kill('SIGUSR2');
  await expect.poll(() => output, { timeout: 5_000 }).toContain('nobody caught this');
  expect(await statusOf('/health/ready')).toBe(200);
  expect(socket.readyState).toBe(WebSocket.OPEN);
  socket.terminate();
});

test(
  'SIGTERM ends what is under way well, sends sockets elsewhere and exits with 0',
  { timeout: 40_000 },
  async () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/notifications/?token=${await signIn()}`);
    await once(socket, 'message');
    const left = once(socket, 'close');
    const agent = new Agent({ keepAlive: true });
    const { finish } = await beginLogin(agent);
    const idle = new Agent({ keepAlive: true });
    const quick = request(`${url}/health`, { agent: idle }).end();
    (await once(quick, 'response'))[0].resume();

    const began = Date.now();
    child.kill('SIGTERM');
    const [code] = await left;
    expect(code).toBe(1012);
    // Refused at the door is as good for a load balancer as 503.
    expect([503, 0]).toContain(await statusOf('/health/ready'));
    await sleep(500);
    expect(child.exitCode).toBeNull();
    expect((await finish()).statusCode).toBe(200);
    expect(await exit).toEqual([0, null]);
    expect(Date.now() - began).toBeLessThan(8_000);
  },
);
