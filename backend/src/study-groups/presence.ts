import type { FastifyBaseLogger } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Kv } from '#platform/kv';
import type { Rooms } from '#platform/rooms';

/** Somebody whose instance died is gone after this many seconds and one refresh. */
const TTL = 45;
const REFRESH_MS = 15_000;
/** Comings and goings within this time are told as one. */
const COALESCE_MS = 250;

export type Presence = ReturnType<typeof openPresence>;
export const chatRoom = (groupId: number) => `group:${groupId}`;
const keyOf = (groupId: number) => `present:group:${groupId}`;

/** Who has which group's chat open, over all tabs, devices and instances. */
export function openPresence(kv: Kv, rooms: Rooms, log: FastifyBaseLogger) {
  const instance = randomUUID();
  const open = new Map<number, { told: string; timer: NodeJS.Timeout | undefined }>();
  const failed = (error: unknown) => log.warn({ err: error }, 'presence is not shared right now');
  const hereIn = (groupId: number) =>
    new Set([...rooms.localMembers(chatRoom(groupId))].map((member) => member.user_id));

  async function list(groupId: number): Promise<number[]> {
    const members = await kv.present(keyOf(groupId)).catch((error: unknown) => (failed(error), []));
    const everywhere = members.map((member) => Number(member.split(':', 1)[0]));
    return [...new Set([...everywhere, ...hereIn(groupId)])].sort((a, b) => a - b);
  }

  function tellSoon(groupId: number) {
    const group = open.get(groupId) ?? { told: '', timer: undefined };
    open.set(groupId, group);
    group.timer ??= setTimeout(() => {
      group.timer = undefined;
      void tell(groupId, true);
    }, COALESCE_MS);
  }

  async function tell(groupId: number, always: boolean) {
    const users = await list(groupId);
    const group = open.get(groupId);
    if (!always && group?.told === users.join()) return;
    if (group) group.told = users.join();
    rooms.publish(chatRoom(groupId), { type: 'presence', users });
    if (hereIn(groupId).size === 0) open.delete(groupId);
  }

  const touch = (groupId: number, userId: number) =>
    kv.touch(keyOf(groupId), `${userId}:${instance}`, TTL).catch(failed);

  const refresh = setInterval(async () => {
    for (const groupId of open.keys()) {
      await Promise.all([...hereIn(groupId)].map((userId) => touch(groupId, userId)));
      await tell(groupId, false);
    }
  }, REFRESH_MS).unref();

  return {
    list,
    /** Call it when the socket is in the room of the group. */
    async enter(groupId: number, userId: number) {
      await touch(groupId, userId);
      tellSoon(groupId);
    },
    /** Call it when the socket has left the room of the group. */
    async leave(groupId: number, userId: number) {
      if (hereIn(groupId).has(userId)) return;
      await kv.leave(keyOf(groupId), `${userId}:${instance}`).catch(failed);
      tellSoon(groupId);
    },
    stop() {
      clearInterval(refresh);
      for (const { timer } of open.values()) clearTimeout(timer);
    },
  };
}
