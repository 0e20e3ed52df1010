import { sql } from 'drizzle-orm';
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { directory_user } from '#directory/tables';
import { createdAt, id, instant, ref } from '#platform/columns';

export const notifications_notification = pgTable(
  'notifications_notification',
  {
    id: id(),
    user_id: ref()
      .notNull()
      .references(() => directory_user.id, { onDelete: 'cascade' }),
    /** e.g. `mention`, `meeting-started`, `join-request` */
    kind: text().notNull(),
    title: text().notNull(),
    body: text().notNull().default(''),
    /** A path of the SPA. */
    link: text().notNull(),
    created_at: createdAt(),
    read_at: instant(),
  },
  (table) => [
    index('notifications_notification_user').on(table.user_id, table.id),
    index('notifications_notification_unread')
      .on(table.user_id)
      .where(sql`read_at is null`),
  ],
);
