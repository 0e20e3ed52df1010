import { Type } from 'typebox';
import type { WebSocket } from 'ws';
import type { FastifyRequest } from 'fastify';
import { IdParams } from '#platform/contract';
import { bucket } from '#platform/limits';
import { forbidden } from '#platform/problem';
import { send } from '#platform/rooms';
import { VERSION, type App } from '#platform/server';
import { onFrames } from '#platform/sockets';
import { deleteMessage, editMessage, react, readDraft } from './chat.ts';
import { ChatFromClient, type ChatFromServer } from './contract.ts';
import { markRead } from './members.ts';
import { chatRoom } from './presence.ts';
import { findStanding } from './standing.ts';

/** A sender may be this fast for long, and twice as fast for a second. */
const MESSAGES_PER_SECOND = 250;
const TYPING_MS = 2_000;
/** Reading positions that follow each other within this time are written once. */
const READ_MS = 250;

const Query = Type.Object({
  token: Type.Optional(Type.String()),
  after: Type.Optional(Type.Integer({ minimum: 0, description: 'The newest number that I have.' })),
});

/** The chat of one study group: the address is the room. */
export async function chatSocket(app: App) {
  /** The group's newest number when the socket was let in. */
  const numbers = new WeakMap<FastifyRequest, number>();
  app.get(
    '/ws/study-groups/:id/',
    {
      websocket: true,
      config: { access: 'signed-in' },
      schema: { tags: ['study groups'], summary: 'Chat (WebSocket)', params: IdParams, querystring: Query },
      preHandler: async (request) => {
        const group = await findStanding(app.db, request.actor, request.params.id);
        // The same for an unknown group and one that is not mine.
        if (group?.state !== 'member') throw forbidden('You are not a member of this study group.');
        numbers.set(request, group.last_seq);
      },
    },
    (socket, request) => {
      const { id } = request.params;
      const last_seq = numbers.get(request) ?? 0;
      hear(app, socket, request, id);
      enter(app, socket, request, id);
      tell(socket, { type: 'hello', group_id: id, last_seq, build: VERSION });
      app.groups
        .subscribe(id, socket, Math.min(request.query.after ?? last_seq, last_seq))
        .catch((error: unknown) => {
          request.log.warn({ err: error }, 'a chat could not be caught up');
          socket.close(1013, 'The server could not read the messages. Come back in a moment.');
        });
    },
  );
}

function enter(app: App, socket: WebSocket, { actor }: FastifyRequest, groupId: number) {
  const { id: user_id, session_id, role } = actor;
  app.rooms.join(chatRoom(groupId), { socket, user_id, session_id, role });
  void app.groups.presence.enter(groupId, actor.id);
  socket.once('close', () => void app.groups.presence.leave(groupId, actor.id));
}

function hear(app: App, socket: WebSocket, request: FastifyRequest, groupId: number) {
  const { db, groups } = app;
  const { actor } = request;
  const assertNotTooFast = bucket(MESSAGES_PER_SECOND);
  const reading = readSoon(app, groupId, actor.id);
  let typed = 0;
  onFrames(socket, request, ChatFromClient, async (event, later) => {
    switch (event.type) {
      case 'message': {
        assertNotTooFast();
        const draft = await readDraft(db, actor, groupId, event);
        // The next frame is read while this one is stored: they keep their order, and are committed together.
        return later(
          groups.post(draft).then((posted) => {
            if (posted.is_new) groups.posted(posted);
            else tell(socket, { type: 'message', message: posted.message });
          }),
        );
      }
      case 'typing':
        if (Date.now() - typed < TYPING_MS) return;
        typed = Date.now();
        app.rooms.publish(chatRoom(groupId), { type: 'typing', user_id: actor.id });
        return;
      case 'read':
        return reading(event.seq);
      case 'edit':
      case 'delete':
      case 'react': {
        assertNotTooFast();
        const changed = await changeOf(app, request, groupId, event);
        if (changed.is_new) groups.changed(groupId, changed);
        else tell(socket, changed.event);
        return;
      }
      default:
        event satisfies never;
    }
  });
}

type ChangeEvent = Extract<ChatFromClient, { type: 'edit' | 'delete' | 'react' }>;
function changeOf({ db }: App, { actor }: FastifyRequest, groupId: number, event: ChangeEvent) {
  switch (event.type) {
    case 'edit':
      return editMessage(db, actor, groupId, event);
    case 'delete':
      return deleteMessage(db, actor, groupId, event.id);
    case 'react':
      return react(db, actor, groupId, event);
  }
}

/** Remembers the furthest position and writes it once things are quiet for a moment. */
function readSoon(app: App, groupId: number, userId: number) {
  let furthest = 0;
  let timer: NodeJS.Timeout | undefined;
  return (seq: number) => {
    furthest = Math.max(furthest, seq);
    timer ??= setTimeout(async () => {
      timer = undefined;
      try {
        const moved = await markRead(app.db, { id: userId }, groupId, furthest);
        if (moved !== undefined) await app.groups.read(groupId, userId, moved);
      } catch (error) {
        app.log.warn({ err: error }, 'a reading position was not kept');
      }
    }, READ_MS);
  };
}

const tell = (socket: WebSocket, event: ChatFromServer) => send(socket, event);
