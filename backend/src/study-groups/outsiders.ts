import { sql } from 'drizzle-orm';
import type { Db } from '#platform/db';
import type { Rooms } from '#platform/rooms';
import { ENDED, REMOVED } from './contract.ts';
import { chatRoom } from './presence.ts';
import { activityRoom } from './public.ts';

const prefixOf = (roomOf: (groupId: number) => string) => roomOf(0).slice(0, -1);
const chats = prefixOf(chatRoom);
const activities = prefixOf(activityRoom);

/**
 * Closes this instance's sockets in groups whose members they are no more: orders over the bus may be lost, and a socket
 * may come in while its owner is removed. One query for all of them.
 */
export async function closeOutsiders(db: Db, rooms: Rooms) {
  const seen = new Map<string, { group_id: number; user_id: number }>();
  for (const [room, { user_id }] of rooms.here()) {
    const prefix = [chats, activities].find((one) => room.startsWith(one));
    if (!prefix) continue;
    const group_id = Number(room.slice(prefix.length));
    seen.set(`${group_id} ${user_id}`, { group_id, user_id });
  }
  for (const { group_id, user_id, exists } of await findOutsiders(db, [...seen.values()])) {
    const [code, reason] = exists
      ? [REMOVED, 'You are not in this group any more.']
      : [ENDED, 'This group has ended.'];
    rooms.closeHere({ room: chatRoom(group_id), user_id }, code, reason);
    // The notifications come back following the groups of today.
    rooms.closeHere({ room: activityRoom(group_id), user_id }, 1012, 'What you follow has changed.');
  }
}

async function findOutsiders(db: Db, seen: { group_id: number; user_id: number }[]) {
  if (seen.length === 0) return [];
  const { rows } = await db.execute<{ group_id: number; user_id: number; exists: boolean }>(sql`
    select here.group_id, here.user_id, g.id is not null as exists
    from unnest(${sql.param(seen.map((one) => one.group_id))}::bigint[], ${sql.param(seen.map((one) => one.user_id))}::bigint[])
      as here (group_id, user_id)
    left join course_api_studygroup g on g.id = here.group_id
    left join course_api_studygroupmembership m
      on m.group_id = here.group_id and m.user_id = here.user_id and m.state = 'member'
    where m.user_id is null`);
  return rows;
}
