import { IdParams, Items, Nothing } from '#platform/contract';
import type { App } from '#platform/server';
import { Room, RoomPatch, NewRoom } from './contract.ts';
import { createRoom, deleteRoom, getRoom, listRooms, updateRoom } from './rooms.ts';

const signedIn = { access: 'signed-in' } as const;
const admin = { access: ['admin'] } as const;
const tags = ['school'];

export async function roomRoutes(app: App) {
  const { db } = app;

  app.get(
    '/api/rooms/',
    { config: signedIn, schema: { tags, summary: 'Rooms, by name', response: { 200: Items(Room) } } },
    async () => ({ items: await listRooms(db) }),
  );

  app.post(
    '/api/rooms/',
    { config: admin, schema: { tags, summary: 'Add a room', body: NewRoom, response: { 201: Room } } },
    async (request, reply) => reply.code(201).send(await createRoom(db, request.actor, request.body)),
  );

  app.get(
    '/api/rooms/:id/',
    { config: signedIn, schema: { tags, summary: 'One room', params: IdParams, response: { 200: Room } } },
    async (request) => getRoom(db, request.params.id),
  );

  app.patch(
    '/api/rooms/:id/',
    {
      config: admin,
      schema: { tags, summary: 'Change a room', params: IdParams, body: RoomPatch, response: { 200: Room } },
    },
    async ({ actor, params, body }) => updateRoom(db, actor, params.id, body),
  );

  app.delete(
    '/api/rooms/:id/',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Delete a room that is not used',
        params: IdParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await deleteRoom(db, request.actor, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
