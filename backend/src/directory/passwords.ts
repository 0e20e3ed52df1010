import { hash, verify } from '@node-rs/argon2';
import { invalidField } from '#platform/problem';

/** Argon2id (the library's default algorithm) with OWASP's first choice: 19 MiB, two passes. Runs on worker threads. */
const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string) => hash(password.normalize('NFC'), cost);

/** A hash that no password fits, so that an unknown address costs the same time as a wrong password. */
let nobodys: Promise<string> | undefined;

/** Answers after the time of one verification, whether there is a hash or not. */
export async function isPassword(
  password: string,
  password_hash: string | null | undefined,
): Promise<boolean> {
  nobodys ??= hashPassword(crypto.randomUUID());
  const fits = await verify(password_hash ?? (await nobodys), password.normalize('NFC'));
  return fits && Boolean(password_hash);
}

const worn = [
  'password',
  'passwort',
  'qwerty',
  'letmein',
  'iloveyou',
  '1234567890',
  '0123456789',
  'abcdefghij',
];

/** Length is the schema's matter; this refuses what is guessed first. */
export function assertGoodPassword(password: string, email: string) {
  const typed = password.toLowerCase();
  const name = email.toLowerCase().split('@', 1)[0] ?? '';
  if (name.length >= 4 && typed.includes(name))
    throw invalidField('/password', 'Choose a password that does not contain your e-mail address.');
  if (new Set(typed).size < 4 || worn.some((one) => typed.includes(one) && typed.length < one.length + 6))
    throw invalidField('/password', 'This password is among the first that are tried. Choose another one.');
}
