// Completes package-lock.json after npm has changed node_modules (npm runs the root script "dependencies" then).
// A registry may lack the newest version of a platform-only optional package; npm leaves such a package out of the
// lock and `npm ci` then refuses the lock as incomplete. A stub entry bound to that platform satisfies `npm ci`
// and is never downloaded anywhere else.
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const packages = lock.packages;

const systems = { windows: 'win32', win: 'win32', linuxmusl: 'linux', webcontainers: 'linux' };
const knownSystems = new Set(
  'aix android darwin freebsd linux netbsd openbsd openharmony sunos wasi wasm wasm32 win32'.split(' '),
);
const knownProcessors = new Set(
  'arm arm64 ia32 loong64 mips64el ppc ppc64 riscv64 s390x wasm32 x64 x86'.split(' '),
);

/** `os` and `cpu` as npm would have them, read from a name such as `@esbuild/linux-x64`. */
function platformOf(name) {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  const os = words.map((word) => systems[word] ?? word).find((word) => knownSystems.has(word));
  const cpu = words.find((word) => knownProcessors.has(word));
  return { os, cpu: cpu === 'x86' ? 'ia32' : cpu };
}

/** Node's resolution, walked over the lock's keys. */
function isLocked(from, name) {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    if (packages[`${base ? `${base}/` : ''}node_modules/${name}`]) return true;
    if (!base) return false;
    if (!base.includes('/node_modules/')) base = '';
  }
}

let added = 0;
for (const [key, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(key, name) || !/^\d+\.\d+\.\d+/.test(version)) continue;
    const { os, cpu } = platformOf(name);
    packages[`node_modules/${name}`] = {
      version,
      ...(cpu && { cpu: [cpu] }),
      ...(entry.dev && { dev: true }),
      optional: true,
      ...(os && { os: [os] }),
    };
    added += 1;
  }
}
if (added > 0) {
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${added} platform-only packages added as stubs`);
}
