import { IdParams } from '#platform/contract';
import type { App } from '#platform/server';
import { readDraft } from './chat.ts';
import { History, HistoryQuery, Message, MessageInput } from './contract.ts';
import { readHistory } from './history.ts';

const config = { access: 'signed-in' } as const;
const tags = ['study groups'];

export async function chatRoutes(app: App) {
  app.get(
    '/api/study-groups/:id/messages/',
    {
      config,
      schema: {
        tags,
        summary: 'The history, a page at a time, always oldest first',
        params: IdParams,
        querystring: HistoryQuery,
        response: { 200: History },
      },
    },
    (request) => readHistory(app.db, request.actor, request.params.id, request.query),
  );

  app.post(
    '/api/study-groups/:id/messages/',
    {
      config,
      schema: {
        tags,
        summary: 'Post a message; 200 when its client_id was seen before',
        params: IdParams,
        body: MessageInput,
        response: { 200: Message, 201: Message },
      },
    },
    async (request, reply) => {
      const draft = await readDraft(app.db, request.actor, request.params.id, request.body);
      const posted = await app.groups.post(draft);
      app.groups.posted(posted);
      return reply.code(posted.is_new ? 201 : 200).send(posted.message);
    },
  );
}
