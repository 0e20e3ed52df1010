import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from '#platform/config';

const script = join(import.meta.dirname, '../../scripts/jitsi-keys.mjs');
const folder = mkdtempSync(join(tmpdir(), 'co-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}
function read(text: string) {
  const lines = text.matchAll(/^(\w+)='?([^'\n]*)'?$/gm);
  return Object.fromEntries([...lines].map(([, name, value]) => [name ?? '', value ?? '']));
}
function write(name: string, text: string) {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test('a new pair is taken by the API, and its one-line PEM is the same public key', () => {
  const made = read(execFileSync(process.execPath, [script], { encoding: 'utf8' }));
  const { keys } = readConfig(made).jitsi;
  expect(keys?.private_pem).toContain('BEGIN PRIVATE KEY');
  expect(made['JWT_APP_SECRET']).not.toContain('\n');
  expect(made['JWT_APP_SECRET']?.replaceAll('\\n', '\n')).toBe(keys?.public_pem.trim());
});

test('an existing pair in the old PKCS#1 form is converted and passes the check', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const oldPrivate = write('old.pem', privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
  const oldPublic = write('old.pub', publicKey.export({ type: 'pkcs1', format: 'pem' }).toString());
  const converted = read(run('--private', oldPrivate, '--public', oldPublic).stdout);
  expect(readConfig(converted).jitsi.keys?.public_pem).toBe(
    publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  );
  expect(run('--check', '--private', oldPrivate, '--public', oldPublic)).toMatchObject({ status: 0 });
});

test('a check says usable without printing the key', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const file = write('quiet.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const { stdout } = run('--check', '--private', file);
  expect(stdout).toMatch(/^usable: RSA of 2048 bits/);
  expect(stdout.length).toBeLessThan(100);
});

test('halves of different pairs, short keys and other kinds are refused in words', () => {
  const [one, other] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  const curve = generateKeyPairSync('ed25519').privateKey;
  const pem = (key: typeof short) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const mine = write('mine.pem', one ? pem(one.privateKey) : '');
  const theirs = write('theirs.pub', String(other?.publicKey.export({ type: 'spki', format: 'pem' })));
  expect(run('--check', '--private', mine, '--public', theirs)).toMatchObject({
    status: 1,
    stderr: 'jitsi-keys: the public key is not the other half of the private key\n',
  });
  expect(run('--private', write('short.pem', pem(short))).stderr).toContain('less than 2048 bits');
  expect(run('--private', write('curve.pem', pem(curve))).stderr).toContain('Prosody needs RSA');
  expect(run('--private', write('junk.pem', 'junk')).stderr).toContain('neither PEM nor base64');
  expect(run('--help').stdout).toContain('JITSI_PRIVATE_KEY');
});
