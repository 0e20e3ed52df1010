import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '#platform/access';
import type { Config } from '#platform/config';
import type { Db } from '#platform/db';
import { notFound, Problem } from '#platform/problem';
import { hashPassword } from './passwords.ts';
import {
  directory_academicyear,
  directory_auditentry,
  directory_semester,
  directory_user,
} from './tables.ts';

/** Where the picture of a person is; null when there is none. */
export const avatarUrl = (key: string | null, size: 64 | 160 | 480 = 160) =>
  key && `/media/profiles/${key}-${size}.webp`;

/** Select these for a `Person` of the wire: `db.select(personColumns).from(directory_user)`. */
export const personColumns = {
  id: directory_user.id,
  full_name: directory_user.full_name,
  avatar_url: sql<string | null>`'/media/profiles/' || ${directory_user.avatar_key} || '-160.webp'`.as(
    'avatar_url',
  ),
};

/** The account with this id, or 404. */
export async function getUser(db: Db, id: number): Promise<typeof directory_user.$inferSelect> {
  const [user] = await db.select().from(directory_user).where(eq(directory_user.id, id));
  if (!user) throw notFound('This person');
  return user;
}

/** Writes who changed what, in the transaction of the change. `actor` is null when the server itself acts. */
export async function audit(
  db: Db,
  actor: Pick<Actor, 'id'> | null,
  action: string,
  subject: string,
  detail: Record<string, unknown> = {},
) {
  await db.insert(directory_auditentry).values({ actor_id: actor?.id ?? null, action, subject, detail });
}

/** The one current semester, undefined before the first is set. */
export async function currentSemester(db: Db) {
  const [semester] = await db
    .select()
    .from(directory_semester)
    .where(eq(directory_semester.is_current, true));
  return semester;
}

/** 404 for an unknown semester, 409 `semester-closed` for a closed one: it stays readable and nothing more. */
export async function assertSemesterOpen(db: Db, semester_id: number) {
  const [semester] = await db
    .select({
      name: directory_semester.name,
      year: directory_academicyear.name,
      closed_at: directory_semester.closed_at,
    })
    .from(directory_semester)
    .innerJoin(directory_academicyear, eq(directory_academicyear.id, directory_semester.academic_year_id))
    .where(eq(directory_semester.id, semester_id));
  if (!semester) throw notFound('This semester');
  if (semester.closed_at)
    throw new Problem(
      409,
      'semester-closed',
      `Semester ${semester.name} of ${semester.year} is closed. It can be read, not changed.`,
    );
}

/** The first start with ADMIN_EMAIL and ADMIN_PASSWORD makes an administrator when there is none. True when it did. */
export async function ensureAdmin(
  db: Db,
  settings: Pick<Config, 'admin_email' | 'admin_password' | 'time_zone'>,
) {
  const { admin_email, admin_password, time_zone } = settings;
  if (!admin_password) return false;
  const [admin] = await db
    .select({ id: directory_user.id })
    .from(directory_user)
    .where(and(eq(directory_user.role, 'admin'), eq(directory_user.active, true)))
    .limit(1);
  if (admin) return false;
  const now = new Date().toISOString();
  const values = {
    role: 'admin' as const,
    active: true,
    password_hash: await hashPassword(admin_password),
    email_verified_at: now,
  };
  const [made] = await db
    .insert(directory_user)
    .values({
      ...values,
      email: (admin_email || 'admin@localhost').toLowerCase(),
      full_name: 'Administrator',
      time_zone,
    })
    // Somebody has registered with this address before: the settings of the server decide whose it is.
    .onConflictDoUpdate({ target: directory_user.email, set: values })
    .returning({ id: directory_user.id });
  await audit(db, null, 'user.created', `user:${made?.id}`, { name: 'Administrator', role: 'admin' });
  return true;
}
