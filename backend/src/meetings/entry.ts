import { eq } from 'drizzle-orm';
import { avatarUrl } from '#directory/public';
import { directory_user } from '#directory/tables';
import type { Actor } from '#platform/access';
import type { Config } from '#platform/config';
import type { Db } from '#platform/db';
import type { Calls } from './calls.ts';
import type { MeetingEntry, MeetingWithEntry } from './contract.ts';
import { engineOf } from './engine.ts';
import { getStanding } from './find.ts';
import { iceServersFor } from './ice.ts';
import type { Jitsi } from './jitsi.ts';
import { isModerator, seenBy, whyClosed, type Rules } from './standing.ts';

interface Parts {
  rules: Rules & Pick<Config, 'ice_servers' | 'turn'>;
  jitsi: Jitsi;
  calls: Calls;
}

/**
 * What opens the call: may be asked again and again while the meeting is open, since a token lasts an hour and the
 * meeting may last longer. 404 for outsiders, 409 outside its time.
 */
export async function joinMeeting(db: Db, actor: Actor, parts: Parts, id: number): Promise<MeetingEntry> {
  const { row, standing } = await getStanding(db, actor, id);
  const closed = whyClosed(row, standing, parts.rules);
  if (closed) throw closed;
  const moderator = isModerator(standing);
  return {
    engine: await engineOf(db, id, parts.calls.health.isUp()),
    meeting_url: seenBy(row, standing, parts.rules).meeting_url,
    ...(await parts.jitsi.sign(row.room, await participant(db, actor, moderator, parts.rules))),
    jitsi_domain: parts.jitsi.domain,
    room: row.room,
    moderator,
    ice_servers: iceServersFor(parts.rules, actor.id),
  };
}

/** The meeting, with its token and room while the actor may enter. */
export async function getMeeting(db: Db, actor: Actor, parts: Parts, id: number): Promise<MeetingWithEntry> {
  const { row, standing } = await getStanding(db, actor, id);
  const seen = seenBy(row, standing, parts.rules);
  if (!seen.may_join) return { ...seen, jwt_token: null, room: null };
  const person = await participant(db, actor, isModerator(standing), parts.rules);
  const { jwt_token } = await parts.jitsi.sign(row.room, person);
  return { ...seen, jwt_token, room: row.room };
}

async function participant(db: Db, actor: Actor, moderator: boolean, rules: Rules) {
  const [user] = await db
    .select({ avatar_key: directory_user.avatar_key })
    .from(directory_user)
    .where(eq(directory_user.id, actor.id));
  const picture = avatarUrl(user?.avatar_key ?? null);
  return {
    id: actor.id,
    name: actor.full_name,
    avatar: picture && `${rules.public_url}${picture}`,
    moderator,
  };
}
