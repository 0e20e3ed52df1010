import type { Rooms } from '#platform/rooms';

/** The room of one person's notification sockets. */
export const userRoom = (userId: number) => `user:${userId}`;

/** Tells people something live, on all their tabs and devices. Call it after the commit; it may be lost. */
export function tellPeople(rooms: Rooms, people: Iterable<number>, event: { type: string }) {
  for (const id of new Set(people)) rooms.publish(userRoom(id), event);
}
