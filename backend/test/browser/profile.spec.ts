import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { newcomer, openBrowser } from './people.ts';

const PASSWORD = 'correct horse battery';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function post(path: string, body: object) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(inject('base') + path, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
}

async function signIn(page: Page, email: string) {
  await page.goto('/login');
  await page.getByTestId('login-email').fill(email);
  await page.getByTestId('login-password').fill(PASSWORD);
  await page.getByTestId('login-submit').click();
  await page.waitForURL('**/dashboard');
}

test('somebody confirms the address, sets a picture, and signs out the other devices', async () => {
  const email = `${randomUUID()}@students.example.test`;
  await post('/api/auth/register', { email, password: PASSWORD, full_name: 'Zawadi Njeri' });
  const { page, errors } = await newcomer(browser, { width: 360, height: 740 });
  await signIn(page, email);

  await page.goto('/mailbox');
  await page.getByRole('button', { name: email }).first().waitFor();
  await page.getByRole('link', { name: /\/verify\?token=/ }).click();
  await page.getByRole('heading', { name: 'Address confirmed' }).waitFor();
  await page.getByRole('link', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('dialog').getByText('Zawadi Njeri').click();
  await page.getByRole('heading', { level: 1, name: 'Zawadi Njeri' }).waitFor();
  expect(await page.getByText('Not confirmed').count()).toBe(0);

  const background = { r: 40, g: 120, b: 90 };
  const picture = sharp({ create: { width: 900, height: 600, channels: 3, background } });
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: await picture.jpeg().toBuffer() });
  await page.getByRole('button', { name: 'Use this picture' }).click();
  await page.getByRole('button', { name: 'Remove it' }).waitFor();
  const shown = page.locator('ui-page img').first();
  expect(
    await shown.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
  ).toBe(await shown.evaluate((image: HTMLImageElement) => image.naturalHeight));

  const other = await newcomer(browser);
  await signIn(other.page, email);
  await page.reload();
  await page.getByRole('button', { name: 'Sign out the others' }).click();
  await page.getByText('The other one is signed out.').or(page.getByText('others are signed out')).waitFor();
  await other.page.waitForURL('**/login**');
  expect(page.url()).toContain('/profile');
  expect([...errors, ...other.errors]).toEqual([]);
});
