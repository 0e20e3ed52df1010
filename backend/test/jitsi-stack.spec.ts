import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const folder = join(import.meta.dirname, '../../jitsi');
const text = readFileSync(join(folder, 'compose.yaml'), 'utf8');
const example = readFileSync(join(folder, '.env.example'), 'utf8');

interface Service {
  image: string;
  profiles?: string[];
  ports?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test?: string[]; disable?: boolean };
  volumes?: string[];
}
const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };
const environment = (name: string) => services[name]?.environment ?? {};
/** Without comment lines: what the engine reads. */
const code = text.replaceAll(/^\s*#.*$/gm, '');

test('every variable of the compose file is in .env.example, and the reverse', () => {
  const used = new Set([...code.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
  const offered = new Set([...example.matchAll(/^(\w+)=/gm)].map(([, name]) => name));
  expect([...used].toSorted()).toEqual([...offered].toSorted());
});

test('every setting is explained by a line above it', () => {
  const lines = example.split('\n');
  const bare = lines.filter((line, at) => /^\w+=/.test(line) && !/^(#|HTTP_PORT=)/.test(lines[at - 1] ?? ''));
  expect(bare).toEqual([]);
});

test('the parts are there, one release for all of Jitsi, never latest or unstable', () => {
  expect(Object.keys(services)).toEqual([
    'web',
    'prosody',
    'jicofo',
    'jvb',
    'jvb2',
    'jibri',
    'recording-sweeper',
    'coturn',
  ]);
  for (const [name, { image }] of Object.entries(services))
    expect(image).toMatch(
      name === 'coturn' ? /^coturn\/coturn:\$\{/ : /^ghcr\.io\/jitsi\/\w+:\$\{JITSI_IMAGE_VERSION\}$/,
    );
  expect(example).toMatch(/^JITSI_IMAGE_VERSION=stable-\d+(-\d+)?$/m);
  expect(
    Object.entries(services).flatMap(([name, { profiles }]) => (profiles ? [name, ...profiles] : [])),
  ).toEqual(['jvb2', 'bridge', 'jibri', 'recording', 'recording-sweeper', 'recording', 'coturn', 'turn']);
});

test('only 80, 443 and 10000/udp are open to the world; the dead port of the specification is not', () => {
  const open = ['web', 'prosody', 'jicofo', 'jvb'].flatMap((name) => services[name]?.ports ?? []);
  expect(open).toEqual([
    '${HTTP_PORT}:8000',
    '${HTTPS_PORT}:8443',
    '${XMPP_BIND}:5222:5222',
    '127.0.0.1:8888:8888',
    '10000:10000/udp',
    '127.0.0.1:8080:8080',
  ]);
  expect(example).toContain('XMPP_BIND=127.0.0.1\n');
  expect(code).not.toMatch(/4443|COLIBRI_WEBSOCKET|JVB_TCP/);
});

test('Prosody takes our tokens and no others', () => {
  expect(environment('prosody')).toMatchObject({
    ENABLE_AUTH: '1',
    AUTH_TYPE: 'jwt',
    ENABLE_GUESTS: '0',
    JWT_APP_ID: 'course-organizer',
    JWT_ACCEPTED_AUDIENCES: 'jitsi',
    JWT_SIGN_TYPE: 'RS256',
    JWT_ALLOW_EMPTY: '0',
    JWT_ENABLE_DOMAIN_VERIFICATION: 'false',
  });
  // A key server would win over the static key.
  expect(environment('prosody')).not.toHaveProperty('JWT_ASAP_KEYSERVER');
});

test('only a token makes a moderator', () => {
  expect(environment('jicofo')).toMatchObject({ JICOFO_ENABLE_AUTH: '0', ENABLE_AUTO_OWNER: '0' });
  const modules = environment('prosody')['XMPP_MUC_MODULES']?.split(',');
  expect(modules).toContain('token_affiliation');
  expect(modules).not.toContain('muc_wait_for_host');
  expect(modules).not.toContain('muc_allowners');
});

test('no room opens without the API, whose secret survives the split at commas', () => {
  const { XMPP_CONFIGURATION = '', ...rest } = environment('prosody');
  expect(rest).toMatchObject({
    PROSODY_RESERVATION_ENABLED: '1',
    PROSODY_RESERVATION_REST_BASE_URL: expect.stringMatching(/\/internal\/jitsi$/),
  });
  expect(XMPP_CONFIGURATION.split(',')).toEqual([
    expect.stringMatching(
      /^reservations_api_headers=\{\["Authorization"\]="Bearer \$\{JITSI_WEBHOOK_SECRET.*\}"\}$/,
    ),
    'reservations_enable_max_occupants=true',
  ]);
});

test('every part is watched, except the sweeper', () => {
  for (const [name, { healthcheck }] of Object.entries(services))
    expect(name === 'recording-sweeper' ? healthcheck?.disable : healthcheck?.test?.length).toBeTruthy();
});

test('attendance events stand in a component of their own and hold no secret', () => {
  const lua = readFileSync(join(folder, 'prosody/event-sync.cfg.lua'), 'utf8');
  expect(lua).toContain('Component "esync.meet.jitsi" "event_sync_component"');
  expect(lua).toContain('api_prefix = ENV_EVENT_SYNC_URL');
  expect(environment('prosody')).toHaveProperty('EVENT_SYNC_URL');
  expect(environment('prosody')).toHaveProperty('EVENT_SYNC_SECRET');
});

const shellcheck = spawnSync('shellcheck', ['--version']).status === 0;
test.skipIf(!shellcheck)('the scripts pass shellcheck', () => {
  const scripts = ['prepare.sh', 'upgrade-check.sh', 'jibri/finalize.sh'].map((name) => join(folder, name));
  expect(spawnSync('shellcheck', scripts, { encoding: 'utf8' }).stdout).toBe('');
});
