import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrateDatabase, openDatabase } from '#platform/db';

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated, empty database: a template on the server, or a snapshot file of the embedded one. */
    template: { server: string; name: string } | { snapshot: string };
  }
}

/** Migrates once; every test file then starts from a copy. */
export default async function setup(project: TestProject) {
  const url = process.env['DATABASE_URL'];
  return url ? serverTemplate(project, url) : embeddedTemplate(project);
}

async function serverTemplate(project: TestProject, server: string) {
  const name = `co_template_${randomBytes(4).toString('hex')}`;
  await administer(server, `create database ${name}`);
  const database = await openDatabase({ url: urlOf(server, name), dataDir: '' });
  await migrateDatabase(database);
  await database.close();
  project.provide('template', { server, name });
  return () => administer(server, `drop database if exists ${name} with (force)`);
}

async function embeddedTemplate(project: TestProject) {
  const lite = await PGlite.create({ extensions: { btree_gist, citext, pg_trgm } });
  await migrate(drizzle(lite), { migrationsFolder: join(import.meta.dirname, '../migrations') });
  const folder = mkdtempSync(join(tmpdir(), 'co-template-'));
  const snapshot = join(folder, 'snapshot.tar');
  writeFileSync(snapshot, Buffer.from(await (await lite.dumpDataDir('none')).arrayBuffer()));
  await lite.close();
  project.provide('template', { snapshot });
  return () => rmSync(folder, { recursive: true, force: true });
}

export async function administer(server: string, statement: string) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

export function urlOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
