import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Role } from './contract.ts';
import type { Kv } from './kv.ts';
import { Problem, forbidden } from './problem.ts';

/** Who is asking. */
export interface Actor {
  id: number;
  role: Role;
  full_name: string;
  session_id: string;
}

/**
 * Who may call a route: `anyone`, everyone `signed-in`, only some roles, or a machine with a `secret` that the route
 * itself checks. Ownership is asked by the domain's function, which answers 404 or 403.
 */
export type Access = 'anyone' | 'signed-in' | 'secret' | readonly Role[];

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Set on every route whose access is not `anyone`. */
    actor: Actor;
  }
}

interface Options {
  kv: Kv;
  allowedOrigins: string[];
  /** The actor behind a session token, or undefined when it is unknown, over, revoked, or its owner inactive. */
  findActor(token: string): Promise<Actor | undefined>;
  /** The actor of a session by its id, as a socket ticket names it. */
  findActorOfSession(sessionId: string): Promise<Actor | undefined>;
}

const nobody = () =>
  new Problem(401, 'unauthenticated', 'Sign in to go on.', { headers: { 'www-authenticate': 'Bearer' } });

/** Denies by default: a route that does not state its access cannot be registered. */
export const accessPlugin = fp<Options>(async (app, options) => {
  app.decorateRequest('actor');
  app.addHook('onRoute', (route) => {
    if (route.method === 'HEAD' || route.method === 'OPTIONS') return;
    if (!route.config?.access)
      throw new Error(`${String(route.method)} ${route.url} does not state who may call it`);
  });
  app.addHook('onRequest', async (request: FastifyRequest, _reply: FastifyReply) => {
    const access = request.routeOptions.config.access;
    if (!access || access === 'anyone' || access === 'secret') return;
    const actor = request.ws ? await actorOfSocket(request, options) : await actorOfHeader(request, options);
    if (!actor) throw nobody();
    if (access !== 'signed-in' && !access.includes(actor.role))
      throw forbidden(`This is only for ${wordsFor(access)}.`);
    request.actor = actor;
  });
});

/** The check of a route whose access is `secret`: a machine's `Authorization: Bearer`. Without a secret it is closed. */
export function assertSecret(request: FastifyRequest, secret: string | undefined) {
  const given = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  // Digests are of one length, and compared in a time that says nothing of where they differ.
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const same = timingSafeEqual(digest(given ?? ''), digest(secret ?? ''));
  if (!secret || !given || !same) throw nobody();
}

async function actorOfHeader(request: FastifyRequest, options: Options) {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && token ? options.findActor(token) : undefined;
}

/** A socket brings `?token=`: a session token, or a single-use ticket from `POST /api/auth/ws-ticket`. */
async function actorOfSocket(request: FastifyRequest, options: Options) {
  const { origin } = request.headers;
  if (origin && !options.allowedOrigins.includes(origin) && !isSameHost(origin, request))
    throw forbidden('Sockets are not opened for pages of another site.');
  const token = new URL(request.url, 'http://socket').searchParams.get('token');
  if (!token) return undefined;
  if (token.includes('.')) return options.findActor(token);
  const sessionId = await options.kv.take(ticketKey(token));
  return sessionId ? options.findActorOfSession(sessionId) : undefined;
}

const isSameHost = (origin: string, request: FastifyRequest) =>
  URL.canParse(origin) && new URL(origin).host === request.headers.host;

export const ticketKey = (ticket: string) => `ws-ticket:${ticket}`;

const plural: Record<Role, string> = { student: 'students', faculty: 'lecturers', admin: 'administrators' };
const wordsFor = (roles: readonly Role[]) => roles.map((role) => plural[role]).join(' and ');
