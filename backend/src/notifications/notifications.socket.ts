import type { WebSocket } from 'ws';
import type { Actor } from '#platform/access';
import { send } from '#platform/rooms';
import { VERSION, type App } from '#platform/server';
import type { NotificationsFromServer } from './contract.ts';
import { userRoom } from './public.ts';

/** One socket for everything that concerns me while I am anywhere in the application. It is told, and says nothing. */
export async function notificationSocket(app: App) {
  app.get('/ws/notifications/', { websocket: true, config: { access: 'signed-in' } }, (socket, request) => {
    socket.on('error', () => socket.terminate());
    greet(app, socket, request.actor).catch((error: unknown) => {
      request.log.warn({ err: error }, 'a notifications socket could not be filled');
      socket.close(1011, 'The server could not read what concerns you. Come back in a moment.');
    });
  });
}

/** Joins every room before counting, so that nothing falls between the numbers and the live events. */
async function greet(app: App, socket: WebSocket, actor: Actor) {
  const member = { socket, user_id: actor.id, session_id: actor.session_id, role: actor.role };
  app.rooms.join(userRoom(actor.id), member);
  const rooms = await app.live.roomsOf(actor.id);
  if (socket.readyState !== socket.OPEN) return;
  for (const room of rooms) app.rooms.join(room, member);
  tell(socket, { type: 'hello', build: VERSION });
  tell(socket, { type: 'unread', counts: await app.live.unreadOf(actor.id) });
}

const tell = (socket: WebSocket, event: NotificationsFromServer) => send(socket, event);
