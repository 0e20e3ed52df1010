import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callAs, openBrowser, signedIn } from './people.ts';

const PHONE = { width: 360, height: 740 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function pick(page: Page, field: Locator, text: string) {
  await field.fill(text);
  await page.getByRole('option', { name: text }).first().click();
}

test('an admin makes a class with students and a course, is refused a taken room, and takes the way out', async () => {
  const call = await callAs('admin@demo.test');
  const entries = (await call('GET', '/api/timetable/entries/?course_id=1')).items;
  const taken = entries.find((entry: { room: object | null }) => entry.room);
  const stamp = String(Date.now()).slice(-6);
  const { page, errors } = await signedIn(browser, 'admin@demo.test');

  await page.goto('/admin/classes');
  await page.getByRole('button', { name: 'Add class' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(`ZZ-${stamp}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Add class' }).click();
  await page.waitForURL(/\/admin\/classes\/\d+$/);

  const student = await call('POST', '/api/users/', newStudent(stamp));
  await page.getByRole('button', { name: 'Add students' }).first().click();
  await pick(page, page.getByRole('dialog').getByLabel('Students'), student.full_name);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').getByRole('button', { name: /^Add/ }).click();
  await page.getByRole('listitem').filter({ hasText: student.full_name }).waitFor();

  await page.goto('/courses?new=1');
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Code').fill(`ZZ ${stamp}`);
  await sheet.getByLabel('Title').fill(`Seminar ${stamp}`);
  await pick(page, sheet.getByLabel('Classes that take it'), `ZZ-${stamp}`);
  await page.keyboard.press('Escape');
  await sheet.getByRole('button', { name: 'Create course' }).click();
  await page.waitForURL(/\/courses\/\d+$/);
  const course = Number(page.url().split('/').at(-1));
  await page.getByText(`1 student of ZZ-${stamp}`).waitFor();

  await page.goto('/timetable?new=1');
  await pick(page, sheet.getByLabel('Course'), `Seminar ${stamp}`);
  await sheet.getByLabel('Day', { exact: true }).selectOption({ index: taken.day_of_week - 1 });
  await sheet.getByLabel('Starts').fill(taken.starts_at);
  await sheet.getByLabel('Ends').fill(taken.ends_at);
  await pick(page, sheet.getByLabel('Room'), taken.room.name);
  await sheet.getByRole('button', { name: 'Add class' }).click();
  await sheet.getByText(`${taken.room.name} is taken`).first().waitFor();
  await sheet.getByRole('button', { name: /^Use / }).first().click();
  await sheet.waitFor({ state: 'detached' });
  const { items } = await call('GET', `/api/timetable/entries/?course_id=${course}`);
  expect(items).toHaveLength(1);
  expect(errors).toEqual([]);
});

const newStudent = (stamp: string) => ({
  email: `s${stamp}@students.example.test`,
  full_name: `Wambui Kariuki ${stamp}`,
  role: 'student',
  password: 'correct horse battery',
});

test('every page of the university fits a phone', async () => {
  const { page, errors } = await signedIn(browser, 'admin@demo.test', PHONE);
  const wide: string[] = [];
  for (const path of ['users', 'semesters', 'classes', 'rooms', 'departments', 'audit', 'health']) {
    await page.goto(`/admin/${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) wide.push(path);
  }
  expect(wide).toEqual([]);
  expect(errors).toEqual([]);
});
