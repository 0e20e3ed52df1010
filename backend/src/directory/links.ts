import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Db } from '#platform/db';
import { sendMail } from '#platform/mailer';
import { Problem } from '#platform/problem';
import { type directory_user, directory_usertoken } from './tables.ts';

type Kind = 'verify' | 'reset';
type Addressee = Pick<typeof directory_user.$inferSelect, 'id' | 'email' | 'full_name'>;
export interface Site {
  institution: string;
  public_url: string;
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** A secret that works once, until `hours` from now; earlier ones of its kind stop working. */
async function makeSecret(db: Db, user: Addressee, kind: Kind, hours: number): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await endLinks(db, user.id, kind);
  await db.insert(directory_usertoken).values({
    user_id: user.id,
    kind,
    secret_hash: hashOf(secret),
    expires_at: new Date(Date.now() + hours * 3_600_000).toISOString(),
  });
  return secret;
}

const usable = (kind: Kind) => and(eq(directory_usertoken.kind, kind), isNull(directory_usertoken.used_at));

export const endLinks = (db: Db, user_id: number, kind: Kind) =>
  db
    .update(directory_usertoken)
    .set({ used_at: sql`now()` })
    .where(and(eq(directory_usertoken.user_id, user_id), usable(kind)));

/** Whose link this is, using it up; 400 `link-expired` when it was used, replaced or is too old. */
export async function takeLink(db: Db, kind: Kind, secret: string): Promise<number> {
  const [taken] = await db
    .update(directory_usertoken)
    .set({ used_at: sql`now()` })
    .where(
      and(
        eq(directory_usertoken.secret_hash, hashOf(secret)),
        usable(kind),
        gt(directory_usertoken.expires_at, sql`now()`),
      ),
    )
    .returning({ user_id: directory_usertoken.user_id });
  if (!taken)
    throw new Problem(400, 'link-expired', 'This link was used already or is too old. Ask for a new one.');
  return taken.user_id;
}

export async function mailVerification(db: Db, site: Site, user: Addressee) {
  const secret = await makeSecret(db, user, 'verify', 48);
  await write(db, user, `Confirm your e-mail for ${site.institution}`, [
    'Confirm that this address is yours:',
    `${site.public_url}/verify?token=${secret}`,
    'The link works once, for two days. If you did not make an account, do nothing.',
  ]);
}

export async function mailReset(db: Db, site: Site, user: Addressee) {
  const secret = await makeSecret(db, user, 'reset', 1);
  await write(db, user, `A new password for ${site.institution}`, [
    'Somebody, probably you, asked for a new password. Choose it here:',
    `${site.public_url}/reset?token=${secret}`,
    'The link works once, for one hour. If it was not you, do nothing: your password stays as it is.',
  ]);
}

export async function mailInvitation(db: Db, site: Site, user: Addressee) {
  const secret = await makeSecret(db, user, 'reset', 24 * 7);
  await write(db, user, `Your account at ${site.institution}`, [
    `An account was made for you, with the address ${user.email}. Choose your password here:`,
    `${site.public_url}/reset?token=${secret}`,
    `The link works once, for seven days. After that, ask for a new one: ${site.public_url}/forgot`,
  ]);
}

const write = (db: Db, user: Addressee, subject: string, lines: string[]) =>
  sendMail(db, { to: user.email, subject, text: `${[`Hello ${user.full_name},`, ...lines].join('\n\n')}\n` });
