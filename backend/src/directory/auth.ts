import { randomBytes } from 'node:crypto';
import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Actor } from '#platform/access';
import { ticketKey } from '#platform/access';
import type { Config } from '#platform/config';
import type { Db } from '#platform/db';
import type { Kv } from '#platform/kv';
import type { Limits, Rule } from '#platform/limits';
import { explainConstraint, invalidField, Problem } from '#platform/problem';
import type { AuthSettings, Credentials, Registration, Ticket, User } from './contract.ts';
import { mailVerification } from './links.ts';
import { assertGoodPassword, hashPassword, isPassword } from './passwords.ts';
import { avatarUrl } from './public.ts';
import type { Sessions, SignInFrom } from './sessions.ts';
import { directory_session, directory_user } from './tables.ts';

type Row = typeof directory_user.$inferSelect;

explainConstraint('directory_user_email_unique', () => {
  const detail = 'There is an account with this address already.';
  return new Problem(409, 'email-taken', detail, { errors: [{ pointer: '/email', detail }] });
});

export const normaliseEmail = (email: string) => email.trim().normalize('NFC').toLowerCase();

export function cleanName(full_name: string): string {
  const name = full_name
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  if (!name) throw invalidField('/full_name', 'Full name is empty.');
  return name;
}

export const userOf = (row: Row): User => ({
  id: row.id,
  email: row.email,
  full_name: row.full_name,
  role: row.role,
  avatar_url: avatarUrl(row.avatar_key),
  time_zone: row.time_zone,
  locale: row.locale,
  email_verified: row.email_verified_at !== null,
});

/** Makes a student, whoever asks, and writes to the address so that it can be confirmed. */
export async function register(db: Db, settings: Config, input: Registration): Promise<Row> {
  const email = normaliseEmail(input.email);
  assertMayRegister(settings, email);
  assertGoodPassword(input.password, email);
  const full_name = cleanName(input.full_name);
  const password_hash = await hashPassword(input.password);
  return db.transaction(async (tx) => {
    const [user] = await tx
      .insert(directory_user)
      .values({ email, full_name, password_hash, role: 'student', time_zone: settings.time_zone })
      .returning();
    if (!user) throw new Error('no user was inserted');
    await mailVerification(tx, settings, user);
    return user;
  });
}

function assertMayRegister(settings: Config, email: string) {
  if (settings.registration === 'closed')
    throw new Problem(
      403,
      'registration-closed',
      'Accounts are made by the administration here. Ask them for yours.',
    );
  const domain = email.split('@').at(-1) ?? '';
  if (settings.registration === 'domain' && !settings.registration_domains.includes(domain))
    throw invalidField('/email', `Use your address at ${settings.registration_domains.join(' or ')}.`);
}

/** Ten guesses for one account, wherever they come from. */
export const accountGuesses: Rule = { name: 'guesses-account', max: 10, window: 900 };
/** The same for an address its owner signed in from before, so that strangers cannot lock the owner out. */
export const knownDeviceGuesses: Rule = { name: 'guesses-known-device', max: 10, window: 900 };
/** One address trying many accounts; wide, because a whole campus may share one. */
const addressGuesses: Rule = { name: 'guesses-address', max: 300, window: 900 };

const wrong = () => new Problem(401, 'wrong-credentials', 'The e-mail address or the password is not right.');

/** The account that fits, or the same 401 in the same time for an unknown address and a wrong password. */
export async function authenticate(db: Db, limits: Limits, input: Credentials, ip: string): Promise<Row> {
  const email = normaliseEmail(input.email);
  const user = await inTurn(email, async () => {
    const [found] = await db.select().from(directory_user).where(eq(directory_user.email, email));
    const guess = await guessOf(db, email, found?.id ?? 0, ip);
    await limits.assertUnder(addressGuesses, ip);
    await limits.assertUnder(guess.rule, guess.key);
    if ((await isPassword(input.password, found?.password_hash)) && found) {
      await limits.forget(guess.rule, guess.key);
      return found;
    }
    await limits.count(addressGuesses, ip);
    await limits.count(guess.rule, guess.key);
    throw wrong();
  });
  if (!user.active)
    throw new Problem(
      403,
      'account-inactive',
      'This account is deactivated. Ask the administration to open it again.',
    );
  return user;
}

const turns = new Map<string, Promise<unknown>>();

/**
 * One guess at a time for each account, so that a thousand at once are still only ten, and a person who signs in on
 * many devices at once is not taken for a guesser.
 */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(key) ?? Promise.resolve()).then(work, work);
  turns.set(key, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(key) === turn) turns.delete(key);
  }
}

async function guessOf(db: Db, email: string, user_id: number, ip: string) {
  const [known] = await db
    .select({ id: directory_session.id })
    .from(directory_session)
    .where(
      and(
        eq(directory_session.user_id, user_id),
        eq(directory_session.ip, ip),
        gt(directory_session.created_at, sql`now() - interval '90 days'`),
      ),
    )
    .limit(1);
  return known ? { rule: knownDeviceGuesses, key: `${email} ${ip}` } : { rule: accountGuesses, key: email };
}

/** Opens a session; what the person sees is the token and the account. */
export const signIn = async (sessions: Sessions, user: Row, from: SignInFrom) => ({
  token: await sessions.start(user.id, from),
  user: userOf(user),
});

const TICKET_SECONDS = 30;

/** Opens one socket of the actor's session. It dies with the session. */
export async function makeTicket(kv: Kv, actor: Actor): Promise<Ticket> {
  const ticket = randomBytes(24).toString('base64url');
  const expires_at = new Date(Date.now() + TICKET_SECONDS * 1000).toISOString();
  await kv.set(ticketKey(ticket), actor.session_id, TICKET_SECONDS);
  return { ticket, expires_at };
}

const demoAddresses = ['student', 'student2', 'lecturer', 'admin'].map((name) => `${name}@demo.test`);

/** What the page before the sign-in may know. */
export async function getAuthSettings(
  db: Db,
  settings: Config,
  mail: 'smtp' | 'mailbox',
): Promise<AuthSettings> {
  const demo_accounts = settings.production
    ? []
    : await db
        .select({
          email: directory_user.email,
          full_name: directory_user.full_name,
          role: directory_user.role,
        })
        .from(directory_user)
        .where(and(inArray(directory_user.email, demoAddresses), eq(directory_user.active, true)))
        .orderBy(directory_user.id);
  return {
    institution: settings.institution,
    time_zone: settings.time_zone,
    registration: settings.registration,
    domains: settings.registration === 'domain' ? settings.registration_domains : [],
    mail,
    ...(mail === 'mailbox' && !settings.production && { mailbox_url: '/mailbox' }),
    demo_accounts,
    server_time: new Date().toISOString(),
  };
}
