import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callAs, openBrowser, signedIn } from './people.ts';

const ACHIENG = 'student@demo.test';
const BRIAN = 'student2@demo.test';
const PHONE = { width: 360, height: 740 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('somebody asks to join, and the page opens when the owner lets them in', async () => {
  const name = `By approval ${Date.now()}`;
  const owner = await callAs(ACHIENG);
  const { id } = await owner('POST', '/api/study-groups/', { name, visibility: 'approval' });
  const [achieng, brian] = [await signedIn(browser, ACHIENG), await signedIn(browser, BRIAN, PHONE)];

  await brian.page.goto('/study-groups/discover');
  await brian.page.getByLabel('Search groups to join').fill(name);
  await brian.page.getByRole('listitem').filter({ hasText: name }).getByText('Ask to join').click();
  await brian.page.getByText('Achieng Odhiambo was asked to let you in.').waitFor();
  await brian.page.goto(`/study-groups/${id}`);
  await brian.page.getByRole('button', { name: 'Withdraw the request' }).waitFor();

  await achieng.page.goto(`/study-groups/${id}`);
  await achieng.page.getByRole('button', { name: 'Let Brian Kiptoo in' }).click();
  await brian.page.getByTestId('chat-input').waitFor();
  expect([...achieng.errors, ...brian.errors]).toEqual([]);
});

test('an invitation link leads in until the places are taken, and says whom to ask then', async () => {
  const owner = await callAs(ACHIENG);
  const name = `By link ${Date.now()}`;
  const { id } = await owner('POST', '/api/study-groups/', { name, visibility: 'invite', capacity: 2 });
  const { link } = await owner('GET', `/api/study-groups/${id}/invitation`);

  const { page, errors } = await signedIn(browser, BRIAN, PHONE);
  await page.goto(link);
  await page.getByText('1 of 2 members, started by Achieng Odhiambo').waitFor();
  await page.getByRole('button', { name: 'Join group' }).click();
  await page.getByTestId('chat-input').waitFor();

  const late = await signedIn(browser, 'lecturer@demo.test');
  await late.page.goto(link);
  await late.page.getByText('All 2 places are taken. Ask Achieng Odhiambo for one.').waitFor();
  expect(await late.page.getByRole('button', { name: 'Join group' }).count()).toBe(0);
  expect([...errors, ...late.errors]).toEqual([]);
});

test('a group that is started from a course belongs to it', async () => {
  const { page, errors } = await signedIn(browser, ACHIENG);
  await page.goto('/courses/1?tab=groups');
  await page.getByRole('link', { name: 'New group' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Name').fill(`Trees ${Date.now()}`);
  await sheet.getByRole('button', { name: 'Start group' }).click();
  await page.getByTestId('chat-input').waitFor();
  const id = Number(page.url().split('/').at(-1));
  const group = await (await callAs(ACHIENG))('GET', `/api/study-groups/${id}/`);
  expect(group.course_id).toBe(1);
  expect(errors).toEqual([]);
});
