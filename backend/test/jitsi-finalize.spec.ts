import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const script = join(import.meta.dirname, '../../jitsi/jibri/finalize.sh');
const missing = ['bash', 'curl', 'jq', 'flock'].some((tool) => spawnSync(tool, ['--version']).status !== 0);
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

interface Upload {
  url: string;
  authorization: string | undefined;
  body: string;
}

/** An API that gives these answers in turn, the last of them for ever. */
async function makeApi(...statuses: number[]) {
  const uploads: Upload[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      uploads.push({ url, authorization: headers.authorization, body: Buffer.concat(chunks).toString() });
      response.writeHead((statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => server.close());
  const address = server.address();
  return { uploads, port: typeof address === 'object' ? address?.port : 0 };
}

function makeRecording() {
  const recordings = mkdtempSync(join(tmpdir(), 'co-jibri-'));
  cleanups.push(() => rmSync(recordings, { recursive: true, force: true }));
  const folder = join(recordings, 'session-1');
  mkdirSync(folder);
  writeFileSync(join(folder, 'm-room_2026-11-22-09-00-00.mp4'), 'film');
  const metadata = { meeting_url: 'https://meet.example/m-room?jwt=x', participants: [] };
  writeFileSync(join(folder, 'metadata.json'), JSON.stringify(metadata));
  return { recordings, folder };
}

function finalize(port: number | undefined, recordings: string, ...args: string[]) {
  const env = {
    ...process.env,
    RECORDINGS_URL: `http://127.0.0.1:${port}/internal/jitsi/recordings`,
    JITSI_WEBHOOK_SECRET: 'a-secret-of-the-test',
    JIBRI_RECORDING_DIR: recordings,
    UPLOAD_TRIES: '4',
    UPLOAD_PAUSE_SECONDS: '0',
  };
  return new Promise<number | null>((resolve) => {
    spawn('bash', [script, ...args], { env, stdio: 'ignore' }).on('close', resolve);
  });
}

function age(folder: string) {
  const past = Date.now() / 1000 - 3600;
  for (const name of ['m-room_2026-11-22-09-00-00.mp4', 'metadata.json', ''])
    utimesSync(join(folder, name), past, past);
}

test.skipIf(missing)(
  'a recording arrives although the API fails twice, and is deleted only then',
  async () => {
    const { uploads, port } = await makeApi(503, 500, 201);
    const { recordings, folder } = makeRecording();
    expect(await finalize(port, recordings, folder)).toBe(0);
    expect(uploads).toHaveLength(3);
    expect(uploads[2]).toEqual({
      url: '/internal/jitsi/recordings?room=m-room&session=session-1&file=m-room_2026-11-22-09-00-00.mp4',
      authorization: 'Bearer a-secret-of-the-test',
      body: 'film',
    });
    expect(existsSync(folder)).toBe(false);
  },
);

test.skipIf(missing)('a recording that cannot be sent stays, and the sweeper sends it later', async () => {
  const away = await makeApi(503);
  const { recordings, folder } = makeRecording();
  expect(await finalize(away.port, recordings, folder)).toBe(1);
  expect(away.uploads).toHaveLength(4);
  expect(existsSync(folder)).toBe(true);
  age(folder);
  const back = await makeApi(201);
  expect(await finalize(back.port, recordings, '--sweep')).toBe(0);
  expect(back.uploads).toHaveLength(1);
  expect(existsSync(folder)).toBe(false);
});

test.skipIf(missing)('the sweeper leaves alone what is still being recorded', async () => {
  const { uploads, port } = await makeApi(201);
  const { recordings, folder } = makeRecording();
  expect(await finalize(port, recordings, '--sweep')).toBe(0);
  expect(uploads).toEqual([]);
  expect(existsSync(folder)).toBe(true);
});

test.skipIf(missing)('a refusal is not repeated and deletes nothing', async () => {
  const { uploads, port } = await makeApi(403);
  const { recordings, folder } = makeRecording();
  expect(await finalize(port, recordings, folder)).toBe(1);
  expect(uploads).toHaveLength(1);
  expect(existsSync(folder)).toBe(true);
});
