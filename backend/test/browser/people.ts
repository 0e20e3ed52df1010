import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { inject } from 'vitest';

export const PASSWORD = 'course-organizer';

/** Debian's Chromium; the flags keep it from calling home, which a closed network would refuse again and again. */
export const BROWSER = {
  executablePath: process.env['CHROME_BIN'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
  ],
};
export const openBrowser = (): Promise<Browser> => chromium.launch(BROWSER);

export interface Person {
  page: Page;
  context: BrowserContext;
  /** What the page complained about; a test ends with `expect(errors).toEqual([])`. */
  errors: string[];
}

/** A browser profile of its own, on a page that is not signed in. */
export async function newcomer(browser: Browser, viewport = { width: 1440, height: 900 }): Promise<Person> {
  const context = await browser.newContext({ viewport, baseURL: inject('base') });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  return { page, context, errors };
}

/** A person who signed in through the page. */
export async function signedIn(
  browser: Browser,
  email: string,
  viewport?: { width: number; height: number },
) {
  const person = await newcomer(browser, viewport);
  await person.page.goto('/login');
  await person.page.getByTestId('login-email').fill(email);
  await person.page.getByTestId('login-password').fill(PASSWORD);
  await person.page.getByTestId('login-submit').click();
  await person.page.waitForURL('**/dashboard');
  return person;
}

/** Calls the API as a person, to prepare what a test is not about. */
export async function callAs(email: string) {
  const base = inject('base');
  const call = async (method: string, path: string, token?: string, body?: object) => {
    const response = await fetch(base + path, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
  const { token } = await call('POST', '/api/auth/login', undefined, { email, password: PASSWORD });
  return (method: string, path: string, body?: object) => call(method, path, token, body);
}
