import { createHmac } from 'node:crypto';
import type { Config, IceServer } from '#platform/config';

/** Longer than a lesson; coturn looks at it only when an allocation begins. */
const SECONDS = 6 * 3600;

/**
 * STUN and TURN servers for one person. Credentials are those of coturn's `use-auth-secret`
 * (draft-uberti-behave-turn-rest-00 §2.2): the name carries its end, the password is the name's HMAC-SHA1.
 */
export function iceServersFor(
  settings: Pick<Config, 'ice_servers' | 'turn'>,
  userId: number,
  now = Date.now(),
): IceServer[] {
  const { turn } = settings;
  if (!turn) return settings.ice_servers;
  const username = `${Math.floor(now / 1000) + SECONDS}:${userId}`;
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
  return [...settings.ice_servers, { urls: turn.urls, username, credential }];
}
