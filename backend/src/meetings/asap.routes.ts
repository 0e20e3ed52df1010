import { Type } from 'typebox';
import { notFound } from '#platform/problem';
import type { App } from '#platform/server';

/**
 * The key server that Prosody asks (`jitsi.md` §1.2 B). Everything else beneath it is a 404 problem: a page of the SPA
 * answered with 200 would be cached as a key and hang every sign-in until Prosody restarts.
 */
export async function asapRoutes(app: App) {
  app.get(
    '/asap/*',
    {
      config: { access: 'anyone' },
      schema: {
        tags: ['meetings'],
        summary: 'Public key of meeting tokens, under the SHA-256 of its key id',
        params: Type.Object({ '*': Type.String() }),
        response: { 200: Type.String() },
      },
    },
    async (request, reply) => {
      const pem = await app.jitsi.publicKey(request.params['*']);
      if (!pem) throw notFound('This key');
      return reply.type('application/x-pem-file').header('cache-control', 'public, max-age=3600').send(pem);
    },
  );
  app.get('/asap', { config: { access: 'anyone' }, schema: { tags: ['meetings'], hide: true } }, async () => {
    throw notFound('This key');
  });
}
