import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import jwt from 'jsonwebtoken';
import { generateKeyPairSync } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startJitsiDouble } from './lib-jitsi-double/host.ts';
import type { EnginePage, Scene } from './lib-jitsi-double/engine-page.ts';
import { openBrowser } from './people.ts';

declare const engine: EnginePage;

const ROOM = 'm-0123456789abcdef';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

let browser: Browser;
let site: Server;
let jitsi: Awaited<ReturnType<typeof startJitsiDouble>>;

beforeAll(async () => {
  browser = await openBrowser();
  const entry = join(import.meta.dirname, 'lib-jitsi-double/engine-page.ts');
  const tsconfigRaw = { compilerOptions: { experimentalDecorators: true } };
  const built = buildSync({ entryPoints: [entry], bundle: true, format: 'esm', write: false, tsconfigRaw });
  site = createServer((request, response) => {
    const script = request.url === '/engine.js';
    response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html' });
    response.end(
      script ? built.outputFiles[0]?.text : '<!doctype html><script type=module src=/engine.js></script>',
    );
  }).listen(0, 'localhost');
  await once(site, 'listening');
});
afterAll(async () => {
  await browser.close();
  site.close();
});

const sceneOf = (id: number, all: number[]): Scene => {
  const peerOf = (user_id: number): Scene['self'] => ({
    peer_id: `p${user_id}`,
    user_id,
    full_name: `Person ${user_id}`,
    avatar_url: null,
    role: 'member',
    mic: true,
    camera: true,
    sharing: false,
    listener: false,
  });
  const claims = {
    iss: 'course-organizer',
    aud: 'jitsi',
    sub: 'meet.jitsi',
    room: ROOM,
    context: { user: { id: String(id), name: `Person ${id}` } },
  };
  const jwt_token = jwt.sign(claims, privateKey, { algorithm: 'RS256', keyid: 'co-1', expiresIn: 3600 });
  const expires_at = new Date(Date.now() + 3600_000).toISOString();
  return {
    self: peerOf(id),
    peers: all.filter((other) => other !== id).map(peerOf),
    entry: {
      engine: 'jitsi',
      jitsi_domain: jitsi.domain,
      room: ROOM,
      jwt_token,
      expires_at,
      moderator: false,
    },
  };
};

async function openPage(id: number, all: number[]): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(`http://localhost:${(site.address() as AddressInfo).port}/`);
  await page.waitForFunction('globalThis.engine');
  await page.evaluate((scene) => engine.join(scene), sceneOf(id, all));
  return page;
}

const seen = (page: Page) => page.evaluate(() => engine.seen());

test('three browsers see and hear each other through the Jitsi host, and all say within 12 s when it dies', async () => {
  jitsi = await startJitsiDouble(pem);
  const all = [1, 2, 3];
  const pages = await Promise.all(all.map((id) => openPage(id, all)));
  for (const page of pages) {
    await expect
      .poll(() => seen(page).then((others) => others.filter(({ camera }) => camera > 5).length), {
        timeout: 20_000,
      })
      .toBe(2);
    expect((await seen(page)).map(({ audio }) => audio)).toEqual([1, 1]);
  }
  await jitsi.kill();
  const killed = Date.now();
  for (const page of pages)
    await page.waitForFunction(() => engine.phase().phase === 'failed', undefined, { timeout: 15_000 });
  const took = Date.now() - killed;
  console.log(`all three engines gave up ${took} ms after the host died`);
  expect(took).toBeLessThan(12_000);
  expect(await pages[0]?.evaluate(() => engine.phase())).toMatchObject({ next: 'other-engine' });
  await Promise.all(pages.map((page) => page.context().close()));
});

test('ten joins and leaves leave nothing open in the page', async () => {
  jitsi = await startJitsiDouble(pem);
  const [ann, ben] = [await openPage(1, [1, 2]), await openPage(2, [1, 2])];
  const scene = sceneOf(2, [1, 2]);
  const heap = () =>
    ben.evaluate(
      () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
    );
  const session = await ben.context().newCDPSession(ben);
  const figures: number[] = [];
  for (let round = 0; round < 10; round++) {
    await expect
      .poll(() => seen(ann).then(([one]) => one?.camera ?? 0), { timeout: 20_000 })
      .toBeGreaterThan(2);
    await ben.evaluate(async () => {
      await engine.service.leave();
      engine.media.stop();
    });
    await expect.poll(() => seen(ann).then(([one]) => one?.audio)).toBe(0);
    await session.send('HeapProfiler.collectGarbage');
    figures.push(await heap());
    if (round < 9) await ben.evaluate((again) => engine.join(again), scene);
  }
  const open = await ben.evaluate(() => ({
    ...engine.openMedia(),
    double: (globalThis as never as { JitsiMeetJS: { double: { complaints: string[]; open: Set<object> } } })
      .JitsiMeetJS.double,
  }));
  console.log('heap after each leave, KiB:', figures.map((bytes) => Math.round(bytes / 1024)).join(' '));
  expect(open).toMatchObject({ tracks: 0, connections: 0, contexts: 0, double: { complaints: [] } });
  expect(jitsi.rooms.seats.size).toBe(1);
  await Promise.all([ann, ben].map((page) => page.context().close()));
  await jitsi.kill();
});
