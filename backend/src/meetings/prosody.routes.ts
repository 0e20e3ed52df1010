import { assertSecret } from '#platform/access';
import { IdParams, Nothing } from '#platform/contract';
import type { App } from '#platform/server';
import {
  dropReservation,
  getReservation,
  hearOccupant,
  hearRoomDestroyed,
  OccupantEvent,
  Reservation,
  ReservationRequest,
  reserve,
  RoomEvent,
} from './prosody.ts';

const config = { access: 'secret' } as const;
const tags = ['jitsi'];

/** What Prosody asks of us and tells us, each time with the secret (`jitsi.md` §4). */
export async function prosodyRoutes(app: App) {
  app.addHook('onRequest', async (request) => assertSecret(request, app.settings.jitsi.webhook_secret));
  // Only here: Prosody asks for reservations with a form.
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 16_384 },
    async (_request: unknown, text: string) => Object.fromEntries(new URLSearchParams(text)),
  );
  reservations(app);
  events(app);
}

function reservations(app: App) {
  app.post(
    '/internal/jitsi/conference',
    {
      config,
      schema: {
        tags,
        summary: 'May this room open, for how long and for how many?',
        body: ReservationRequest,
        response: { 200: Reservation },
      },
    },
    (request) => reserve(app.db, app.settings, request.body),
  );
  app.get(
    '/internal/jitsi/conference/:id',
    {
      config,
      schema: { tags, summary: 'A reservation', params: IdParams, response: { 200: Reservation } },
    },
    (request) => getReservation(app.db, app.settings, request.params.id),
  );
  app.delete(
    '/internal/jitsi/conference/:id',
    { config, schema: { tags, summary: 'The room is gone', params: IdParams, response: { 204: Nothing } } },
    async (request, reply) => {
      await dropReservation(app.db, request.params.id);
      app.calls.attended(request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function events(app: App) {
  for (const what of ['joined', 'left'] as const)
    app.post(
      `/internal/jitsi/events/occupant/${what}`,
      {
        config,
        schema: {
          tags,
          summary: `Somebody ${what === 'left' ? 'left' : 'came into'} a room`,
          body: OccupantEvent,
          response: { 204: Nothing },
        },
      },
      async (request, reply) => {
        app.calls.attended(await hearOccupant(app.db, request.body, what));
        return reply.code(204).send(null);
      },
    );
  app.post(
    '/internal/jitsi/events/room/created',
    { config, schema: { tags, summary: 'A room opened', body: RoomEvent, response: { 204: Nothing } } },
    // Nobody is in it yet.
    async (_request, reply) => reply.code(204).send(null),
  );
  app.post(
    '/internal/jitsi/events/room/destroyed',
    {
      config,
      schema: {
        tags,
        summary: 'A room is gone, with the list of all who were in it',
        body: RoomEvent,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      app.calls.attended(await hearRoomDestroyed(app.db, request.body));
      return reply.code(204).send(null);
    },
  );
}
