import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { WebSocket } from 'ws';
import type { Role } from './contract.ts';
import type { Kv } from './kv.ts';

/** 1 MiB queued to one peer: a reader that slow is dropped and catches up later, never buffered without bound. */
const MAX_BUFFERED = 1 << 20;
const HEARTBEAT_MS = 25_000;
const DRAIN_MS = 5_000;
/** How long somebody waits for the bus before going on without it. */
const BUS_PATIENCE_MS = 1_000;
const CONTROL = 'rooms:control';

/** A socket and who sits behind it. */
export interface Member {
  socket: WebSocket;
  user_id: number;
  session_id: string;
  /** As it was when the socket was opened. */
  role: Role;
}
/** Which sockets to close; each given property must match. */
export interface Match {
  room?: string;
  user_id?: number;
  session_id?: string;
  /** Keeps this session's sockets open: "sign out the others". */
  except_session_id?: string;
}
/** What one instance asks of all. */
type Order =
  | { do: 'close'; match: Match; code: number; reason: string }
  | { do: 'follow' | 'unfollow'; from: string; to: string };

export interface Listening {
  /** True once the bus is heard; false when it cannot be reached now. */
  ready: Promise<boolean>;
  stop(): void;
}

export type Rooms = ReturnType<typeof openRooms>;

/**
 * Sockets by room, on this instance, and events to a room on every instance. The bus between instances is a hint
 * that may be lost: whoever needs certainty numbers its events and lets the client fetch what it missed.
 */
export function openRooms(kv: Kv, log: FastifyBaseLogger) {
  const bus = openBus(kv, log);
  const rooms = new Map<string, { members: Set<Member>; bus: Listening }>();
  const sockets = new Map<WebSocket, Set<string>>();
  const alive = new WeakSet<WebSocket>();
  const underway = new Set<Promise<void>>();
  let draining = false;

  /** Serialised once, sent to every local member of the room. */
  function deliver(room: string, text: string) {
    const data = Buffer.from(text);
    for (const member of rooms.get(room)?.members ?? []) send(member.socket, data);
  }

  function join(room: string, member: Member) {
    if (member.socket.readyState > WebSocket.OPEN) return;
    const place = rooms.get(room) ?? {
      members: new Set<Member>(),
      bus: bus.listen(`room:${room}`, (text) => deliver(room, text)),
    };
    rooms.set(room, place);
    place.members.add(member);
    (sockets.get(member.socket) ?? watch(member.socket)).add(room);
  }

  function watch(socket: WebSocket) {
    const places = new Set<string>();
    sockets.set(socket, places);
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    socket.once('close', () => {
      sockets.delete(socket);
      for (const room of places) leave(room, (member) => member.socket === socket);
    });
    return places;
  }

  function leave(room: string, leaves: (member: Member) => boolean) {
    const place = rooms.get(room);
    if (!place) return;
    for (const member of place.members)
      if (leaves(member)) {
        place.members.delete(member);
        sockets.get(member.socket)?.delete(room);
      }
    if (place.members.size > 0) return;
    rooms.delete(room);
    place.bus.stop();
  }

  function closeHere(match: Match, code: number, reason: string) {
    const places = match.room ? [rooms.get(match.room)] : rooms.values();
    for (const place of places)
      for (const member of place?.members ?? [])
        if (matches(member, match)) member.socket.close(code, reason);
  }

  function obey(order: Order) {
    if (order.do === 'close') closeHere(order.match, order.code, order.reason);
    else {
      const followers = new Set(rooms.get(order.from)?.members);
      if (order.do === 'follow') for (const member of followers) join(order.to, member);
      else leave(order.to, (member) => followers.has(member));
    }
  }
  function tellAll(order: Order) {
    obey(order);
    bus.announce(CONTROL, JSON.stringify(order));
  }
  const control = bus.listen(CONTROL, (text) => obey(JSON.parse(text) as Order));

  const beat = setInterval(() => {
    for (const socket of sockets.keys()) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, HEARTBEAT_MS).unref();

  return {
    ...bus,
    /** Puts the socket into the room until it closes. */
    join,
    /** Tells everybody in the room, on every instance. Call it after the commit. */
    publish(room: string, event: object) {
      const text = JSON.stringify(event);
      deliver(room, text);
      bus.announce(`room:${room}`, text);
    },
    /** Closes matching sockets on every instance; RFC 6455 §7.4 codes. */
    close: (match: Match, code: number, reason: string) => tellAll({ do: 'close', match, code, reason }),
    /** The same on this instance alone: for what an instance finds out by itself, since orders over the bus may be lost. */
    closeHere,
    /** Who sits where on this instance. */
    *here(): Generator<[room: string, member: Member]> {
      for (const [room, { members }] of rooms)
        for (const member of members) if (member.socket.readyState === WebSocket.OPEN) yield [room, member];
    },
    /** Every socket in `from`, on every instance, is in `to` as well from now on. */
    follow: (from: string, to: string) => tellAll({ do: 'follow', from, to }),
    unfollow: (from: string, to: string) => tellAll({ do: 'unfollow', from, to }),
    /** The members that sit on this instance. */
    localMembers: (room: string): ReadonlySet<Member> => rooms.get(room)?.members ?? new Set(),
    count: () => sockets.size,
    /** Nothing new is taken from the sockets any more. */
    isDraining: () => draining,
    /** What sockets asked for and is not done yet: a shutdown waits for it. */
    working(work: Promise<void>) {
      underway.add(work);
      void work.finally(() => underway.delete(work));
    },
    /** Server going away (1012): clients come back with jitter, after what they asked for is done. */
    async drain() {
      draining = true;
      clearInterval(beat);
      const deadline = Date.now() + DRAIN_MS;
      while (underway.size > 0 && Date.now() < deadline) await sleep(10);
      for (const socket of sockets.keys()) socket.close(1012, 'The server restarts.');
      control.stop();
    },
  };
}

/** Text between instances, by topic; what an instance announces it does not hear itself. */
function openBus(kv: Kv, log: FastifyBaseLogger) {
  const instance = randomUUID();
  let said = 0;
  const lost = (error: unknown) => {
    if (Date.now() - said < 10_000) return;
    said = Date.now();
    log.warn({ err: error }, 'the bus between instances is not reachable');
  };
  return {
    /** Hears what other instances announce. */
    listen(topic: string, hear: (text: string) => void): Listening {
      const subscribed = kv
        .subscribe(topic, (payload) => {
          const line = payload.indexOf('\n');
          if (payload.slice(0, line) !== instance) hear(payload.slice(line + 1));
        })
        .catch((error: unknown) => lost(error));
      return {
        // A subscription waits for its line; whoever waits for the subscription must not.
        ready: Promise.race([
          subscribed.then((stop) => stop !== undefined),
          sleep(BUS_PATIENCE_MS, false, { ref: false }),
        ]),
        stop: () => void subscribed.then((stop) => stop?.()).catch(lost),
      };
    },
    /** Tells the other instances; may be lost. */
    announce: (topic: string, text: string) => void kv.publish(topic, `${instance}\n${text}`).catch(lost),
  };
}

/** False when the socket is closed, or was just closed because it does not read. */
export function send(socket: WebSocket, event: object | Buffer): boolean {
  if (socket.readyState !== WebSocket.OPEN) return false;
  if (socket.bufferedAmount > MAX_BUFFERED) {
    socket.terminate();
    return false;
  }
  socket.send(Buffer.isBuffer(event) ? event : JSON.stringify(event), { binary: false });
  return true;
}

const matches = (member: Member, match: Match) =>
  (match.user_id === undefined || member.user_id === match.user_id) &&
  (match.session_id === undefined || member.session_id === match.session_id) &&
  (match.except_session_id === undefined || member.session_id !== match.except_session_id);
