import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { WebSocket } from 'ws';
import type { Kv } from './kv.ts';

/** 1 MiB queued to one peer: a reader that slow is dropped and catches up later, never buffered without bound. */
const MAX_BUFFERED = 1 << 20;
const HEARTBEAT_MS = 25_000;
const CONTROL = 'rooms:control';

/** A socket and who sits behind it. */
export interface Member {
  socket: WebSocket;
  user_id: number;
  session_id: string;
}
/** Which sockets to close; each given property must match. */
export interface Match {
  room?: string;
  user_id?: number;
  session_id?: string;
  /** Keeps this session's sockets open: "sign out the others". */
  except_session_id?: string;
}

export type Rooms = ReturnType<typeof openRooms>;

/**
 * Sockets by room, on this instance, and events to a room on every instance. The bus between instances is a hint
 * that may be lost: whoever needs certainty numbers its events and lets the client fetch what it missed.
 */
export function openRooms(kv: Kv, log: FastifyBaseLogger) {
  const instance = randomUUID();
  const rooms = new Map<string, { members: Set<Member>; unsubscribe: Promise<() => Promise<void>> }>();
  const alive = new WeakSet<WebSocket>();
  const lost = (error: unknown) => log.warn({ err: error }, 'the bus between instances is not reachable');

  /** Serialised once, sent to every local member of the room. */
  function deliver(room: string, text: string) {
    const data = Buffer.from(text);
    for (const member of rooms.get(room)?.members ?? []) send(member.socket, data);
  }

  function closeLocal(match: Match, code: number, reason: string) {
    const places = match.room ? [rooms.get(match.room)] : rooms.values();
    for (const place of places)
      for (const member of place?.members ?? [])
        if (matches(member, match)) member.socket.close(code, reason);
  }

  function receive(handle: (payload: string) => void) {
    return (payload: string) => {
      const line = payload.indexOf('\n');
      if (payload.slice(0, line) !== instance) handle(payload.slice(line + 1));
    };
  }
  const tellOthers = (channel: string, text: string) =>
    kv.publish(channel, `${instance}\n${text}`).catch(lost);

  const control = kv
    .subscribe(
      CONTROL,
      receive((text) => {
        const { match, code, reason } = JSON.parse(text) as { match: Match; code: number; reason: string };
        closeLocal(match, code, reason);
      }),
    )
    .catch((error: unknown) => {
      lost(error);
      return async () => {};
    });

  const beat = setInterval(() => {
    for (const { members } of rooms.values())
      for (const { socket } of members) {
        if (!alive.delete(socket)) socket.terminate();
        else socket.ping();
      }
  }, HEARTBEAT_MS).unref();

  return {
    /** Puts the socket into the room until it closes. */
    join(room: string, member: Member) {
      const place = rooms.get(room) ?? {
        members: new Set<Member>(),
        unsubscribe: kv
          .subscribe(
            `room:${room}`,
            receive((text) => deliver(room, text)),
          )
          .catch((error: unknown) => {
            lost(error);
            return async () => {};
          }),
      };
      rooms.set(room, place);
      place.members.add(member);
      alive.add(member.socket);
      member.socket.on('pong', () => alive.add(member.socket));
      member.socket.once('close', () => {
        place.members.delete(member);
        if (place.members.size > 0 || rooms.get(room) !== place) return;
        rooms.delete(room);
        void place.unsubscribe.then((stop) => stop()).catch(lost);
      });
    },
    /** Tells everybody in the room, on every instance. Call it after the commit. */
    publish(room: string, event: object) {
      const text = JSON.stringify(event);
      deliver(room, text);
      void tellOthers(`room:${room}`, text);
    },
    /** Closes matching sockets on every instance; RFC 6455 §7.4 codes. */
    close(match: Match, code: number, reason: string) {
      closeLocal(match, code, reason);
      void tellOthers(CONTROL, JSON.stringify({ match, code, reason }));
    },
    /** The members that sit on this instance. */
    localMembers: (room: string): ReadonlySet<Member> => rooms.get(room)?.members ?? new Set(),
    count: () => [...rooms.values()].reduce((sum, { members }) => sum + members.size, 0),
    /** Server going away (1012): clients come back with jitter. */
    async drain() {
      clearInterval(beat);
      closeLocal({}, 1012, 'The server restarts.');
      await (await control)().catch(lost);
    },
  };
}

export function send(socket: WebSocket, event: object | Buffer) {
  if (socket.readyState !== WebSocket.OPEN) return;
  if (socket.bufferedAmount > MAX_BUFFERED) socket.terminate();
  else socket.send(Buffer.isBuffer(event) ? event : JSON.stringify(event), { binary: false });
}

const matches = (member: Member, match: Match) =>
  (match.user_id === undefined || member.user_id === match.user_id) &&
  (match.session_id === undefined || member.session_id === match.session_id) &&
  (match.except_session_id === undefined || member.session_id !== match.except_session_id);
