import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the program answers, e.g. `http://localhost:41234`. */
    base: string;
  }
}

const START_MS = 170_000;

/** For all files. */
export default async function setup(project: TestProject) {
  const program = await startProgram();
  project.provide('base', program.base);
  return program.stop;
}

/** Starts the program as a newcomer does, embedded and with demo data, on a free port and an empty data folder. */
export async function startProgram(settings: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'co-browser-'));
  const port = await freePort();
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...environment } = process.env;
  const server = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: join(import.meta.dirname, '../../..'),
    env: {
      ...environment,
      ...settings,
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (data) => (output += data));
  const base = `http://localhost:${port}`;
  const deadline = Date.now() + START_MS;
  while (!(await fetch(`${base}/health`).catch(() => undefined))?.ok) {
    if (server.exitCode !== null || Date.now() > deadline)
      throw new Error(`the server did not start:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const stop = async () => {
    server.kill('SIGTERM');
    if (server.exitCode === null) await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
    if (/\b(ERROR|FATAL)\b/.test(output)) throw new Error(`the server logged errors:\n${output}`);
  };
  return { base, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
