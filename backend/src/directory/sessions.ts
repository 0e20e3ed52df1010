import { createHash, randomBytes } from 'node:crypto';
import { and, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Actor } from '#platform/access';
import type { Role } from '#platform/contract';
import type { Db } from '#platform/db';
import type { Kv } from '#platform/kv';
import type { Match, Rooms } from '#platform/rooms';
import { notFound } from '#platform/problem';
import type { Tokens } from '#platform/tokens';
import type { OpenSession } from './contract.ts';
import { directory_session, directory_user } from './tables.ts';

declare module 'fastify' {
  interface FastifyInstance {
    sessions: Sessions;
  }
}

/** How long an instance believes what it read: the bound on staleness when the bus between instances is away. */
const CACHE_MS = 3_000;
/** How often open sockets are held against the database: their session may have run out, and orders to close be lost. */
const SOCKETS_MS = 4_000;
const CHANNEL = 'sessions';

export type Sessions = ReturnType<typeof openSessions>;
export interface SignInFrom {
  user_agent: string;
  ip: string;
}
/** WebSocket close code of a session that is over; the client signs out and does not come back. */
export const SIGNED_OUT = 4401;

/**
 * Sessions: a signed token that carries a session id, looked up on every request (a few seconds in process, then
 * PostgreSQL), so that signing out, demotion and deactivation act at once on every instance.
 */
export function openSessions(parts: {
  db: Db;
  kv: Kv;
  rooms: Rooms;
  tokens: Tokens;
  log: FastifyBaseLogger;
  hours: number;
}) {
  const { db, kv, rooms, tokens, log, hours } = parts;
  const cache = new Map<string, { actor: Promise<Actor | undefined>; until: number }>();
  const sweep = setInterval(() => {
    for (const [id, entry] of cache) if (entry.until < Date.now()) cache.delete(id);
  }, 30_000).unref();
  const heard = kv
    .subscribe(CHANNEL, () => cache.clear())
    .catch((error: unknown) => {
      log.warn({ err: error }, 'the bus between instances is not reachable');
      return async () => {};
    });

  const watch = setInterval(
    () =>
      void closeOutdated(db, rooms).catch((err: unknown) => log.warn({ err }, 'sockets were not checked')),
    SOCKETS_MS,
  ).unref();

  function findById(id: string): Promise<Actor | undefined> {
    const known = cache.get(id);
    if (known && known.until > Date.now()) return known.actor;
    const actor = findActor(db, id);
    cache.set(id, { actor, until: Date.now() + CACHE_MS });
    actor.catch(() => cache.delete(id));
    return actor;
  }

  async function forgetAll() {
    cache.clear();
    await kv
      .publish(CHANNEL, '')
      .catch((error: unknown) => log.warn({ err: error }, 'other instances were not told'));
  }

  return {
    findById,
    async findByToken(token: string): Promise<Actor | undefined> {
      const claims = tokens.read('session', token);
      return typeof claims?.['sid'] === 'string' ? findById(claims['sid']) : undefined;
    },
    /** Opens a session and answers its token. */
    async start(userId: number, from: SignInFrom): Promise<string> {
      const id = randomBytes(16).toString('base64url');
      await db.insert(directory_session).values({
        id,
        user_id: userId,
        user_agent: from.user_agent.slice(0, 300),
        ip: from.ip,
        expires_at: new Date(Date.now() + hours * 3_600_000).toISOString(),
      });
      await db
        .update(directory_user)
        .set({ last_seen_at: sql`now()` })
        .where(eq(directory_user.id, userId));
      return tokens.sign('session', { sub: String(userId), sid: id }, hours * 3600);
    },
    /** Ends sessions and closes their sockets, everywhere. */
    async end(match: Omit<Match, 'room'> & { user_id: number }) {
      const { user_id, session_id, except_session_id } = match;
      await db
        .update(directory_session)
        .set({ revoked_at: sql`now()` })
        .where(
          and(
            eq(directory_session.user_id, user_id),
            isNull(directory_session.revoked_at),
            session_id === undefined ? undefined : eq(directory_session.id, session_id),
            except_session_id === undefined ? undefined : ne(directory_session.id, except_session_id),
          ),
        );
      await forgetAll();
      rooms.close(match, SIGNED_OUT, 'Signed out.');
    },
    /** After a change of role or name: everybody reads it anew, and the person's sockets come back with it. */
    async refresh(userId: number) {
      await forgetAll();
      rooms.close({ user_id: userId }, 1012, 'Your account has changed.');
    },
    async close() {
      clearInterval(sweep);
      clearInterval(watch);
      // Not waited for: without its line it would never come, and the line is closed next.
      void heard.then((stop) => stop()).catch(() => {});
    },
  };
}

/** Closes this instance's sockets whose session is over, or whose owner has another role by now: one query for all. */
async function closeOutdated(db: Db, rooms: Rooms) {
  const seen = new Map<string, Role>();
  for (const [, { session_id, role }] of rooms.here()) seen.set(session_id, role);
  if (seen.size === 0) return;
  const open = await db
    .select({ id: directory_session.id, role: directory_user.role })
    .from(directory_session)
    .innerJoin(directory_user, eq(directory_user.id, directory_session.user_id))
    .where(and(sql`${directory_session.id} = any(${sql.param([...seen.keys()])})`, isOpen));
  const roles = new Map(open.map(({ id, role }) => [id, role]));
  for (const [session_id, role] of seen) {
    if (!roles.has(session_id)) rooms.closeHere({ session_id }, SIGNED_OUT, 'Signed out.');
    else if (roles.get(session_id) !== role)
      rooms.closeHere({ session_id }, 1012, 'Your account has changed.');
  }
}

const isOpen = and(
  isNull(directory_session.revoked_at),
  gt(directory_session.expires_at, sql`now()`),
  eq(directory_user.active, true),
);

async function findActor(db: Db, sessionId: string): Promise<Actor | undefined> {
  const [found] = await db
    .select({
      id: directory_user.id,
      role: directory_user.role,
      full_name: directory_user.full_name,
      session_id: directory_session.id,
      seen: sql<boolean>`${directory_session.last_seen_at} > now() - interval '1 minute'`,
    })
    .from(directory_session)
    .innerJoin(directory_user, eq(directory_user.id, directory_session.user_id))
    .where(and(eq(directory_session.id, sessionId), isOpen));
  if (!found) return undefined;
  const { seen, ...actor } = found;
  // When it cannot be written, the request is no worse for it.
  if (!seen) await noteSeen(db, actor).catch(() => {});
  return actor;
}

/** At most once a minute for each session: "last seen" is for people, not for accounting. */
async function noteSeen(db: Db, actor: Actor) {
  const last_seen_at = sql`now()`;
  await db.update(directory_session).set({ last_seen_at }).where(eq(directory_session.id, actor.session_id));
  await db.update(directory_user).set({ last_seen_at }).where(eq(directory_user.id, actor.id));
}

/** What a session is called outside: its id itself stays inside. */
const nameOf = (id: string) => createHash('sha256').update(id).digest('base64url').slice(0, 22);

/** Where the actor is signed in, the last used first. */
export async function listSessions(db: Db, actor: Actor): Promise<OpenSession[]> {
  const rows = await openOf(db, actor);
  return rows.map(({ id, user_agent, ip, created_at, last_seen_at }) => ({
    id: nameOf(id),
    current: id === actor.session_id,
    user_agent,
    ip,
    created_at,
    last_seen_at,
  }));
}

/** The inner id of one of the actor's sessions, or 404. */
export async function getSessionId(db: Db, actor: Actor, name: string): Promise<string> {
  const found = (await openOf(db, actor)).find((one) => nameOf(one.id) === name);
  if (!found) throw notFound('This session');
  return found.id;
}

const openOf = (db: Db, actor: Actor) =>
  db
    .select()
    .from(directory_session)
    .where(
      and(
        eq(directory_session.user_id, actor.id),
        isNull(directory_session.revoked_at),
        gt(directory_session.expires_at, sql`now()`),
      ),
    )
    .orderBy(desc(directory_session.last_seen_at));
