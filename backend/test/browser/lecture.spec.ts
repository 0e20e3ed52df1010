import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, signedIn } from './people.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('a lecturer schedules and starts a lecture while a student waits, whose page opens by itself', async () => {
  const [lecturer, student] = [
    await signedIn(browser, 'lecturer@demo.test'),
    await signedIn(browser, 'student@demo.test', { width: 360, height: 740 }),
  ];
  const title = `Trees, revisited ${Date.now()}`;
  await lecturer.page.goto('/meetings');
  await lecturer.page.getByRole('button', { name: 'Schedule' }).click();
  const sheet = lecturer.page.getByRole('dialog');
  await sheet.getByLabel('For').selectOption({ index: 1 });
  await sheet.getByLabel('Title').fill(title);
  const soon = new Date(Date.now() + 10 * 60_000);
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Africa/Nairobi',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(soon);
  await sheet.getByLabel('Day').fill(parts.slice(0, 10));
  await sheet.getByLabel('Starts').fill(parts.slice(11, 16));
  await sheet.getByRole('button', { name: 'Schedule' }).click();
  await sheet.waitFor({ state: 'detached' });

  await student.page.goto('/meetings');
  await student.page.getByText(title).first().click();
  await student.page.waitForURL(/\/meetings\/\d+$/);
  await student.page.locator('[data-testid=meeting-now][data-phase=waiting]').waitFor();
  expect(await student.page.getByTestId('enter-call').count()).toBe(0);

  await lecturer.page.goto(new URL(student.page.url()).pathname);
  await lecturer.page.getByTestId('start-meeting').click();
  await student.page.locator('[data-testid=meeting-now][data-phase=live]').waitFor();
  await student.page.getByTestId('enter-call').click();
  await student.page.waitForURL(/\/room$/);
  await student.page.getByTestId('enter-call').click();
  await student.page.locator('[data-testid=call-tile][data-self=true]').waitFor();
  expect(await student.page.getByTestId('call-engine').textContent()).toBe('peer');
  await student.page.getByTestId('toggle-hand').click();
  await student.page.getByRole('button', { name: 'Lower your hand (H)' }).waitFor();

  await lecturer.page.goto(new URL(student.page.url()).pathname.replace('/room', ''));
  await lecturer.page.getByTestId('end-meeting').click();
  const confirm = lecturer.page.getByRole('alertdialog').or(lecturer.page.getByRole('dialog'));
  await confirm.getByRole('button', { name: /^end/i }).click();
  await lecturer.page.locator('[data-testid=meeting-now][data-phase=over]').waitFor();
  await student.page.getByRole('heading', { name: 'The call has ended' }).waitFor();
  expect([...lecturer.errors, ...student.errors]).toEqual([]);
});
