import { Redis } from 'ioredis';
import { Problem } from './problem.ts';

/**
 * Short-lived shared facts: caches, tickets, counters, presence. Everything in it may be lost at any moment;
 * PostgreSQL is the truth. Times to live are in seconds.
 */
export interface Kv {
  kind: 'in-process' | 'redis';
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttl: number): Promise<void>;
  /** Reads and deletes in one step: a ticket can be taken once. */
  take(key: string): Promise<string | undefined>;
  delete(key: string): Promise<void>;
  /** Marks `member` as present under `key` for `ttl`. */
  touch(key: string, member: string, ttl: number): Promise<void>;
  leave(key: string, member: string): Promise<void>;
  present(key: string): Promise<string[]>;
  publish(channel: string, payload: string): Promise<void>;
  subscribe(channel: string, receive: (payload: string) => void): Promise<() => Promise<void>>;
  ping(): Promise<void>;
  redis?: Redis;
  close(): Promise<void>;
}

/** `prefix` keeps two installations apart that share one Redis. */
export const openKv = (url: string | undefined, onError: (error: Error) => void, prefix = 'co:'): Kv =>
  url ? redisKv(url, onError, prefix) : memoryKv();

type Receivers = Map<string, Set<(payload: string) => void>>;

function memoryKv(): Kv {
  const values = new Map<string, { value: string; until: number }>();
  const presence = new Map<string, Map<string, number>>();
  const receivers: Receivers = new Map();
  const live = (key: string) => {
    const entry = values.get(key);
    return entry && entry.until > Date.now() ? entry.value : undefined;
  };
  const sweep = setInterval(() => {
    for (const [key, entry] of values) if (entry.until <= Date.now()) values.delete(key);
  }, 60_000).unref();
  return {
    kind: 'in-process',
    get: async (key) => live(key),
    set: async (key, value, ttl) => void values.set(key, { value, until: Date.now() + ttl * 1000 }),
    async take(key) {
      const value = live(key);
      values.delete(key);
      return value;
    },
    delete: async (key) => void values.delete(key),
    async touch(key, member, ttl) {
      const members = presence.get(key) ?? new Map<string, number>();
      presence.set(key, members.set(member, Date.now() + ttl * 1000));
    },
    async leave(key, member) {
      presence.get(key)?.delete(member);
      if (presence.get(key)?.size === 0) presence.delete(key);
    },
    async present(key) {
      return [...(presence.get(key) ?? [])]
        .filter(([, until]) => until > Date.now())
        .map(([member]) => member);
    },
    publish: async (channel, payload) => receivers.get(channel)?.forEach((receive) => receive(payload)),
    async subscribe(channel, receive) {
      addReceiver(receivers, channel, receive);
      return async () => void removeReceiver(receivers, channel, receive);
    },
    ping: async () => {},
    close: async () => clearInterval(sweep),
  };
}

function redisKv(url: string, onError: (error: Error) => void, prefix: string): Kv {
  const options = {
    keyPrefix: prefix,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 2_000,
    retryStrategy: (n: number) => Math.min(n * 100, 2_000),
  };
  const redis = new Redis(url, options).on('error', onError);
  // Subscriptions queue while the line is down and are renewed by ioredis when it is back.
  const subscriber = new Redis(url, { retryStrategy: options.retryStrategy, maxRetriesPerRequest: null }).on(
    'error',
    onError,
  );
  const receivers: Receivers = new Map();
  // While Redis is away values stay in this process: whoever comes back to this instance finds them.
  const spare = memoryKv();
  // ioredis puts the prefix before keys, not before channels.
  subscriber.on('message', (channel: string, payload: string) =>
    receivers.get(channel.slice(prefix.length))?.forEach((receive) => receive(payload)),
  );
  return {
    kind: 'redis',
    redis,
    get: async (key) => (await spare.get(key)) ?? (await redis.get(key).catch(away)) ?? undefined,
    set: (key, value, ttl) =>
      redis.set(key, value, 'EX', ttl).then(
        () => spare.delete(key),
        () => spare.set(key, value, ttl),
      ),
    async take(key) {
      const kept = await spare.take(key);
      if (kept === undefined) return (await redis.getdel(key).catch(away)) ?? undefined;
      // It may have reached Redis all the same, and is taken once.
      void redis.del(key).catch(() => {});
      return kept;
    },
    async delete(key) {
      await spare.delete(key);
      await redis.del(key).catch(() => {});
    },
    async touch(key, member, ttl) {
      await redis
        .multi()
        .zadd(key, Date.now() + ttl * 1000, member)
        .expire(key, ttl * 2)
        .exec();
    },
    leave: async (key, member) => void (await redis.zrem(key, member)),
    present: (key) => redis.zrange(key, Date.now(), '+inf', 'BYSCORE'),
    publish: async (channel, payload) => void (await redis.publish(prefix + channel, payload)),
    async subscribe(channel, receive) {
      if (addReceiver(receivers, channel, receive)) await subscriber.subscribe(prefix + channel);
      return async () => {
        if (!removeReceiver(receivers, channel, receive)) return;
        // Queued while the line is down, so nobody waits for it.
        void subscriber.unsubscribe(prefix + channel).catch(() => {});
      };
    },
    ping: async () => void (await redis.ping()),
    async close() {
      await spare.close();
      redis.disconnect();
      subscriber.disconnect();
    },
  };
}

function away(): never {
  throw new Problem(503, 'unavailable', 'The server cannot look this up right now. Try again in a moment.', {
    headers: { 'retry-after': '2' },
  });
}

/** True when this is the first receiver of the channel. */
function addReceiver(receivers: Receivers, channel: string, receive: (payload: string) => void): boolean {
  const existing = receivers.get(channel);
  receivers.set(channel, (existing ?? new Set()).add(receive));
  return !existing;
}

/** True when it was the last receiver of the channel. */
function removeReceiver(receivers: Receivers, channel: string, receive: (payload: string) => void): boolean {
  const existing = receivers.get(channel);
  existing?.delete(receive);
  return existing?.size === 0 && receivers.delete(channel);
}
