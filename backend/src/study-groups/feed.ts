import { sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { WebSocket } from 'ws';
import type { Db } from '#platform/db';
import { send, type Listening, type Rooms } from '#platform/rooms';
import type { NumberedFromServer } from './contract.ts';
import { asEvents, changesAfter } from './history.ts';

/** How long a number may be missing before it is fetched from the database. */
const PATIENCE_MS = 100;
/** How often the groups that are open here are compared with the database, for what the bus lost. */
const COMPARE_MS = 2_000;
const PAGE = 500;
/** Of what was missed, no more than this waits in the process for a slow line. */
const ENOUGH_BUFFERED = 1 << 17;

/** A socket and how far it has been told; while it catches up it is not live. */
interface Subscriber {
  socket: WebSocket;
  position: number;
  live: boolean;
}
/** The numbered events of one group on this instance. */
interface Feed {
  /** Everything up to this number was handed to the live subscribers. */
  delivered: number;
  /** Events that came before their turn. */
  held: Map<number, Buffer>;
  subscribers: Set<Subscriber>;
  listening: Listening;
  ready: Promise<void>;
  repair: NodeJS.Timeout | undefined;
}

export type Feeds = ReturnType<typeof openFeeds>;
const topicOf = (groupId: number) => `chat:${groupId}`;

/**
 * Hands the numbered events of each group to its sockets in the order of the numbers, each once, whatever the order in
 * which commits are heard of. What the bus between instances loses is read from the database.
 */
export function openFeeds(db: Db, rooms: Rooms, log: FastifyBaseLogger) {
  const feeds = new Map<number, Feed>();
  const failed = (error: unknown) => log.warn({ err: error }, 'the newest messages could not be read');

  function open(groupId: number): Feed {
    const listening = rooms.listen(topicOf(groupId), (text) => {
      const line = text.indexOf('\n');
      accept(groupId, Number(text.slice(0, line)), text.slice(line + 1));
    });
    const feed: Feed = {
      delivered: -1,
      held: new Map(),
      subscribers: new Set(),
      listening,
      ready: listening.ready.then(async () => {
        feed.delivered = (await lastNumbers(db, [groupId])).get(groupId) ?? 0;
      }),
      repair: undefined,
    };
    feeds.set(groupId, feed);
    return feed;
  }

  function close(groupId: number, feed: Feed) {
    clearTimeout(feed.repair);
    feed.listening.stop();
    if (feeds.get(groupId) === feed) feeds.delete(groupId);
  }

  /** Before the feed is ready everything is held; then what is older than its beginning falls away. */
  function accept(groupId: number, seq: number, text: string) {
    const feed = feeds.get(groupId);
    if (!feed || (feed.delivered >= 0 && seq <= feed.delivered)) return;
    feed.held.set(seq, Buffer.from(text));
    if (feed.delivered >= 0) drain(groupId, feed);
  }

  function drain(groupId: number, feed: Feed) {
    for (const seq of feed.held.keys()) if (seq <= feed.delivered) feed.held.delete(seq);
    for (let next = feed.held.get(feed.delivered + 1); next; next = feed.held.get(feed.delivered + 1)) {
      feed.held.delete(feed.delivered + 1);
      deliver(feed, feed.delivered + 1, next);
    }
    if (feed.held.size > 0) feed.repair ??= setTimeout(() => void repair(groupId, feed), PATIENCE_MS);
  }

  function deliver(feed: Feed, seq: number, data: Buffer) {
    feed.delivered = seq;
    for (const subscriber of feed.subscribers)
      if (subscriber.live && seq > subscriber.position) {
        subscriber.position = seq;
        send(subscriber.socket, data);
      }
  }

  /** Reads what is missing. The database may be ahead of the held events, never behind them. */
  async function repair(groupId: number, feed: Feed) {
    try {
      const eventOf = asEvents(feed.delivered);
      for (let missing = PAGE; missing === PAGE;) {
        const page = await changesAfter(db, groupId, feed.delivered, PAGE);
        for (const message of page)
          if (message.changed_seq > feed.delivered)
            deliver(feed, message.changed_seq, Buffer.from(JSON.stringify(eventOf(message))));
        missing = page.length;
      }
    } catch (error) {
      failed(error);
    }
    feed.repair = undefined;
    if (feeds.get(groupId) === feed) drain(groupId, feed);
  }

  /** Sends what was missed page by page, waiting for a slow line, until nothing stands between it and the live events. */
  async function catchUp(groupId: number, feed: Feed, subscriber: Subscriber) {
    await feed.ready;
    const eventOf = asEvents(subscriber.position);
    while (subscriber.socket.readyState === subscriber.socket.OPEN) {
      const page = await changesAfter(db, groupId, subscriber.position, PAGE);
      for (const message of page) {
        if (subscriber.socket.bufferedAmount > ENOUGH_BUFFERED) await flushed(subscriber.socket);
        send(subscriber.socket, eventOf(message));
        subscriber.position = message.changed_seq;
      }
      if (page.length < PAGE && subscriber.position >= feed.delivered) break;
      await flushed(subscriber.socket);
    }
    subscriber.live = true;
  }

  async function compare() {
    const open = [...feeds.keys()];
    if (open.length === 0) return;
    const newest = await lastNumbers(db, open);
    for (const [groupId, feed] of feeds)
      if (feed.delivered >= 0 && (newest.get(groupId) ?? 0) > feed.delivered)
        feed.repair ??= setTimeout(() => void repair(groupId, feed), PATIENCE_MS);
  }
  const comparing = setInterval(() => void compare().catch(failed), COMPARE_MS).unref();

  return {
    /** From now on the socket hears the group's numbered events after `after`, first what it missed. */
    async subscribe(groupId: number, socket: WebSocket, after: number) {
      const feed = feeds.get(groupId) ?? open(groupId);
      const subscriber: Subscriber = { socket, position: after, live: false };
      feed.subscribers.add(subscriber);
      socket.once('close', () => {
        feed.subscribers.delete(subscriber);
        if (feed.subscribers.size === 0) close(groupId, feed);
      });
      await catchUp(groupId, feed, subscriber);
    },
    /** Tells all sockets of the group, on every instance. Call it after the commit. */
    publish(groupId: number, seq: number, event: NumberedFromServer) {
      const text = JSON.stringify(event);
      accept(groupId, seq, text);
      rooms.announce(topicOf(groupId), `${seq}\n${text}`);
    },
    stop() {
      clearInterval(comparing);
      for (const [groupId, feed] of feeds) close(groupId, feed);
    },
  };
}

async function lastNumbers(db: Db, groupIds: number[]): Promise<Map<number, number>> {
  const { rows } = await db.execute<{ id: number; last_seq: number }>(
    sql`select id, last_seq from course_api_studygroup where id in ${groupIds}`,
  );
  return new Map(rows.map((row) => [row.id, row.last_seq]));
}

/** Resolves when what was sent has left the process, or the socket is gone. */
const flushed = (socket: WebSocket) =>
  new Promise<void>((resolve) => {
    const look = () => {
      if (socket.readyState !== socket.OPEN || socket.bufferedAmount < ENOUGH_BUFFERED) resolve();
      else setTimeout(look, 10);
    };
    look();
  });
