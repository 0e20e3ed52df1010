import type { Db } from '#platform/db';
import type { UnreadCounts } from './contract.ts';
import { countUnread } from './notifications.ts';

/** What another domain adds to everybody's notifications socket. */
export interface LiveSource {
  /** Rooms whose events a person follows, e.g. `course:7` for each of their courses. */
  rooms?(db: Db, userId: number): Promise<string[]>;
  /** What of this domain waits unread for a person. */
  unread?(db: Db, userId: number): Promise<Partial<Omit<UnreadCounts, 'notifications'>>>;
}

declare module 'fastify' {
  interface FastifyInstance {
    live: Live;
  }
}
export type Live = ReturnType<typeof openLive>;

/** Collects the live sources of this application: `app.live.add({ rooms, unread })` in a domain's routes file. */
export function openLive(db: Db) {
  const sources: LiveSource[] = [];
  return {
    add: (source: LiveSource) => void sources.push(source),
    async roomsOf(userId: number): Promise<string[]> {
      return (await Promise.all(sources.map((one) => one.rooms?.(db, userId) ?? []))).flat();
    },
    async unreadOf(userId: number): Promise<UnreadCounts> {
      const [notifications, ...parts] = await Promise.all([
        countUnread(db, userId),
        ...sources.map((one) => one.unread?.(db, userId) ?? {}),
      ]);
      return Object.assign({ groups: {}, notifications }, ...parts);
    },
  };
}
