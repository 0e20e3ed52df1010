// `npm start`: the pinned Node, the pages built when they are older than their sources, then the server in this process.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WANTED = 24;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

if (Number(process.versions.node.split('.')[0]) < WANTED) await startAgainWithPinnedNode();
else await start();

async function start() {
  if (!existsSync(join(root, 'node_modules/fastify'))) stop('The packages are not installed. Run: npm ci');
  const { buildPages, pagesAreFresh } = await import('./build.mjs');
  if (!pagesAreFresh()) {
    console.log('  Building the pages (only after a change; about half a minute) …');
    const begun = Date.now();
    if (!(await buildPages({ quiet: true }))) process.exit(1);
    console.log(`  The pages are built (${Math.round((Date.now() - begun) / 1000)} s).`);
  }
  await import('../backend/src/main.ts');
}

/** npm puts the pinned Node first on the path; only a start by hand comes here. */
async function startAgainWithPinnedNode() {
  const pinned = join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (!existsSync(pinned) || process.env.CO_PINNED_NODE)
    stop(
      `This needs Node ${WANTED}; here runs ${process.version}. "npm ci" brings Node ${WANTED} along for Linux and Windows ` +
        `(not with --omit=optional). Elsewhere install Node ${WANTED}.`,
    );
  const child = spawn(pinned, [fileURLToPath(import.meta.url)], {
    stdio: 'inherit',
    env: { ...process.env, CO_PINNED_NODE: '1' },
    shell: process.platform === 'win32',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

function stop(sentence) {
  console.error(`\n  ${sentence}\n`);
  process.exit(2);
}
