import { timingSafeEqual } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { Type } from 'typebox';
import { notFound } from './problem.ts';
import type { App } from './server.ts';

/** Memory, CPU and event loop belong to the process, whatever number of applications run in it (tests have many). */
const ofProcess = new Registry();

/** Prometheus text for the machine itself, or for who has METRICS_TOKEN. */
export async function metricsRoutes(app: App) {
  if (ofProcess.getMetricsAsArray().length === 0) collectDefaultMetrics({ register: ofProcess });
  const ofApp = new Registry();
  measureRequests(app, ofApp);
  measureSockets(app, ofApp);
  measureJobs(app, ofApp);

  app.get(
    '/metrics',
    {
      config: { access: 'secret' },
      logLevel: 'warn',
      schema: { tags: ['platform'], summary: 'Figures for Prometheus', response: { 200: Type.String() } },
    },
    async (request, reply) => {
      if (!mayRead(request, app.settings.metrics_token)) throw notFound('This address');
      reply.type(ofApp.contentType);
      return `${await ofProcess.metrics()}\n${await ofApp.metrics()}`;
    },
  );
}

/** A proxy on this machine speaks from loopback too, but names the person it speaks for. */
function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  const given = Buffer.from(request.headers.authorization?.replace(/^Bearer /i, '') ?? '');
  const wanted = Buffer.from(token ?? '');
  if (token && given.length === wanted.length && timingSafeEqual(given, wanted)) return true;
  const address = request.socket.remoteAddress ?? '';
  return !request.headers['x-forwarded-for'] && /^(127\.|::1$|::ffff:127\.)/.test(address);
}

/** Counted by the route's pattern, never by the address, so that ids make no new series. */
function measureRequests(app: App, register: Registry) {
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [register],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
}

function measureSockets(app: App, register: Registry) {
  new Gauge({
    name: 'websocket_connections',
    help: 'Places taken in rooms by open sockets of this instance',
    registers: [register],
    collect() {
      this.set(app.rooms.count());
    },
  });
}

function measureJobs(app: App, register: Registry) {
  new Gauge({
    name: 'outbox_jobs',
    help: 'Work in the outbox by state',
    labelNames: ['state'],
    registers: [register],
    async collect() {
      const { rows } = await app.db.execute<{ waiting: number; failed: number }>(sql`
        select count(*) filter (where failed_at is null) as waiting, count(*) filter (where failed_at is not null) as failed
        from platform_job where done_at is null`);
      this.set({ state: 'waiting' }, Number(rows[0]?.waiting ?? 0));
      this.set({ state: 'failed' }, Number(rows[0]?.failed ?? 0));
    },
  });
}
