import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import websocket from '@fastify/websocket';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify';
import type { Config } from './config.ts';
import { ProblemBody } from './contract.ts';
import type { Db } from './db.ts';
import type { Files } from './files.ts';
import { parseJson } from './json.ts';
import { describeError } from './log.ts';
import type { Jobs } from './jobs.ts';
import type { Kv } from './kv.ts';
import type { Limits } from './limits.ts';
import type { Mailer } from './mailer.ts';
import { answerError, notFound, Problem } from './problem.ts';
import type { Rooms } from './rooms.ts';
import type { Tokens } from './tokens.ts';
import { bodyValidator, parameterValidator } from './validators.ts';

declare module 'fastify' {
  interface FastifyInstance {
    settings: Config;
    db: Db;
    kv: Kv;
    rooms: Rooms;
    jobs: Jobs;
    mailer: Mailer;
    files: Files;
    limits: Limits;
    tokens: Tokens;
  }
}

/** Fastify with TypeBox: a routes file is `async (app: App) => { app.get(…) }`. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export const VERSION = '0.1.0';
const BODY_LIMIT = 1 << 20;

/** A Fastify that reads, refuses, logs and documents the same way for every route. */
export async function createServer(config: Config): Promise<App> {
  const app = fastify({
    logger: loggerOptions(config),
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    trustProxy: config.trust_proxy.length > 0 ? config.trust_proxy : false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    forceCloseConnections: 'idle',
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => answerError(notFound('This address'), request, reply));
  readBodies(app);
  app.setValidatorCompiler(({ schema, httpPart }) =>
    httpPart === 'body' ? bodyValidator.compile(schema) : parameterValidator.compile(schema),
  );
  app.addHook('onRequest', async (request) => assertKnownHost(request, config));
  await app.register(cors, { origin: config.allowed_origins, credentials: true, maxAge: 3600 });
  await app.register(helmet, helmetOptions(config));
  await app.register(websocket, {
    options: { maxPayload: 64 * 1024, perMessageDeflate: false },
    preClose: (done) => done(),
  });
  closeWithLastAnswer(app);
  await document(app, config);
  return app;
}

/** A closing server lets idle connections go at once, and Node forgets those whose last answer is still under way. */
function closeWithLastAnswer(app: App) {
  let closing = false;
  app.addHook('preClose', async () => void (closing = true));
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
  app.addHook('onResponse', async () => {
    if (closing) setImmediate(() => app.server.closeIdleConnections());
  });
}

/** No query string ever reaches the log: sockets carry their token there. */
function loggerOptions(config: Config) {
  if (config.log_level === 'silent') return false;
  return {
    level: config.log_level,
    serializers: {
      err: describeError,
      req: (request: FastifyRequest) => ({
        method: request.method,
        path: request.url.split('?', 1)[0],
        remote: request.ip,
      }),
    },
    ...(!config.production && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss' } },
    }),
  };
}

/** JSON only, read by our own rules; an empty body is no body. */
function readBodies(app: App) {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, text: string) => (text.trim() === '' ? undefined : parseJson(text)),
  );
}

async function assertKnownHost(request: FastifyRequest, config: Config) {
  if (config.allowed_hosts.length === 0 || request.url.startsWith('/health')) return;
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (!config.allowed_hosts.includes(host) && !config.allowed_hosts.includes('*'))
    throw new Problem(400, 'unknown-host', `This server does not answer for ${host}.`);
}

function helmetOptions(config: Config) {
  const jitsi = config.jitsi.domain ? [`https://${config.jitsi.domain}`] : [];
  const jitsiSocket = config.jitsi.domain ? [`wss://${config.jitsi.domain}`] : [];
  return {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", ...jitsi],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", ...jitsi, ...jitsiSocket],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: config.production,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' as const },
  };
}

async function document(app: App, config: Config) {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: `Course Organizer, ${config.institution}`, version: VERSION },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ bearer: [] }],
    },
    hideUntagged: false,
  });
  app.addHook('onRoute', (route) => {
    if (route.schema && !route.schema.hide)
      route.schema.response = { ...object(route.schema.response), '4xx': ProblemBody, '5xx': ProblemBody };
  });
  await app.register(
    async (docs) => {
      docs.addHook('onRoute', (route) => {
        route.config = { ...route.config, access: 'anyone' };
      });
      await docs.register(swaggerUi, { routePrefix: '/' });
    },
    { prefix: '/api/docs' },
  );
}

const object = (value: unknown) => (typeof value === 'object' && value !== null ? value : {});
