import { Type } from 'typebox';
import { Items, Nothing } from '#platform/contract';
import type { App } from '#platform/server';
import { OpenSession } from './contract.ts';
import { getSessionId, listSessions } from './sessions.ts';

const signedIn = { access: 'signed-in' } as const;
const tags = ['accounts'];

export async function sessionRoutes(app: App) {
  const { db, sessions } = app;

  app.get(
    '/api/users/me/sessions',
    {
      config: signedIn,
      schema: { tags, summary: 'Where I am signed in', response: { 200: Items(OpenSession) } },
    },
    async (request) => ({ items: await listSessions(db, request.actor) }),
  );

  app.delete(
    '/api/users/me/sessions',
    { config: signedIn, schema: { tags, summary: 'Sign out everywhere else', response: { 204: Nothing } } },
    async ({ actor }, reply) => {
      await sessions.end({ user_id: actor.id, except_session_id: actor.session_id });
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/users/me/sessions/:id',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'Sign out there',
        params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
        response: { 204: Nothing },
      },
    },
    async ({ actor, params }, reply) => {
      await sessions.end({ user_id: actor.id, session_id: await getSessionId(db, actor, params.id) });
      return reply.code(204).send(null);
    },
  );
}
