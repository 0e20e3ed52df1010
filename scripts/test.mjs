// `npm test`: the backend on the embedded database, again on real PostgreSQL and Redis where they answer, then the
// frontend. What is missing here is said loudly; with CI=true a missing part is a failure.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'co-reports-'));
const inCi = process.env.CI === 'true';
const { DATABASE_URL, REDIS_URL, ...plain } = process.env;
const missing = [];
/** A test that needs the real parts is skipped on the embedded ones: it is missing only if no run had it. */
const ran = new Set();
const skipped = new Set();
const totals = { passed: 0, failed: 0 };

await run('backend on the embedded database', 'backend', 'vitest', plain);
const real = await findServers();
if (real) await run('backend on PostgreSQL and Redis', 'backend', 'vitest', { ...plain, ...real });
await run('frontend', '.', 'ng', plain);
if (process.argv.includes('--browser')) await runBrowser();

missing.push(...skipped.difference(ran));
rmSync(reports, { recursive: true, force: true });
for (const sentence of missing) console.log(`SKIPPED: ${sentence}`);
if (inCi) totals.failed += missing.length;
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed > 0 ? 1 : 0);

/** One runner; what it counted is read from its own report, and a runner without a report has failed. */
async function run(name, folder, tool, env) {
  console.log(`\n── ${name}`);
  const report = join(reports, `${name.replaceAll(' ', '-')}.json`);
  const config = name.startsWith('browser') ? ['--config', 'vitest.browser.config.ts'] : [];
  const args =
    tool === 'ng'
      ? [
          bin('@angular/cli/bin/ng.js'),
          'test',
          '--no-watch',
          '--reporters=default',
          '--reporters=json',
          `--output-file=${report}`,
        ]
      : [
          bin('vitest/vitest.mjs'),
          'run',
          ...config,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${report}`,
        ];
  const code = await new Promise((resolve) => {
    spawn(process.execPath, args, { cwd: join(root, folder), env, stdio: 'inherit' }).on('close', resolve);
  });
  const counted = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  totals.passed += counted?.numPassedTests ?? 0;
  totals.failed += counted?.numFailedTests ?? 0;
  for (const { name: file, assertionResults } of counted?.testResults ?? [])
    for (const { status, fullName } of assertionResults) {
      const test = `${file.replace(`${root}/`, '')}: ${fullName}`;
      if (status === 'passed' || status === 'failed') ran.add(test);
      else skipped.add(test);
    }
  // A file that cannot be loaded, or a crash, fails no test but fails the run.
  if (code !== 0 && !(counted?.numFailedTests > 0)) totals.failed += 1;
}

async function runBrowser() {
  const chrome = [
    process.env.CHROME_BIN,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find((path) => path && existsSync(path));
  if (!chrome) return void missing.push('browser tests: no Chromium found (set CHROME_BIN)');
  await run('browser', 'backend', 'vitest', { ...plain, CHROME_BIN: chrome });
}

/** The servers of the environment, or those that answer at their usual places with the account that tests use. */
async function findServers() {
  const database = DATABASE_URL ?? 'postgres://co:co@127.0.0.1:5432/co';
  const redis = REDIS_URL ?? 'redis://127.0.0.1:6379';
  const [hasDatabase, hasRedis] = await Promise.all([canQuery(database), answers(redis)]);
  if (!hasDatabase) missing.push('backend on PostgreSQL: no server at DATABASE_URL');
  if (!hasRedis) missing.push('backend on Redis: no server at REDIS_URL');
  return hasDatabase && hasRedis ? { DATABASE_URL: database, REDIS_URL: redis } : undefined;
}

async function canQuery(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function answers(url) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port || 6379), hostname)
      .setTimeout(2_000, () => socket.destroy())
      .on('connect', () => socket.end())
      .on('error', () => {})
      .on('close', (failed) => resolve(!failed && socket.bytesRead >= 0 && !socket.errored));
  });
}

function bin(path) {
  const found = ['node_modules', 'backend/node_modules', 'frontend/node_modules']
    .map((folder) => join(root, folder, path))
    .find((full) => existsSync(full));
  if (!found) throw new Error(`${path} is not installed. Run: npm ci`);
  return found;
}
