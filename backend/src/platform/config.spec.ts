import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
const base64 = (text: string) => Buffer.from(text).toString('base64');

test('nothing configured is a working configuration', () => {
  expect(readConfig({})).toMatchObject({
    host: 'localhost',
    port: 8080,
    registration: 'open',
    database_url: undefined,
  });
});

describe('a wrong setting is refused with its name and what it must look like', () => {
  test.each([
    [{ PORT: '99999' }, /^PORT .*from 0 to 65535/],
    [{ PORT: 'http' }, /^PORT /],
    [{ DATABASE_URL: 'mysql://x/y' }, /^DATABASE_URL .*postgres:\/\//],
    [{ REDIS_URL: 'localhost:6379' }, /^REDIS_URL .*redis:\/\//],
    [{ SECRET_KEY: 'short' }, /^SECRET_KEY .*32/],
    [{ NODE_ENV: 'production' }, /^SECRET_KEY .*production/],
    [{ REGISTRATION: 'maybe' }, /^REGISTRATION .*open, domain, closed/],
    [{ REGISTRATION: 'domain' }, /^REGISTRATION_DOMAINS /],
    [{ TIME_ZONE: 'Mars/Olympus' }, /^TIME_ZONE /],
    [{ EMAIL_HOST_USER: 'a@b.ke' }, /^EMAIL_HOST_PASSWORD /],
    [{ EMAIL_HOST_PASSWORD: 'x' }, /^EMAIL_HOST_USER /],
    [{ CORS_ALLOWED_ORIGINS: 'co.example' }, /^CORS_ALLOWED_ORIGINS /],
    [{ ADMIN_PASSWORD: 'abc' }, /^ADMIN_PASSWORD /],
    [{ JITSI_DOMAIN: 'https://jitsi.example' }, /^JITSI_DOMAIN /],
    [{ JITSI_PRIVATE_KEY: base64('hello') }, /^JITSI_PRIVATE_KEY /],
    [{ JITSI_PRIVATE_KEY: base64(pair().privateKey) }, /^JITSI_PUBLIC_KEY .*together/],
  ])('%o', (env, message) => {
    expect(() => readConfig(env)).toThrow(message);
  });
});

test('the two Jitsi keys must match', () => {
  const { privateKey, publicKey } = pair();
  const env = { JITSI_PRIVATE_KEY: base64(privateKey), JITSI_PUBLIC_KEY: base64(publicKey) };
  expect(readConfig(env).jitsi.keys?.public_pem).toBe(publicKey);
  expect(() => readConfig({ ...env, JITSI_PUBLIC_KEY: base64(pair().publicKey) })).toThrow(/do not match/);
});

test('the Gmail account of the specification becomes an SMTP address', () => {
  const { mail } = readConfig({ EMAIL_HOST_USER: 'noreply@riverlearn.co.ke', EMAIL_HOST_PASSWORD: 'a b/c' });
  expect(mail).toEqual({
    url: 'smtp://noreply%40riverlearn.co.ke:a%20b%2Fc@smtp.gmail.com:587',
    from: 'noreply@riverlearn.co.ke',
  });
});
