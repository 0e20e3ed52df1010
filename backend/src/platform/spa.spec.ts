import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { testApp } from '#test/app';

const pages = mkdtempSync(join(tmpdir(), 'co-pages-'));
mkdirSync(join(pages, 'fonts'));
writeFileSync(join(pages, 'index.html'), '<!doctype html><title>Course Organizer</title>');
writeFileSync(join(pages, 'main-ABCD1234.js'), 'console.log(1)');
writeFileSync(join(pages, 'main-ABCD1234.js.br'), brotliCompressSync('console.log(1)'));
writeFileSync(join(pages, 'fonts/plain.woff2'), 'font');
const app = await testApp({}, undefined, { pages });
afterAll(async () => {
  await app.close();
  rmSync(pages, { recursive: true });
});

const open = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ url, headers: { accept: 'text/html,*/*;q=0.8', ...headers } });

test.each(['/', '/login', '/courses/1', '/meetings/7/room', '/admin/rooms', '/index.html'])(
  '%s opens the pages, which are never kept by a cache',
  async (url) => {
    const response = await open(url);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toContain('text/html');
    expect(response.headers['cache-control']).toBe('no-cache');
  },
);

test.each(['/api/nothing', '/ws/nothing', '/media/nothing', '/asap/nothing', '/internal/nothing', '/calendar/nothing', '/health/nothing', '/main-OLDOLDOL.js', '/.env', '/%'])(
  '%s is a 404 problem, not a page',
  async (url) => {
    const response = await open(url);
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(response.statusCode).toBeLessThan(500);
    expect(response.headers['content-type']).toContain('application/problem+json');
  },
); // prettier-ignore

test('a program that asks for JSON is not given a page', async () => {
  expect((await open('/courses/1', { accept: 'application/json' })).statusCode).toBe(404);
});

test('only reading opens pages', async () => {
  expect((await app.inject({ method: 'POST', url: '/login' })).statusCode).toBe(404);
});

test('a file whose name changes with its content is kept for 30 days', async () => {
  const response = await open('/main-ABCD1234.js');
  expect(response.headers['cache-control']).toBe('public, max-age=2592000, immutable');
  expect((await open('/fonts/plain.woff2')).headers['cache-control']).toBe('public, max-age=3600');
});

test('a browser that takes Brotli gets the compressed copy', async () => {
  const response = await open('/main-ABCD1234.js', { 'accept-encoding': 'gzip, br' });
  expect(response.headers['content-encoding']).toBe('br');
  expect(response.headers['content-type']).toContain('javascript');
  expect(String(response.headers['vary'])).toContain('accept-encoding');
});

test('nothing outside the pages is served', async () => {
  for (const url of [
    '/../package.json',
    '/..%2fpackage.json',
    '/fonts/../../package.json',
    '/%2e%2e/package.json',
  ])
    expect((await open(url)).body).not.toContain('"version"');
});
