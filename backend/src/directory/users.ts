import { and, count, eq, ilike, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Actor } from '#platform/access';
import type { Config } from '#platform/config';
import type { Db } from '#platform/db';
import { Problem } from '#platform/problem';
import { cleanName, normaliseEmail, userOf } from './auth.ts';
import type {
  Account,
  AccountPage,
  AccountPatch,
  AccountQuery,
  FoundPerson,
  NewAccount,
} from './contract.ts';
import { endLinks, mailInvitation, mailVerification } from './links.ts';
import { assertGoodPassword, hashPassword } from './passwords.ts';
import { audit, getUser, personColumns } from './public.ts';
import { directory_user } from './tables.ts';

type Row = typeof directory_user.$inferSelect;

export const accountOf = (row: Row): Account => ({
  ...userOf(row),
  active: row.active,
  has_password: row.password_hash !== null,
  created_at: row.created_at,
  last_seen_at: row.last_seen_at,
});

/** `%` and `_` in a search are letters, not wildcards. */
const contains = (text: string) => `%${text.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;

const nameKey = sql<string>`lower(${directory_user.full_name})`;

/** Accounts by name, with how many there are of each role. */
export async function listUsers(db: Db, query: AccountQuery): Promise<AccountPage> {
  const limit = query.limit ?? 50;
  const searched = query.q?.trim()
    ? or(
        ilike(directory_user.full_name, contains(query.q)),
        ilike(sql`${directory_user.email}::text`, contains(query.q)),
      )
    : undefined;
  const rows = await db
    .select()
    .from(directory_user)
    .where(and(searched, ...filters(query), after(query.cursor)))
    .orderBy(nameKey, directory_user.id)
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(accountOf),
    next: rows.length > limit && last ? cursorOf(last) : null,
    counts: await countUsers(db, searched),
  };
}

function* filters(query: AccountQuery) {
  if (query.role) yield eq(directory_user.role, query.role);
  if (query.active !== undefined) yield eq(directory_user.active, query.active);
}

async function countUsers(db: Db, searched: SQL | undefined) {
  const groups = await db
    .select({ role: directory_user.role, active: directory_user.active, people: count() })
    .from(directory_user)
    .where(searched)
    .groupBy(directory_user.role, directory_user.active);
  const counts = { student: 0, faculty: 0, admin: 0, inactive: 0 };
  for (const { role, active, people } of groups) counts[active ? role : 'inactive'] += people;
  return counts;
}

const cursorOf = (row: Row) => Buffer.from(JSON.stringify([row.full_name, row.id])).toString('base64url');

function after(cursor: string | undefined): SQL | undefined {
  if (!cursor) return undefined;
  try {
    const [name, id]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (typeof name !== 'string' || !Number.isSafeInteger(id)) throw new Error('not ours');
    return sql`(${nameKey}, ${directory_user.id}) > (lower(${name}), ${id})`;
  } catch {
    throw new Problem(400, 'validation', 'This list has changed. Start again from its first page.');
  }
}

/** People to mention, invite or pick: active ones, at most 20, those whose name begins so first. */
export function findPeople(db: Db, q: string): Promise<FoundPerson[]> {
  const begins = contains(q).slice(1);
  return db
    .select({ ...personColumns, role: directory_user.role })
    .from(directory_user)
    .where(and(eq(directory_user.active, true), ilike(directory_user.full_name, contains(q))))
    .orderBy(sql`${directory_user.full_name} not ilike ${begins}`, nameKey, directory_user.id)
    .limit(20);
}

/** Without a password the person gets a link to choose one. */
export async function createUser(
  db: Db,
  actor: Actor,
  settings: Config,
  input: NewAccount,
): Promise<Account> {
  const email = normaliseEmail(input.email);
  const full_name = cleanName(input.full_name);
  if (input.password) assertGoodPassword(input.password, email);
  const password_hash = input.password ? await hashPassword(input.password) : null;
  return db.transaction(async (tx) => {
    const [user] = await tx
      .insert(directory_user)
      .values({ email, full_name, role: input.role, password_hash, time_zone: settings.time_zone })
      .returning();
    if (!user) throw new Error('no user was inserted');
    if (!password_hash) await mailInvitation(tx, settings, user);
    await audit(tx, actor, 'user.created', `user:${user.id}`, { name: full_name, email, role: input.role });
    return accountOf(user);
  });
}

export const getAccount = async (db: Db, id: number): Promise<Account> => accountOf(await getUser(db, id));

/** What changed; the caller tells the sessions: `ended` when nobody may stay signed in. */
export interface UpdatedAccount {
  account: Account;
  ended: boolean;
  changed: boolean;
}

export async function updateUser(
  db: Db,
  actor: Actor,
  settings: Config,
  id: number,
  patch: AccountPatch,
): Promise<UpdatedAccount> {
  const wanted = {
    ...patch,
    ...(patch.email !== undefined && { email: normaliseEmail(patch.email) }),
    ...(patch.full_name !== undefined && { full_name: cleanName(patch.full_name) }),
  };
  return db.transaction(async (tx) => {
    const before = await lockUser(tx, id);
    await assertAdminsRemain(tx, actor, before, wanted);
    const moved = wanted.email !== undefined && wanted.email !== before.email.toLowerCase();
    const [user] = await tx
      .update(directory_user)
      .set({ ...wanted, active: wanted.active ?? before.active, ...(moved && { email_verified_at: null }) })
      .where(eq(directory_user.id, id))
      .returning();
    if (!user) throw new Error('the locked user is gone');
    if (moved) await mailNewAddress(tx, settings, user);
    await auditChanges(tx, actor, before, user);
    return {
      account: accountOf(user),
      ended: before.active && !user.active,
      changed: before.role !== user.role || before.full_name !== user.full_name,
    };
  });
}

/** Links that were sent to the old address stop working. */
async function mailNewAddress(db: Db, settings: Config, user: Row) {
  await endLinks(db, user.id, 'reset');
  await (user.password_hash ? mailVerification : mailInvitation)(db, settings, user);
}

async function lockUser(db: Db, id: number): Promise<Row> {
  await getUser(db, id);
  // Every change of an administrator takes the same locks, so that two cannot demote each other at once.
  await db
    .select({ id: directory_user.id })
    .from(directory_user)
    .where(or(eq(directory_user.role, 'admin'), eq(directory_user.id, id)))
    .orderBy(directory_user.id)
    .for('update');
  return getUser(db, id);
}

async function assertAdminsRemain(db: Db, actor: Actor, before: Row, wanted: AccountPatch) {
  const leaves =
    before.role === 'admin' &&
    before.active &&
    ((wanted.role !== undefined && wanted.role !== 'admin') || wanted.active === false);
  if (!leaves && !(before.id === actor.id && wanted.active === false)) return;
  if (before.id === actor.id)
    throw new Problem(409, 'own-account', 'You cannot take your own rights away. Ask another administrator.');
  const others = await db
    .select({ id: directory_user.id })
    .from(directory_user)
    .where(
      and(
        eq(directory_user.role, 'admin'),
        eq(directory_user.active, true),
        ne(directory_user.id, before.id),
      ),
    )
    .limit(1);
  if (others.length === 0)
    throw new Problem(
      409,
      'last-admin',
      `${before.full_name} is the last administrator. Name another one first.`,
    );
}

async function auditChanges(db: Db, actor: Actor, before: Row, after: Row) {
  const subject = `user:${after.id}`;
  const name = after.full_name;
  if (before.role !== after.role)
    await audit(db, actor, 'user.role-changed', subject, { name, from: before.role, to: after.role });
  if (before.active !== after.active)
    await audit(db, actor, after.active ? 'user.activated' : 'user.deactivated', subject, { name });
  if (before.full_name !== after.full_name)
    await audit(db, actor, 'user.renamed', subject, { name, from: before.full_name });
  if (before.email !== after.email)
    await audit(db, actor, 'user.email-changed', subject, { name, from: before.email, to: after.email });
}

/** Sends the link to choose a password again. */
export async function inviteAgain(db: Db, actor: Actor, settings: Config, id: number) {
  await db.transaction(async (tx) => {
    const user = await getUser(tx, id);
    if (user.password_hash)
      throw new Problem(409, 'has-password', `${user.full_name} has chosen a password already.`);
    if (!user.active)
      throw new Problem(
        409,
        'account-inactive',
        `${user.full_name} is deactivated. Activate the account first.`,
      );
    await mailInvitation(tx, settings, user);
    await audit(tx, actor, 'user.invited', `user:${id}`, { name: user.full_name });
  });
}
