import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyRequest } from 'fastify';
import { notFound } from './problem.ts';
import type { App } from './server.ts';

/** Where `npm run build` puts the pages. */
export const PAGES = join(import.meta.dirname, '../../../frontend/dist/browser');

export const pagesAreBuilt = (pages: string) => existsSync(join(pages, 'index.html'));

/** Addresses that belong to programs: a wrong one is a 404 there, never a page. */
const RESERVED = /^\/(api|ws|media|asap|internal|calendar|health|metrics)(\/|$)/;
/** Names that change with their content, e.g. `chunk-7QX3ABCD.js`. */
const HASHED = /-[A-Z0-9]{8}\.[a-z0-9]+$/;
const THIRTY_DAYS_MS = 30 * 86_400_000;

/**
 * Serves the built pages: files by their name (compressed beforehand where the browser takes it), and `index.html`
 * for every other address that a person can open. Without built pages nothing is registered.
 */
export async function spaRoutes(app: App, options: { pages: string }) {
  if (!pagesAreBuilt(options.pages)) return;
  const files = await listFiles(options.pages);
  await app.register(fastifyStatic, { root: options.pages, serve: false, preCompressed: true });

  app.get(
    '/*',
    { config: { access: 'anyone' }, schema: { hide: true }, logLevel: 'warn' },
    (request, reply) => {
      const path = pathOf(request);
      const name = path.slice(1);
      if (files.has(name) && name !== 'index.html') {
        const hashed = HASHED.test(name);
        return reply.sendFile(name, { maxAge: hashed ? THIRTY_DAYS_MS : 3_600_000, immutable: hashed });
      }
      if (!isPage(path, request)) throw notFound('This address');
      reply.header('cache-control', 'no-cache');
      return reply.sendFile('index.html', { cacheControl: false });
    },
  );
}

/** Every file that was built, `/` between folders, without the compressed copies. */
async function listFiles(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return new Set(
    entries
      .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')),
  );
}

function pathOf(request: FastifyRequest): string {
  try {
    return decodeURIComponent(request.url.split('?', 1)[0] ?? '/');
  } catch {
    throw notFound('This address');
  }
}

/** A file that is missing is missing; only what looks like a page, asked for by a reader of pages, gets one. */
function isPage(path: string, request: FastifyRequest): boolean {
  if (RESERVED.test(path) || /\.[a-z0-9]+$/i.test(path)) return path === '/index.html';
  const accept = request.headers.accept ?? '*/*';
  return accept.includes('text/html') || accept.includes('*/*');
}
