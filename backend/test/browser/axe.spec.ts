import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, signedIn } from './people.ts';

const EVERYBODY = ['/dashboard', '/courses/1', '/timetable', '/study-groups/1', '/meetings', '/profile'];
const ADMINS = ['/dashboard', '/admin/users', '/admin/classes', '/admin/semesters', '/timetable'];
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1440, height: 900 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function opened(page: Page, path: string) {
  await page.goto(path);
  await page.locator('main :is(h1, h2):visible').first().waitFor();
  await page.waitForLoadState('networkidle');
  // What is still fading in has not its colours yet.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)));
}

async function violations(page: Page, path: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html.slice(0, 200)}`);
}

const tooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth > 0);

test.each([
  ['a student on a phone', 'student@demo.test', EVERYBODY, PHONE, 'light'],
  ['a student at night', 'student@demo.test', EVERYBODY, PHONE, 'dark'],
  ['an admin', 'admin@demo.test', ADMINS, DESK, 'light'],
  ['an admin at night', 'admin@demo.test', ADMINS, DESK, 'dark'],
] as const)(
  '%s can use every main screen with what assists them',
  async (_who, email, paths, size, scheme) => {
    const { page } = await signedIn(browser, email, size);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const found: string[] = [];
    for (const path of paths) {
      await opened(page, path);
      found.push(...(await violations(page, path)));
    }
    expect(found).toEqual([]);
  },
);

test('letters of twice the size fit a phone', async () => {
  const { page } = await signedIn(browser, 'student@demo.test', PHONE);
  const wide: string[] = [];
  for (const path of EVERYBODY) {
    await opened(page, path);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    if (await tooWide(page)) wide.push(path);
  }
  expect(wide).toEqual([]);
});
