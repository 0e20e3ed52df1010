import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newcomer, openBrowser, signedIn } from './people.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('somebody new registers, and signs out and in again', async () => {
  const { page, errors } = await newcomer(browser, { width: 360, height: 740 });
  const email = `${randomUUID()}@students.example.test`;
  await page.goto('/register');
  await page.getByLabel(/name/i).fill('Naliaka Wekesa-Otieno');
  await page.getByLabel(/e-mail/i).fill(email);
  await page.getByLabel(/^password/i).fill('correct horse battery');
  await page.getByRole('button', { name: /create/i }).click();
  await page.waitForURL('**/dashboard');
  await page.getByRole('heading', { name: /Naliaka/ }).waitFor();
  await page.evaluate(() => localStorage.clear());
  await page.goto('/dashboard');
  await page.waitForURL('**/login**');
  await page.getByTestId('login-email').fill(email);
  await page.getByTestId('login-password').fill('not the password');
  await page.getByTestId('login-submit').click();
  await page
    .getByRole('alert')
    .filter({ hasText: /password/ })
    .waitFor();
  await page.getByTestId('login-password').fill('correct horse battery');
  await page.getByTestId('login-submit').click();
  await page.waitForURL('**/dashboard');
  expect(errors).toEqual([]);
});

test('the way in asks for at most 150 kB of compressed JavaScript', async () => {
  const { page } = await newcomer(browser);
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  const scripts = new Set<string>();
  let bytes = 0;
  client.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto('/login', { waitUntil: 'networkidle' });
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(150_000);
});

test.each(['student@demo.test', 'lecturer@demo.test', 'admin@demo.test'])(
  '%s finds a first page',
  async (email) => {
    const { page, errors } = await signedIn(browser, email);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    expect(errors).toEqual([]);
  },
);
