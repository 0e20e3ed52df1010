import { and, count, desc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import type { ReadNotifications } from './contract.ts';
import { notifications_notification } from './tables.ts';

/** Newest first; the cursor is the id of the last one shown. */
export async function listNotifications(db: Db, actor: Actor, page: { limit: number; cursor?: string }) {
  const before = Number(page.cursor);
  const rows = await db
    .select()
    .from(notifications_notification)
    .where(
      and(
        eq(notifications_notification.user_id, actor.id),
        Number.isSafeInteger(before) ? lt(notifications_notification.id, before) : undefined,
      ),
    )
    .orderBy(desc(notifications_notification.id))
    .limit(page.limit + 1);
  const items = rows.slice(0, page.limit);
  return { items, next: rows.length > page.limit ? String(items.at(-1)?.id) : null };
}

export async function countUnread(db: Db, userId: number): Promise<number> {
  const [row] = await db
    .select({ unread: count() })
    .from(notifications_notification)
    .where(and(eq(notifications_notification.user_id, userId), isNull(notifications_notification.read_at)));
  return row?.unread ?? 0;
}

/** Ids of other people's notifications are passed over in silence. */
export async function readNotifications(db: Db, actor: Actor, what: ReadNotifications) {
  await db
    .update(notifications_notification)
    .set({ read_at: sql`now()` })
    .where(
      and(
        eq(notifications_notification.user_id, actor.id),
        isNull(notifications_notification.read_at),
        what.all ? undefined : inArray(notifications_notification.id, what.ids ?? []),
      ),
    );
}
