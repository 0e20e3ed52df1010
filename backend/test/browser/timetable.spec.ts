import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callAs, openBrowser, signedIn } from './people.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('an admin who books a room twice is refused with what, whose and when', async () => {
  const call = await callAs('admin@demo.test');
  const { items: entries } = await call('GET', '/api/timetable/entries/?course_id=1');
  const taken = entries.find((entry: { room: object | null }) => entry.room);
  const courses = await call('GET', '/api/courses/');
  const other = courses.find((course: { id: number }) => course.id !== 1);
  const before = (await call('GET', `/api/timetable/entries/?course_id=${other.id}`)).items.length;

  const { page, errors } = await signedIn(browser, 'admin@demo.test');
  await page.goto('/timetable');
  await page.getByRole('button', { name: 'Add class' }).first().click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Course').fill(other.code);
  await page
    .getByRole('option', { name: new RegExp(other.title) })
    .first()
    .click();
  await sheet.getByLabel('Day', { exact: true }).selectOption({ index: taken.day_of_week - 1 });
  await sheet.getByLabel('Starts').fill(taken.starts_at);
  await sheet.getByLabel('Ends').fill(taken.ends_at);
  await sheet.getByLabel('Room').fill(taken.room.name);
  await page
    .getByRole('option', { name: new RegExp(taken.room.name) })
    .first()
    .click();
  await sheet.getByRole('button', { name: 'Add class' }).click();

  await sheet.getByText(`${taken.room.name} is taken`).first().waitFor();
  await sheet
    .getByText(/Data Structures/)
    .first()
    .waitFor();
  await sheet
    .getByText(/Dr Wanjiku Kamau/)
    .first()
    .waitFor();
  const { items } = await call('GET', `/api/timetable/entries/?course_id=${other.id}`);
  expect(items).toHaveLength(before);
  expect(errors).toEqual([]);
});

test('a student reads the week on a phone', async () => {
  const { page, errors } = await signedIn(browser, 'student@demo.test', { width: 360, height: 740 });
  await page.goto('/timetable');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page
    .getByText(/Room [A-Z]/)
    .first()
    .waitFor();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  expect(errors).toEqual([]);
});
