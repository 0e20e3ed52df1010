import { createHash, createPublicKey, generateKeyPair } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Config } from '#platform/config';
import { openSigner } from './signer.ts';

declare module 'fastify' {
  interface FastifyInstance {
    jitsi: Jitsi;
  }
}
export type Jitsi = ReturnType<typeof openJitsi>;

export interface Keys {
  private_pem: string;
  public_pem: string;
}
/** Whom a token is for. Everybody in the call can read what it says of them, so no e-mail address. */
export interface Participant {
  id: number;
  name: string;
  /** Absolute. */
  avatar: string | null;
  moderator: boolean;
}

export const TOKEN_SECONDS = 3600;
/** Prosody allows no clock skew at all (`jitsi.md` §1.1). */
const SKEW_SECONDS = 60;

/** Our side of Jitsi's trust: the RSA pair, its public half by key id, and tokens for the call. */
export function openJitsi(config: Pick<Config, 'jitsi' | 'data_dir'>) {
  const { kid, domain, keys } = config.jitsi;
  let reading: Promise<Keys> | undefined;
  const readKeys = () => (reading ??= keys ? Promise.resolve(keys) : developmentKeys(config.data_dir));
  const signer = openSigner(async () => ({ kid, private_pem: (await readKeys()).private_pem }));
  const file = `${createHash('sha256').update(kid).digest('hex')}.pem`;
  return {
    domain: domain ?? null,
    /** Makes the development pair now rather than with the first call. */
    prepare: readKeys,
    /** The public key under the name that Prosody asks for, `<sha256 of the key id>.pem`; otherwise undefined. */
    publicKey: async (name: string) => (name === file ? (await readKeys()).public_pem : undefined),
    /** A token for exactly one room, signed outside this thread. */
    async sign(room: string, person: Participant, now = Date.now()) {
      const iat = Math.floor(now / 1000);
      const exp = iat + TOKEN_SECONDS;
      const jwt_token = await signer.sign({ ...claimsOf(room, person), iat, nbf: iat - SKEW_SECONDS, exp });
      return { jwt_token, expires_at: new Date(exp * 1000).toISOString() };
    },
    close: signer.close,
  };
}

/** `jitsi.md` §1.9: types matter, `aud` is a string, and features once present replace every default. */
function claimsOf(room: string, person: Participant) {
  return {
    iss: 'course-organizer',
    aud: 'jitsi',
    sub: 'meet.jitsi',
    room,
    context: {
      user: {
        id: String(person.id),
        name: person.name,
        ...(person.avatar && { avatar: person.avatar }),
        moderator: person.moderator,
        lobby_bypass: person.moderator,
      },
      features: {
        recording: person.moderator,
        livestreaming: false,
        transcription: false,
        'create-polls': person.moderator,
        'send-groupchat': true,
        'name-readonly': true,
      },
    },
  };
}

/** Without configured keys a pair is made on first use and kept in the data folder, for calls on this machine. */
async function developmentKeys(dataDir: string): Promise<Keys> {
  const file = join(dataDir, 'jitsi-private.pem');
  const private_pem = readIfThere(file) ?? (await makeKey(dataDir, file));
  const public_pem = createPublicKey(private_pem).export({ type: 'spki', format: 'pem' }).toString();
  writeFileSync(join(dataDir, 'jitsi-public.pem'), public_pem, { mode: 0o600 });
  return { private_pem, public_pem };
}

/** Written aside and linked into place, so that two instances that start together agree on one whole file. */
async function makeKey(dataDir: string, file: string): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, privateKey, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8');
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;
