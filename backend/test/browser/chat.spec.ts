import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { callAs, openBrowser, signedIn } from './people.ts';

const ACHIENG = 'student@demo.test';
const BRIAN = 'student2@demo.test';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A group of both students, empty. Answers its path. */
async function newGroup(name: string): Promise<string> {
  const [achieng, brian] = await Promise.all([callAs(ACHIENG), callAs(BRIAN)]);
  const { id } = await achieng('POST', '/api/study-groups/', { name, visibility: 'open' });
  await brian('POST', `/api/study-groups/${id}/join`);
  return `/study-groups/${id}`;
}

async function bothIn(path: string) {
  const people = await Promise.all([signedIn(browser, ACHIENG), signedIn(browser, BRIAN)]);
  for (const { page } of people) await enter(page, path);
  return people;
}

async function enter(page: Page, path: string) {
  await page.goto(path);
  await page.getByTestId('chat-input').waitFor();
  await page.getByText(/ of \d+ here$/).waitFor();
}

async function write(page: Page, text: string) {
  await page.getByTestId('chat-input').fill(text);
  await page.getByTestId('chat-input').press('Enter');
}

const messages = (page: Page) => page.getByTestId('chat-message');
const message = (page: Page, text: string) => messages(page).filter({ hasText: text });
const state = (page: Page, text: string) => message(page, text).getAttribute('data-state');

/** Waits for what the page comes to show. */
const soon = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 100 });

async function choose(page: Page, of: Locator, action: string) {
  await of.hover();
  await of.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test('two people chat, and each sees the other’s words once', async () => {
  const path = await newGroup('Chat both ways');
  const [achieng, brian] = await bothIn(path);
  await write(achieng.page, 'Who has the **proof**?');
  await message(brian.page, 'Who has the proof?').waitFor();
  await brian.page.getByTestId('chat-input').fill('I do');
  await brian.page.getByTestId('chat-send').click();
  await message(achieng.page, 'I do').waitFor();
  await soon(async () => expect(await state(achieng.page, 'Who has the proof?')).toBe('sent'));
  expect(await messages(achieng.page).allInnerTexts()).toHaveLength(2);
  expect([...achieng.errors, ...brian.errors]).toEqual([]);
});

test('what is written offline survives the closed tab and arrives once and in order', async () => {
  const path = await newGroup('Bad line');
  const [achieng, brian] = await bothIn(path);
  await achieng.context.setOffline(true);
  for (const text of ['first', 'second', 'third']) await write(achieng.page, text);
  await achieng.page.getByText('No connection. Sends by itself when you are back.').waitFor();
  expect(await state(achieng.page, 'second')).toBe('sending');
  await achieng.page.close();
  await achieng.context.setOffline(false);
  const again = await achieng.context.newPage();
  await again.goto('/dashboard');
  await message(brian.page, 'third').waitFor();
  await enter(again, path);
  await soon(async () => expect(await messages(again).allInnerTexts()).toEqual(['first', 'second', 'third']));
  expect(await messages(brian.page).allInnerTexts()).toEqual(['first', 'second', 'third']);
});

test('edits, reactions and deletions are seen as they happen', async () => {
  const path = await newGroup('Changes');
  const [{ page: achieng }, { page: brian }] = await bothIn(path);
  await write(achieng, 'at niine');
  await message(brian, 'at niine').waitFor();
  await achieng.getByTestId('chat-input').press('ArrowUp');
  await write(achieng, 'at nine');
  await message(brian, 'at nine').waitFor();
  await message(brian, 'at nine').hover();
  await brian.getByRole('button', { name: 'React' }).click();
  await brian.getByRole('button', { name: 'Agree', exact: true }).click();
  await achieng.getByRole('button', { name: 'Agree, 1' }).waitFor();
  await choose(achieng, message(achieng, 'at nine'), 'Delete');
  await achieng.getByRole('button', { name: 'Undo' }).click();
  await message(achieng, 'at nine').waitFor();
  await choose(achieng, message(achieng, 'at nine'), 'Delete');
  await brian.getByText('Deleted by Achieng').waitFor();
});

test('what I read in one tab is read in the other', async () => {
  const path = await newGroup('Two tabs');
  const achieng = await signedIn(browser, ACHIENG);
  const brian = await callAs(BRIAN);
  await achieng.page.goto('/study-groups');
  for (const body of ['one', 'two']) await brian('POST', `/api${path}/messages/`, { body });
  const row = achieng.page.getByRole('link', { name: /Two tabs/ });
  await row.getByText('2 unread').waitFor();
  const other = await achieng.context.newPage();
  await enter(other, path);
  await other.getByText('2 new messages').waitFor();
  await row.getByText('2 unread').waitFor({ state: 'hidden' });
});

test('a message that the server refuses says why and can be dropped', async () => {
  const path = await newGroup('Refused');
  const [achieng, brian] = await bothIn(path);
  const owner = await callAs(ACHIENG);
  const { id } = await (await callAs(BRIAN))('GET', '/api/users/me');
  await brian.context.setOffline(true);
  await write(brian.page, 'too late');
  await owner('DELETE', `/api${path}/members/${id}/`);
  await brian.context.setOffline(false);
  await brian.page.getByRole('button', { name: 'Join group' }).click();
  await brian.page.getByText(/Not sent: /).waitFor();
  expect(await state(brian.page, 'too late')).toBe('failed');
  await brian.page.getByRole('button', { name: 'Delete', exact: true }).click();
  await message(brian.page, 'too late').waitFor({ state: 'detached' });
  expect(await messages(achieng.page).count()).toBe(0);
});

test('a long thread keeps its place while older messages come, and finds the one that was answered', async () => {
  const path = await newGroup('Long thread');
  const brian = await callAs(BRIAN);
  const first = await brian('POST', `/api${path}/messages/`, { body: 'the very first' });
  for (let n = 2; n <= 400; n++) await brian('POST', `/api${path}/messages/`, { body: `message ${n}` });
  await brian('POST', `/api${path}/messages/`, { body: 'an answer', reply_to: first.id });
  const { page } = await signedIn(browser, ACHIENG);
  await enter(page, path);
  await page.getByText('400 new messages').or(page.getByText('401 new messages')).waitFor();
  await page.getByRole('button', { name: /Go to the newest/ }).click();
  await message(page, 'an answer').waitFor();
  await message(page, 'message 395').waitFor();
  expect(await messages(page).count()).toBeLessThan(120);
  await message(page, 'message 395').scrollIntoViewIfNeeded();
  const places = await scrollUp(page, 12);
  expect(Math.max(...places)).toBeLessThan(3);
  await page.getByRole('button', { name: /Go to the newest/ }).click();
  await message(page, 'an answer')
    .getByRole('button', { name: /the very first/ })
    .click();
  await page.locator('[data-testid=chat-message]:not(:has(button))', { hasText: 'the very first' }).waitFor();
});

/** Scrolls up in steps and answers how far, in px, a message in sight was moved by what came in above it. */
async function scrollUp(page: Page, steps: number): Promise<number[]> {
  const moved: number[] = [];
  for (let step = 0; step < steps; step++) {
    moved.push(
      await page.locator('app-message-list').evaluate(async (list) => {
        list.scrollTop -= 700;
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        const middle = list.clientHeight / 2;
        const all = [...list.querySelectorAll('[data-testid=chat-message]')];
        const seen = all.find((one) => one.getBoundingClientRect().top > middle);
        const before = seen?.getBoundingClientRect().top ?? 0;
        await new Promise((resolve) => setTimeout(resolve, 400));
        return seen?.isConnected ? Math.abs(seen.getBoundingClientRect().top - before) : 0;
      }),
    );
  }
  return moved;
}
