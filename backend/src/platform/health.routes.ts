import { Type } from 'typebox';
import { pingDatabase } from './db.ts';
import type { App } from './server.ts';
import { VERSION } from './server.ts';

const Dependency = Type.Object({ state: Type.String(), reason: Type.Optional(Type.String()) });
const Ready = Type.Object({ status: Type.String(), dependencies: Type.Record(Type.String(), Dependency) });

/** Turned off by the first step of a shutdown, so that the load balancer looks elsewhere. */
let draining = false;
export const startDraining = () => {
  draining = true;
};

export async function healthRoutes(app: App) {
  const anyone = { access: 'anyone' } as const;

  app.get(
    '/health',
    {
      config: anyone,
      logLevel: 'warn',
      schema: {
        tags: ['platform'],
        summary: 'The process answers',
        response: { 200: Type.Object({ status: Type.Literal('ok') }) },
      },
    },
    async () => ({
      status: 'ok' as const,
    }),
  );

  app.get(
    '/health/ready',
    {
      config: anyone,
      logLevel: 'warn',
      schema: {
        tags: ['platform'],
        summary: 'What it depends on answers',
        response: { 200: Ready, 503: Ready },
      },
    },
    async (_request, reply) => {
      const dependencies = {
        database: await stateOf(pingDatabase(app.db)),
        redis: app.kv.kind === 'redis' ? await stateOf(app.kv.ping()) : { state: 'embedded' },
        ...(draining && { server: { state: 'draining', reason: 'The server is going down.' } }),
      };
      // Without Redis the product goes on, slower: it does not make an instance unready.
      const ready = dependencies.database.state === 'ok' && !draining;
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'unready', dependencies });
    },
  );

  app.get(
    '/api/',
    {
      config: anyone,
      schema: {
        tags: ['platform'],
        summary: 'Name and version',
        response: { 200: Type.Object({ name: Type.String(), version: Type.String() }) },
      },
    },
    async () => ({ name: 'Course Organizer', version: VERSION }),
  );
}

async function stateOf(check: Promise<unknown>): Promise<{ state: string; reason?: string }> {
  const late = new Promise((_, reject) =>
    setTimeout(reject, 2_000, new Error('no answer within 2 s')).unref(),
  );
  try {
    await Promise.race([check, late]);
    return { state: 'ok' };
  } catch (error) {
    return {
      state: 'down',
      reason: error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : 'unknown',
    };
  }
}
