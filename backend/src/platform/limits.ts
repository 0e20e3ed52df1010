import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import type { Kv } from './kv.ts';
import { Problem } from './problem.ts';

export interface Rule {
  name: string;
  max: number;
  /** Seconds over which `max` is counted. */
  window: number;
}
export type Limits = ReturnType<typeof openLimits>;

/** Counters over Redis; when Redis is away each instance counts for itself, so a limit is never simply off. */
export function openLimits(kv: Kv) {
  const limiters = new Map<string, RateLimiterAbstract>();
  const limiterOf = (rule: Rule) => {
    const options = { keyPrefix: `limit:${rule.name}`, points: rule.max, duration: rule.window };
    const limiter =
      limiters.get(rule.name) ??
      (kv.redis
        ? new RateLimiterRedis({
            ...options,
            storeClient: kv.redis,
            insuranceLimiter: new RateLimiterMemory(options),
          })
        : new RateLimiterMemory(options));
    limiters.set(rule.name, limiter);
    return limiter;
  };
  const tooMany = (milliseconds: number) => {
    const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
    const when = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
    return new Problem(429, 'too-many-requests', `Too many attempts. Try again in ${when}.`, {
      headers: { 'retry-after': String(seconds) },
    });
  };
  return {
    /** Counts one; throws 429 with Retry-After when `key` is over the rule. */
    async count(rule: Rule, key: string) {
      const result = await limiterOf(rule)
        .consume(key)
        .catch((error: unknown) => error);
      if (!(result instanceof RateLimiterRes)) throw result;
      if (result.consumedPoints > rule.max) throw tooMany(result.msBeforeNext);
    },
    /** Throws 429 when `key` has used up the rule, without counting. */
    async assertUnder(rule: Rule, key: string) {
      const used = await limiterOf(rule).get(key);
      if (used && used.consumedPoints >= rule.max) throw tooMany(used.msBeforeNext);
    },
    forget: (rule: Rule, key: string) => limiterOf(rule).delete(key),
  };
}

/**
 * Token bucket in this process: cheap, and enough to keep one socket from taking the server for itself. Answers a
 * function that counts one and throws 429 when the bucket is empty.
 */
export function bucket(perSecond: number, burst = perSecond * 2) {
  let tokens = burst;
  let at = performance.now();
  return () => {
    const now = performance.now();
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * perSecond);
    at = now;
    if (tokens < 1)
      throw new Problem(429, 'too-many-requests', 'You are sending too fast. Wait a second.', {
        retry_after: 1,
        headers: { 'retry-after': '1' },
      });
    tokens -= 1;
  };
}
