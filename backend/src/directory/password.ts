import { and, eq } from 'drizzle-orm';
import type { Actor } from '#platform/access';
import type { Config } from '#platform/config';
import type { Db } from '#platform/db';
import { enqueue, type Job } from '#platform/jobs';
import type { Limits, Rule } from '#platform/limits';
import { invalidField, Problem } from '#platform/problem';
import { accountGuesses, inTurn, normaliseEmail } from './auth.ts';
import { endLinks, mailReset, mailVerification, takeLink, type Site } from './links.ts';
import { assertGoodPassword, hashPassword, isPassword } from './passwords.ts';
import { audit, getUser } from './public.ts';
import { directory_user } from './tables.ts';

const mailsPerAccount: Rule = { name: 'mails-account', max: 5, window: 3600 };
const mailsPerAddress: Rule = { name: 'mails-address', max: 100, window: 3600 };

/** Only notes the wish: who looks it up does so later, so that the answer takes the same time for every address. */
export async function forgotPassword(db: Db, limits: Limits, email: string, ip: string) {
  await limits.count(mailsPerAddress, ip);
  await enqueue(db, 'password-forgotten', { email: normaliseEmail(email) });
}

/** The outbox's half of `forgotPassword`. More than five mails an hour are not sent to anybody. */
export async function answerForgotten(db: Db, limits: Limits, site: Site, job: Job<{ email: string }>) {
  const { email } = job.payload;
  const [user] = await db
    .select()
    .from(directory_user)
    .where(and(eq(directory_user.email, email), eq(directory_user.active, true)));
  if (!user) return;
  try {
    await limits.count(mailsPerAccount, email);
  } catch (error) {
    if (error instanceof Problem) return;
    throw error;
  }
  await db.transaction((tx) => mailReset(tx, site, user));
}

/** Sets the password by a link from a mail; whoever was signed in has to sign in anew. Answers whose it was. */
export async function resetPassword(
  db: Db,
  limits: Limits,
  token: string,
  password: string,
): Promise<number> {
  const password_hash = await hashPassword(password);
  const user = await db.transaction(async (tx) => {
    const id = await takeLink(tx, 'reset', token);
    const user = await getUser(tx, id);
    assertGoodPassword(password, user.email);
    await tx
      .update(directory_user)
      // The link came by mail to this address, which proves it.
      .set({ password_hash, email_verified_at: user.email_verified_at ?? new Date().toISOString() })
      .where(eq(directory_user.id, id));
    await audit(tx, { id }, 'user.password-reset', `user:${id}`, { name: user.full_name });
    return user;
  });
  await limits.forget(accountGuesses, user.email);
  return user.id;
}

const changeGuesses: Rule = { name: 'guesses-change', max: 10, window: 900 };

/** Asks for the old one, counted as a guess: a stolen session must not become the account. */
export async function changePassword(
  db: Db,
  limits: Limits,
  actor: Actor,
  input: { current_password: string; password: string },
) {
  const user = await getUser(db, actor.id);
  assertGoodPassword(input.password, user.email);
  await inTurn(user.email, async () => {
    await limits.assertUnder(changeGuesses, String(actor.id));
    if (!(await isPassword(input.current_password, user.password_hash))) {
      await limits.count(changeGuesses, String(actor.id));
      throw invalidField('/current_password', 'This is not your current password.');
    }
    await limits.forget(changeGuesses, String(actor.id));
  });
  const password_hash = await hashPassword(input.password);
  await db.transaction(async (tx) => {
    await tx.update(directory_user).set({ password_hash }).where(eq(directory_user.id, actor.id));
    await endLinks(tx, actor.id, 'reset');
    await audit(tx, actor, 'user.password-changed', `user:${actor.id}`, { name: user.full_name });
  });
}

export const verifyEmail = (db: Db, token: string) =>
  db.transaction(async (tx) => {
    const id = await takeLink(tx, 'verify', token);
    await tx
      .update(directory_user)
      .set({ email_verified_at: new Date().toISOString() })
      .where(eq(directory_user.id, id));
  });

/** 409 when there is nothing left to confirm. */
export async function resendVerification(db: Db, limits: Limits, settings: Config, actor: Actor) {
  const user = await getUser(db, actor.id);
  if (user.email_verified_at)
    throw new Problem(409, 'already-verified', `${user.email} is confirmed already.`);
  await limits.count(mailsPerAccount, user.email);
  await db.transaction((tx) => mailVerification(tx, settings, user));
}
