import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns.ts';

/** The outbox: work that is promised by a commit and done afterwards. */
export const platform_job = pgTable(
  'platform_job',
  {
    id: id(),
    kind: text().notNull(),
    payload: jsonb().notNull(),
    dedupe_key: text().unique(),
    attempts: integer().notNull().default(0),
    run_at: instant()
      .notNull()
      .default(sql`now()`),
    locked_by: text(),
    locked_until: instant(),
    last_error: text(),
    created_at: createdAt(),
    done_at: instant(),
    failed_at: instant(),
  },
  (table) => [
    index('platform_job_due')
      .on(table.run_at)
      .where(sql`done_at is null and failed_at is null`),
  ],
);

/** Mail of an installation without SMTP, shown on the local mailbox page. */
export const platform_mailbox = pgTable('platform_mailbox', {
  id: id(),
  recipient: text().notNull(),
  subject: text().notNull(),
  body: text().notNull(),
  created_at: createdAt(),
});
