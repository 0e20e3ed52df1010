// The RSA pair that calls are signed with, in the three shapes in which it is needed. Needs nothing but Node.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const HELP = `Makes, converts and checks the keys of calls.

  node scripts/jitsi-keys.mjs                                   a new pair
  node scripts/jitsi-keys.mjs --private FILE [--public FILE]    an existing pair in all shapes
  node scripts/jitsi-keys.mjs --check --private FILE [--public FILE]
                                                                only says whether the pair is usable

  --private FILE   PEM (PKCS#8 or PKCS#1) or base64 of it; - reads from standard input
  --public FILE    PEM (SPKI or PKCS#1) or base64 of it; must be the public half
  --bits N         size of a new key, 2048 (default) to 8192
  --kid NAME       key id, the JITSI_KEY_ID of the API (default co-1); names the file of a key server
  --help

Without --private, --check reads JITSI_PRIVATE_KEY and JITSI_PUBLIC_KEY from the environment.
JITSI_PRIVATE_KEY and JITSI_PUBLIC_KEY belong to Course Organizer, JWT_APP_SECRET to jitsi/.env.`;

try {
  main(readOptions());
} catch (error) {
  console.error(`jitsi-keys: ${error.message}`);
  process.exit(1);
}

function readOptions() {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  return parseArgs({
    options: {
      private: text,
      public: text,
      bits: { ...text, default: '2048' },
      kid: { ...text, default: process.env.JITSI_KEY_ID || 'co-1' },
      check: flag,
      help: flag,
    },
  }).values;
}

function main(options) {
  if (options.help) return void console.log(HELP);
  const given = givenPair(options);
  if (options.check && !given) throw new Error('--check needs --private FILE or JITSI_PRIVATE_KEY');
  const pair = given ? readPair(given) : makePair(Number(options.bits));
  if (options.check)
    return void console.log(`usable: RSA of ${pair.bits} bits, public half ${fingerprint(pair)}`);
  console.log(describe(pair, options.kid));
}

function givenPair(options) {
  if (options.private)
    return {
      privateText: readFileSync(options.private === '-' ? 0 : options.private, 'utf8'),
      publicText: options.public && readFileSync(options.public, 'utf8'),
    };
  if (options.public) throw new Error('--public needs --private: a pair is checked as a whole');
  const { JITSI_PRIVATE_KEY, JITSI_PUBLIC_KEY } = process.env;
  if (options.check && JITSI_PRIVATE_KEY)
    return { privateText: JITSI_PRIVATE_KEY, publicText: JITSI_PUBLIC_KEY };
}

/** Accepts PEM, PEM with written-out \n, and base64 of PEM. */
function toPem(text) {
  const plain = text.trim().replaceAll('\\n', '\n');
  return plain.startsWith('-----') ? plain : Buffer.from(plain, 'base64').toString('utf8');
}

function readPair({ privateText, publicText }) {
  const key = readKey(() => createPrivateKey(toPem(privateText)), 'the private key');
  const derived = exportPublic(createPublicKey(key));
  if (publicText) {
    const publicPem = toPem(publicText);
    if (publicPem.includes('PRIVATE KEY')) throw new Error('the file of --public holds a private key');
    if (exportPublic(readKey(() => createPublicKey(publicPem), 'the public key')) !== derived)
      throw new Error('the public key is not the other half of the private key');
  }
  return { ...exportPrivate(key), public_pem: derived };
}

function readKey(read, what) {
  let key;
  try {
    key = read();
  } catch {
    throw new Error(`${what} is neither PEM nor base64 of PEM`);
  }
  if (key.asymmetricKeyType !== 'rsa')
    throw new Error(`${what} is ${key.asymmetricKeyType}, Prosody needs RSA`);
  if (key.asymmetricKeyDetails.modulusLength < 2048) throw new Error(`${what} has less than 2048 bits`);
  return key;
}

function makePair(bits) {
  if (!Number.isInteger(bits) || bits < 2048 || bits > 8192) throw new Error('--bits is 2048 to 8192');
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return { ...exportPrivate(privateKey), public_pem: exportPublic(publicKey) };
}

function exportPrivate(key) {
  const private_pem = key.export({ type: 'pkcs8', format: 'pem' });
  return { private_pem, bits: key.asymmetricKeyDetails.modulusLength };
}
function exportPublic(key) {
  return key.export({ type: 'spki', format: 'pem' });
}
function fingerprint(pair) {
  return `sha256:${createHash('sha256').update(pair.public_pem).digest('hex').slice(0, 16)}`;
}

/** Prosody's value stands inside a Lua string, where \n becomes a line break; a real one would break the file. */
function describe(pair, kid) {
  const base64 = (pem) => Buffer.from(pem).toString('base64');
  const line = pair.public_pem.trim().replaceAll('\n', '\\n');
  const file = `${createHash('sha256').update(kid).digest('hex')}.pem`;
  return `# Course Organizer. The private key is a secret: it signs who may enter which call, and as what.
JITSI_KEY_ID=${kid}
JITSI_PRIVATE_KEY=${base64(pair.private_pem)}
JITSI_PUBLIC_KEY=${base64(pair.public_pem)}

# jitsi/.env on the Jitsi host, with the single quotes. (A key server would serve it as /asap/${file}.)
JWT_APP_SECRET='${line}'`;
}
