import { eq } from 'drizzle-orm';
import { directory_user } from '#directory/tables';
import type { Db } from '#platform/db';
import type { App } from '#platform/server';
import { loadDemo } from './load.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './people.ts';

/** On the first start of an embedded installation: the demo faculty. Says how to sign in whenever it is there. */
export async function loadDemoOnFirstStart(app: App) {
  const { production, database_url, time_zone } = app.settings;
  if (production) return undefined;
  if (!database_url && (await isEmpty(app.db))) {
    console.log('  First start: filling the database with the demo faculty …');
    await loadDemo(app.db, { zone: time_zone });
  }
  return (await hasDemo(app.db)) ? { accounts: DEMO_ACCOUNTS, password: DEMO_PASSWORD } : undefined;
}

/** Nobody is there, or only the administrator whom a start with ADMIN_PASSWORD makes. */
export async function isEmpty(db: Db) {
  const people = await db.select({ role: directory_user.role }).from(directory_user).limit(2);
  return people.every(({ role }) => role === 'admin') && people.length < 2;
}

const hasDemo = async (db: Db) =>
  (
    await db
      .select({ id: directory_user.id })
      .from(directory_user)
      .where(eq(directory_user.email, DEMO_ACCOUNTS.student))
  ).length > 0;
