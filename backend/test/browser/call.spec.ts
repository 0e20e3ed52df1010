import { chromium, type Browser, type BrowserContext, type BrowserServer, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { linesOf, openMedia, pullCable, receivesFrom, watchMedia } from './media.ts';
import { BROWSER, callAs, PASSWORD } from './people.ts';

const LECTURER = 'lecturer@demo.test';
const [ACHIENG, BRIAN, ADMIN] = ['student@demo.test', 'student2@demo.test', 'admin@demo.test'];

let browser: Browser;
/** Of its own, because its network is taken away. */
let far: BrowserServer;
let farBrowser: Browser;
let contexts: BrowserContext[] = [];
beforeAll(async () => {
  browser = await chromium.launch(BROWSER);
  far = await chromium.launchServer(BROWSER);
  farBrowser = await chromium.connect(far.wsEndpoint());
});
afterAll(async () => {
  await farBrowser.close();
  await far.close();
  await browser.close();
});

/** A lecture that begins now; answers the path of its call. */
async function newLecture(): Promise<string> {
  const [lecturer, ...students] = await Promise.all([LECTURER, ACHIENG, BRIAN].map(callAs));
  if (!lecturer) throw new Error('no lecturer');
  const lists: { id: number }[][] = await Promise.all(
    [lecturer, ...students].map((who) => who('GET', '/api/courses/')),
  );
  const course = lists[0]?.find(({ id }) => lists.every((list) => list.some((one) => one.id === id)));
  if (!course) throw new Error('no course of all three');
  const starts_at = new Date(Date.now() + 60_000).toISOString();
  const ends_at = new Date(Date.now() + 3_600_000).toISOString();
  const { id } = await lecturer('POST', '/api/meetings/', {
    title: `Graphs ${Date.now()}`,
    course_id: course.id,
    starts_at,
    ends_at,
  });
  return `/meetings/${id}/room`;
}

async function signIn(email: string, from = browser): Promise<Page> {
  const context = await from.newContext({ baseURL: inject('base'), permissions: ['camera', 'microphone'] });
  contexts.push(context);
  context.setDefaultTimeout(30_000);
  await watchMedia(context);
  const page = await context.newPage();
  await page.goto('/login');
  await page.getByTestId('login-email').fill(email);
  await page.getByTestId('login-password').fill(PASSWORD);
  await page.getByTestId('login-submit').click();
  await page.waitForURL('**/dashboard');
  return page;
}

/** Goes in with camera and microphone. */
async function enter(page: Page, room: string) {
  await page.evaluate(() =>
    localStorage.setItem('call-entrance', JSON.stringify({ mic: true, camera: true })),
  );
  await page.goto(room);
  await page.getByTestId('enter-call').click();
  await page.getByTestId('leave-call').waitFor();
}

async function call(room: string, emails: readonly string[]): Promise<Page[]> {
  const pages: Page[] = [];
  for (const email of emails) {
    const page = await signIn(email);
    await enter(page, room);
    pages.push(page);
  }
  return pages;
}

const all = (pages: Page[]) => Promise.all(pages.map((page) => receivesFrom(page, pages.length - 1)));

async function closeAll() {
  await Promise.all(contexts.map((context) => context.close()));
  contexts = [];
}

test('two people see and hear each other, and leaving closes everything', async () => {
  const room = await newLecture();
  const pages = await call(room, [LECTURER, ACHIENG]);
  const [lecturer, student] = pages;
  if (!lecturer || !student) throw new Error('nobody came');
  await all(pages);
  expect(await lecturer.getByTestId('call-engine').textContent()).toBe('peer');
  expect(await lecturer.getByTestId('call-tile').count()).toBe(2);

  await student.getByTestId('leave-call').click();
  await vi.waitFor(async () => expect(await openMedia(student)).toEqual({ connections: 0, tracks: 0 }));
  await vi.waitFor(async () => expect(await lecturer.getByTestId('call-tile').count()).toBe(1), 5_000);
  expect(await linesOf(lecturer)).toEqual([]);
  await closeAll();
});

test('four people: one reloads, one leaves, and the others go on', async () => {
  const room = await newLecture();
  const pages = await call(room, [LECTURER, ACHIENG, BRIAN, ADMIN]);
  console.log('four pages receive from all others after ms', await all(pages));

  const [, reloading, leaving] = pages;
  if (!reloading || !leaving) throw new Error('nobody came');
  await reloading.reload();
  await reloading.getByTestId('enter-call').click();
  console.log('healed after a reload, ms', await all(pages));

  await leaving.getByTestId('leave-call').click();
  const rest = pages.filter((page) => page !== leaving);
  console.log('three go on after one left, ms', await all(rest));
  for (const page of rest)
    await vi.waitFor(async () => expect(await page.getByTestId('call-tile').count()).toBe(3), 5_000);
  await closeAll();
});

test('a call heals after one of three lost the network for 15 seconds', async () => {
  const room = await newLecture();
  const pages = await call(room, [LECTURER, ACHIENG]);
  const lost = await signIn(BRIAN, farBrowser);
  await enter(lost, room);
  await all([...pages, lost]);

  await lost.context().setOffline(true);
  const plugIn = pullCable(far.process().pid ?? 0);
  const frozen = await linesOf(lost);
  await new Promise((resolve) => setTimeout(resolve, 15_000));
  const after = await linesOf(lost);
  plugIn();
  await lost.context().setOffline(false);
  expect(after.reduce((sum, { frames }) => sum + frames, 0)).toBeLessThan(
    frozen.reduce((sum, { frames }) => sum + frames, 0) + 30,
  );
  console.log('healed after 15 s without network, ms', await all([...pages, lost]));
  expect(await lost.getByTestId('call-tile').count()).toBe(3);
  await closeAll();
}, 180_000);
