import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startJitsiDouble } from './lib-jitsi-double/host.ts';
import { openBrowser, PASSWORD } from './people.ts';
import { startProgram } from './server.ts';

let browser: Browser;
let jitsi: Awaited<ReturnType<typeof startJitsiDouble>>;
let program: Awaited<ReturnType<typeof startProgram>>;

beforeAll(async () => {
  jitsi = await startJitsiDouble();
  program = await startProgram({ JITSI_DOMAIN: jitsi.domain, NODE_EXTRA_CA_CERTS: jitsi.certificate });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

async function enter(email: string, meeting: number): Promise<Page> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    baseURL: program.base,
    permissions: ['camera', 'microphone'],
  });
  const page = await context.newPage();
  await page.goto('/login');
  await page.getByTestId('login-email').fill(email);
  await page.getByTestId('login-password').fill(PASSWORD);
  await page.getByTestId('login-submit').click();
  await page.waitForURL('**/dashboard');
  await page.goto(`/meetings/${meeting}/room`);
  const camera = page.getByTestId('check-camera');
  await camera.waitFor();
  // The page opens the camera by itself.
  await expect.poll(() => camera.getAttribute('aria-label'), { timeout: 10_000 }).toBe('Camera off');
  await page.getByTestId('enter-call').click();
  return page;
}

/** A lecture of the demo's lecturer that begins now. */
async function startLecture(): Promise<number> {
  const call = async (path: string, token?: string, body?: object) => {
    const response = await fetch(program.base + path, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const login = (email: string) => call('/api/auth/login', undefined, { email, password: PASSWORD });
  const { token } = await login('lecturer@demo.test');
  const student = await login('student@demo.test');
  const coursesOf = async (whose: string): Promise<{ id: number }[]> => {
    const courses = await call('/api/courses/', whose);
    return courses.items ?? courses;
  };
  const mine = await coursesOf(student.token);
  const ids = new Set(mine.map(({ id }) => id));
  const taught = await coursesOf(token);
  for (const { id } of taught.filter((course) => ids.has(course.id))) {
    const [starts_at, ends_at] = [60_000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
    const input = { title: 'Falling over', course_id: id, starts_at, ends_at };
    const meeting = await call('/api/meetings/', token, input);
    await call(`/api/meetings/${meeting.id}/start`, token, {});
    return meeting.id;
  }
  throw new Error('no course that both are in');
}

/** Frames that the other one's tile has shown. */
const frames = (page: Page) =>
  page
    .locator('[data-testid=call-tile][data-self=false] video')
    .first()
    .evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames)
    .catch(() => 0);

const carrier = (page: Page) => page.getByTestId('call-engine').textContent();

test('a lecture goes on from browser to browser within 15 s after its video server died', async () => {
  const meeting = await startLecture();
  const pages = [await enter('lecturer@demo.test', meeting), await enter('student@demo.test', meeting)];
  for (const page of pages) await expect.poll(() => frames(page), { timeout: 30_000 }).toBeGreaterThan(10);
  for (const page of pages) expect(await carrier(page)).toBe('jitsi');
  await jitsi.kill();
  const killed = Date.now();
  for (const page of pages) {
    await expect.poll(() => carrier(page), { timeout: 20_000, interval: 50 }).toBe('peer');
    await expect.poll(() => frames(page), { timeout: 20_000, interval: 50 }).toBeGreaterThan(2);
  }
  const took = Date.now() - killed;
  console.log(`both see each other again ${took} ms after the video server died`);
  expect(took).toBeLessThan(15_000);
});
