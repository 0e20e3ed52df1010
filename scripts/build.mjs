// Builds the pages into frontend/dist and lays compressed copies beside them. `npm start` calls it when it must.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'frontend/dist');
const stamp = join(dist, '.built');
const sources = ['frontend', 'angular.json', 'package-lock.json'];
const ignored = new Set(['dist', 'node_modules', '.angular']);
const compressible = /\.(js|css|html|svg|json|webmanifest|ttf|wasm)$/;

/** The newest change among what the pages are made of, in milliseconds; the stamp holds the one that was built. */
function newestChange(path = '') {
  const full = join(root, path);
  const found = statSync(full);
  if (!found.isDirectory()) return found.mtimeMs;
  const inside = readdirSync(full).filter((name) => !ignored.has(name));
  return Math.max(0, ...inside.map((name) => newestChange(join(path, name))));
}
const newestSource = () => Math.max(...sources.map(newestChange));

export function pagesAreFresh() {
  const index = join(dist, 'browser/index.html');
  if (!existsSync(index)) return false;
  // Built by hand there is no stamp, and the pages' own time has to do.
  const built = existsSync(stamp) ? Number(readFileSync(stamp, 'utf8')) : statSync(index).mtimeMs;
  return built >= newestSource();
}

/** Builds; false with the compiler's words printed when it could not. */
export async function buildPages({ quiet = false } = {}) {
  const ng = ['node_modules/@angular/cli/bin/ng.js', 'frontend/node_modules/@angular/cli/bin/ng.js'].find(
    (path) => existsSync(join(root, path)),
  );
  if (!ng) {
    console.error('\n  The pages are not built and the build tools are not installed. Run: npm ci\n');
    return false;
  }
  const newest = newestSource();
  rmSync(stamp, { force: true });
  const { code, output } = await run([ng, 'build'], quiet);
  if (code !== 0) {
    if (quiet) console.error(output);
    console.error('\n  The pages could not be built; what the compiler said stands above.\n');
    return false;
  }
  await compressPages();
  writeFileSync(stamp, String(newest));
  return true;
}

function run(command, quiet) {
  return new Promise((resolve) => {
    const options = {
      cwd: root,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, NG_CLI_ANALYTICS: 'false' },
    };
    const child = spawn(process.execPath, command, options);
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** `.br` and `.gz` beside each text file, so that no request has to compress. */
async function compressPages() {
  const folder = join(dist, 'browser');
  const names = readdirSync(folder, { recursive: true }).filter((name) => compressible.test(name));
  const brotli = (data) =>
    promisify(brotliCompress)(data, {
      params: { [constants.BROTLI_PARAM_QUALITY]: data.length > 1 << 20 ? 9 : 11 },
    });
  for (const name of names) {
    const data = await readFile(join(folder, name));
    if (data.length < 1024) continue;
    const [br, gz] = await Promise.all([brotli(data), promisify(gzip)(data, { level: 9 })]);
    await Promise.all([writeFile(join(folder, `${name}.br`), br), writeFile(join(folder, `${name}.gz`), gz)]);
  }
}

if (import.meta.main) process.exit((await buildPages()) ? 0 : 1);
