import { createPrivateKey, createPublicKey } from 'node:crypto';

export type Environment = Record<string, string | undefined>;
export type Config = ReturnType<typeof readConfig>;

/** A setting that cannot be used: names the variable and what it must look like. */
export class ConfigError extends Error {}
const refuse = (name: string, mustBe: string) =>
  new ConfigError(`${name} is not usable: it must be ${mustBe}.`);

/**
 * Every setting of the program, read once and checked against each other. `docs/configuration.md` explains each;
 * a variable that is empty counts as not set.
 */
export function readConfig(env: Environment) {
  const read = reader(env);
  const production = env['NODE_ENV'] === 'production';
  const port = read.integer('PORT', 8080, 0, 65_535);
  const host = read.text('HOST', 'localhost');
  const public_url = read.url('PUBLIC_URL', ['http:', 'https:']) ?? `http://localhost:${port}`;
  return {
    production,
    host,
    port,
    public_url: public_url.replace(/\/$/, ''),
    data_dir: read.text('DATA_DIR', './data'),
    database_url: read.url('DATABASE_URL', ['postgres:', 'postgresql:']),
    redis_url: read.url('REDIS_URL', ['redis:', 'rediss:']),
    redis_prefix: read.text('REDIS_PREFIX', 'co:'),
    secret_key: readSecretKey(env, production),
    allowed_hosts: read.list('ALLOWED_HOSTS'),
    allowed_origins: [new URL(public_url).origin, ...read.list('CORS_ALLOWED_ORIGINS').map(originOf)],
    institution: read.text('INSTITUTION_NAME', 'Riverlearn University, Faculty of Engineering'),
    time_zone: readTimeZone(read.text('TIME_ZONE', 'Africa/Nairobi')),
    registration: read.choice('REGISTRATION', ['open', 'domain', 'closed'] as const, 'open'),
    registration_domains: readDomains(read.list('REGISTRATION_DOMAINS'), env['REGISTRATION']),
    session_hours: read.integer('SESSION_HOURS', 24, 1, 24 * 90),
    admin_email: read.text('ADMIN_EMAIL', ''),
    admin_password: readAdminPassword(env),
    mail: readMail(env, read),
    jitsi: readJitsi(env, read),
    ice_servers: readIceServers(env['ICE_SERVERS']),
    turn: readTurn(env, read),
    host_early_minutes: read.integer('MEETING_HOST_EARLY_MINUTES', 15, 0, 240),
    student_early_minutes: read.integer('MEETING_STUDENT_EARLY_MINUTES', 5, 0, 240),
    metrics_token: env['METRICS_TOKEN'] || undefined,
    trust_proxy: read.list('TRUST_PROXY'),
    log_level: read.choice('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'] as const, 'info'),
  };
}

function reader(env: Environment) {
  const text = (name: string, otherwise: string) => env[name] || otherwise;
  return {
    text,
    list: (name: string) =>
      text(name, '')
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    integer(name: string, otherwise: number, least: number, most: number) {
      const value = Number(text(name, String(otherwise)));
      if (!Number.isInteger(value) || value < least || value > most)
        throw refuse(name, `a whole number from ${least} to ${most}`);
      return value;
    },
    choice<const T extends string>(name: string, choices: readonly T[], otherwise: T): T {
      const value = choices.find((one) => one === text(name, otherwise));
      if (!value) throw refuse(name, `one of ${choices.join(', ')}`);
      return value;
    },
    url(name: string, protocols: string[]): string | undefined {
      const value = env[name];
      if (!value) return undefined;
      if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol))
        throw refuse(name, `a URL that starts with ${protocols.map((one) => `${one}//`).join(' or ')}`);
      return value;
    },
  };
}
type Reader = ReturnType<typeof reader>;

function originOf(value: string): string {
  if (!URL.canParse(value) || !/^https?:/.test(value))
    throw refuse('CORS_ALLOWED_ORIGINS', 'a comma list of origins such as https://co.example.ac.ke');
  return new URL(value).origin;
}

function readSecretKey(env: Environment, production: boolean): string | undefined {
  const key = env['SECRET_KEY'];
  if (key && key.length < 32)
    throw refuse('SECRET_KEY', 'at least 32 random characters (openssl rand -base64 48)');
  if (!key && production)
    throw refuse('SECRET_KEY', 'set in production: at least 32 random characters (openssl rand -base64 48)');
  return key || undefined;
}

function readTimeZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw refuse('TIME_ZONE', 'an IANA time zone such as Africa/Nairobi');
  }
}

function readDomains(domains: string[], registration: string | undefined): string[] {
  if (registration === 'domain' && domains.length === 0)
    throw refuse(
      'REGISTRATION_DOMAINS',
      'a comma list such as students.example.ac.ke, because REGISTRATION is "domain"',
    );
  return domains.map((one) => one.toLowerCase().replace(/^@/, ''));
}

function readAdminPassword(env: Environment): string | undefined {
  const password = env['ADMIN_PASSWORD'];
  if (password && password.length < 10) throw refuse('ADMIN_PASSWORD', 'at least 10 characters');
  return password || undefined;
}

function readMail(env: Environment, read: Reader) {
  const url = read.url('SMTP_URL', ['smtp:', 'smtps:']);
  const user = env['EMAIL_HOST_USER'];
  const password = env['EMAIL_HOST_PASSWORD'];
  if (!url && Boolean(user) !== Boolean(password))
    throw refuse(
      user ? 'EMAIL_HOST_PASSWORD' : 'EMAIL_HOST_USER',
      'set together with its other half, or neither',
    );
  const from = read.text('EMAIL_FROM', user ?? 'course-organizer@localhost');
  if (url) return { url, from };
  if (!user || !password) return { url: undefined, from };
  const host = read.text('EMAIL_HOST', 'smtp.gmail.com');
  const port = read.integer('EMAIL_PORT', 587, 1, 65_535);
  const scheme = port === 465 ? 'smtps' : 'smtp';
  return {
    url: `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}`,
    from,
  };
}

export interface IceServer {
  urls: string | string[];
  username?: string;
  credential?: string;
}

/** STUN and TURN servers as browsers take them (RTCIceServer); none is fine within one network. */
function readIceServers(value: string | undefined): IceServer[] {
  if (!value) return [];
  const isServer = (one: unknown): one is IceServer =>
    typeof one === 'object' &&
    one !== null &&
    'urls' in one &&
    [one.urls].flat().every((url) => typeof url === 'string' && /^(stun|turn)s?:/.test(url));
  try {
    const servers: unknown = JSON.parse(value);
    if (Array.isArray(servers) && servers.every(isServer)) return servers;
  } catch {
    // Refused below, in the same words.
  }
  throw refuse('ICE_SERVERS', 'JSON such as [{"urls":"stun:stun.example.ac.ke:3478"}]');
}

/** A coturn with `use-auth-secret`: everybody gets credentials of their own, which end by themselves. */
function readTurn(env: Environment, read: Reader) {
  const urls = read.list('TURN_URLS');
  const secret = env['TURN_SECRET'];
  if (Boolean(secret) !== urls.length > 0)
    throw refuse(secret ? 'TURN_URLS' : 'TURN_SECRET', 'set together with its other half, or neither');
  if (!urls.every((url) => /^turns?:./.test(url)))
    throw refuse('TURN_URLS', 'a comma list such as turn:turn.example.ac.ke:3478?transport=udp');
  return secret ? { urls, secret } : undefined;
}

function readJitsi(env: Environment, read: Reader) {
  const domain = env['JITSI_DOMAIN'] || undefined;
  if (domain && !/^[a-z0-9.-]+(:\d+)?$/i.test(domain))
    throw refuse('JITSI_DOMAIN', 'a host name without https://');
  const kid = read.text('JITSI_KEY_ID', 'co-1');
  const privatePem = pemOf(env['JITSI_PRIVATE_KEY'], 'JITSI_PRIVATE_KEY', 'PRIVATE KEY');
  const publicPem = pemOf(env['JITSI_PUBLIC_KEY'], 'JITSI_PUBLIC_KEY', 'PUBLIC KEY');
  if (Boolean(privatePem) !== Boolean(publicPem))
    throw refuse(privatePem ? 'JITSI_PUBLIC_KEY' : 'JITSI_PRIVATE_KEY', 'set together with its other half');
  if (domain && env['NODE_ENV'] === 'production' && !privatePem)
    throw refuse('JITSI_PRIVATE_KEY', 'set when JITSI_DOMAIN is, or Prosody refuses every token');
  return {
    domain,
    kid,
    keys: privatePem && publicPem ? checkedPair(privatePem, publicPem) : undefined,
    health_url:
      read.url('JITSI_HEALTH_URL', ['http:', 'https:']) ?? (domain && `https://${domain}/xmpp-websocket`),
    webhook_secret: readWebhookSecret(env['JITSI_WEBHOOK_SECRET']),
    max_occupants: read.integer('JITSI_MAX_OCCUPANTS', 500, 2, 10_000),
  };
}

function readWebhookSecret(secret: string | undefined): string | undefined {
  if (secret && secret.length < 16)
    throw refuse('JITSI_WEBHOOK_SECRET', 'at least 16 random characters (openssl rand -base64 24)');
  return secret || undefined;
}

function pemOf(value: string | undefined, name: string, label: string): string | undefined {
  if (!value) return undefined;
  const pem = value.includes('-----BEGIN')
    ? value.replaceAll('\\n', '\n')
    : Buffer.from(value, 'base64').toString('utf8');
  if (!pem.includes(`${label}-----`))
    throw refuse(name, `the base64 of a PEM file with -----BEGIN ${label}-----`);
  return pem;
}

function checkedPair(privatePem: string, publicPem: string) {
  const spki = { type: 'spki', format: 'pem' } as const;
  let derived: string;
  let given: string;
  try {
    const key = createPrivateKey(privatePem);
    if (key.asymmetricKeyType !== 'rsa') throw new Error('not RSA');
    derived = createPublicKey(privatePem).export(spki).toString();
    given = createPublicKey(publicPem).export(spki).toString();
  } catch {
    throw refuse(
      'JITSI_PRIVATE_KEY',
      'an RSA key pair that OpenSSL can read, together with JITSI_PUBLIC_KEY',
    );
  }
  if (derived !== given)
    throw refuse('JITSI_PUBLIC_KEY', 'the public half of JITSI_PRIVATE_KEY; these two do not match');
  return { private_pem: privatePem, public_pem: given };
}
