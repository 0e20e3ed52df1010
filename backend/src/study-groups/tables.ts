import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import { course_api_course } from '#courses/tables';
import { directory_user } from '#directory/tables';
import { createdAt, id, instant, ref } from '#platform/columns';

export const course_api_studygroup = pgTable(
  'course_api_studygroup',
  {
    id: id(),
    name: text().notNull(),
    description: text().notNull().default(''),
    course_id: ref().references(() => course_api_course.id),
    owner_id: ref()
      .notNull()
      .references(() => directory_user.id),
    /** Null: no limit. */
    capacity: integer(),
    visibility: text().$type<'open' | 'approval' | 'invite'>().notNull().default('open'),
    /** Secret part of the invitation link; a new one makes the old link dead. */
    invite_code: text().notNull().unique(),
    /** Members who are in, kept under the group's row lock so that capacity holds. */
    member_count: integer().notNull().default(0),
    /** Number of the newest change of the history; goes up by one under the row lock. */
    last_seq: bigint({ mode: 'number' }).notNull().default(0),
    last_message_at: instant(),
    created_at: createdAt(),
  },
  (table) => [index('course_api_studygroup_course').on(table.course_id)],
);

export const course_api_studygroupmembership = pgTable(
  'course_api_studygroupmembership',
  {
    group_id: ref()
      .notNull()
      .references(() => course_api_studygroup.id, { onDelete: 'cascade' }),
    user_id: ref()
      .notNull()
      .references(() => directory_user.id, { onDelete: 'cascade' }),
    role: text().$type<'owner' | 'member'>().notNull().default('member'),
    /** `requested` waits for the owner's approval. */
    state: text().$type<'member' | 'requested'>().notNull().default('member'),
    /** What I have read up to, shared by all my devices. */
    last_read_seq: bigint({ mode: 'number' }).notNull().default(0),
    muted: boolean().notNull().default(false),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.group_id, table.user_id] }),
    index('course_api_studygroupmembership_user').on(table.user_id),
  ],
);

export const course_api_groupmessage = pgTable(
  'course_api_groupmessage',
  {
    id: id(),
    group_id: ref()
      .notNull()
      .references(() => course_api_studygroup.id, { onDelete: 'cascade' }),
    /** Place in the history, without gaps per group together with the numbers of later changes. */
    seq: bigint({ mode: 'number' }).notNull(),
    /** Number of the newest change of this message; `seq` until it is edited, deleted or reacted to. */
    changed_seq: bigint({ mode: 'number' }).notNull(),
    client_id: text().notNull(),
    sender_id: ref()
      .notNull()
      .references(() => directory_user.id),
    body: text().notNull(),
    reply_to: ref(),
    attachments: jsonb().$type<unknown[]>().notNull().default([]),
    /** People named in the body. */
    mentions: bigint({ mode: 'number' })
      .array()
      .notNull()
      .default(sql`'{}'`),
    created_at: createdAt(),
    edited_at: instant(),
    deleted_at: instant(),
  },
  (table) => [
    unique('course_api_groupmessage_once').on(table.group_id, table.sender_id, table.client_id),
    unique('course_api_groupmessage_seq').on(table.group_id, table.seq),
    index('course_api_groupmessage_changed').on(table.group_id, table.changed_seq),
  ],
);

export const course_api_messagereaction = pgTable(
  'course_api_messagereaction',
  {
    message_id: ref()
      .notNull()
      .references(() => course_api_groupmessage.id, { onDelete: 'cascade' }),
    user_id: ref()
      .notNull()
      .references(() => directory_user.id, { onDelete: 'cascade' }),
    emoji: text().notNull(),
    created_at: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.message_id, table.user_id, table.emoji] })],
);
