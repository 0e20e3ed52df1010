import type { Db } from '#platform/db';
import type { Rooms } from '#platform/rooms';
import type { NotificationsFromServer } from './contract.ts';
import { notifications_notification } from './tables.ts';

/** The room of one person's notification sockets. */
export const userRoom = (userId: number) => `user:${userId}`;

/** Tells people something live, on all their tabs and devices. Call it after the commit; it may be lost. */
export function tellPeople(rooms: Rooms, people: Iterable<number>, event: { type: string }) {
  for (const id of new Set(people)) rooms.publish(userRoom(id), event);
}

export interface News {
  /** What happened, e.g. `mention`, `meeting-started`, `join-request`. */
  kind: string;
  title: string;
  body?: string;
  /** Path of the SPA that leads to the thing. */
  link: string;
}
export type NotificationRow = typeof notifications_notification.$inferSelect;

/** Writes one notification for each person, in the caller's transaction. Hand the rows to `tellNotified` after the commit. */
export async function notify(db: Db, people: Iterable<number>, news: News): Promise<NotificationRow[]> {
  const rows = [...new Set(people)].map((user_id) => ({ user_id, ...news }));
  return rows.length === 0 ? [] : db.insert(notifications_notification).values(rows).returning();
}

/** Shows written notifications live. */
export function tellNotified(rooms: Rooms, rows: NotificationRow[]) {
  for (const { user_id, ...notification } of rows) {
    const event: NotificationsFromServer = { type: 'notification', notification };
    rooms.publish(userRoom(user_id), event);
  }
}

/**
 * After somebody joined or left something whose rooms a live source names: their notification sockets close with 1012
 * and come back following the rooms of today. Call it after the commit.
 */
export function followAnew(rooms: Rooms, people: Iterable<number>) {
  for (const id of new Set(people)) rooms.close({ room: userRoom(id) }, 1012, 'What you follow has changed.');
}
