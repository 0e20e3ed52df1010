import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const namesIn = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map((match) => match[1]))].toSorted();

test('every setting of the program is explained, and nothing else', () => {
  const settings = namesIn(
    read('backend/src/platform/config.ts'),
    /'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)'/g,
  ).filter((name) => name && name.length > 3);
  const explained = namesIn(read('docs/configuration.md'), /^\| `([A-Z0-9_]+)`\s*\|/gm);
  expect(explained).toEqual(settings);
});

test('every variable of the specification is honoured', () => {
  const specified =
    'SECRET_KEY DATABASE_URL ALLOWED_HOSTS CORS_ALLOWED_ORIGINS EMAIL_HOST_USER EMAIL_HOST_PASSWORD JITSI_DOMAIN JITSI_PRIVATE_KEY JITSI_PUBLIC_KEY ADMIN_PASSWORD';
  const config = read('backend/src/platform/config.ts');
  for (const name of specified.split(' ')) expect(config).toContain(`'${name}'`);
});

test('the README is at most 100 lines', () => {
  expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(100);
});
