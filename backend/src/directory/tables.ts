import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { citext, createdAt, day, id, instant, ref } from '#platform/columns';
import type { Role } from '#platform/contract';

export const directory_user = pgTable(
  'directory_user',
  {
    id: id(),
    email: citext().notNull().unique(),
    full_name: text().notNull(),
    role: text().$type<Role>().notNull().default('student'),
    /** Argon2id; null until the person has chosen one. */
    password_hash: text(),
    /** Random part of the picture's address, `/media/profiles/<key>-<size>.webp`. */
    avatar_key: text(),
    time_zone: text().notNull().default('Africa/Nairobi'),
    locale: text().notNull().default('en'),
    active: boolean().notNull().default(true),
    email_verified_at: instant(),
    last_seen_at: instant(),
    created_at: createdAt(),
  },
  (table) => [index('directory_user_name').on(sql`lower(${table.full_name})`)],
);

export const directory_session = pgTable(
  'directory_session',
  {
    /** 128 random bits, the `sid` of the session token. */
    id: text().primaryKey(),
    user_id: ref()
      .notNull()
      .references(() => directory_user.id, { onDelete: 'cascade' }),
    user_agent: text().notNull().default(''),
    ip: text().notNull().default(''),
    created_at: createdAt(),
    last_seen_at: createdAt(),
    expires_at: instant().notNull(),
    revoked_at: instant(),
  },
  (table) => [index('directory_session_user').on(table.user_id)],
);

/** Single-use links: e-mail verification and password reset. Only the SHA-256 of the secret is kept. */
export const directory_usertoken = pgTable('directory_usertoken', {
  id: id(),
  user_id: ref()
    .notNull()
    .references(() => directory_user.id, { onDelete: 'cascade' }),
  kind: text().$type<'verify' | 'reset'>().notNull(),
  secret_hash: text().notNull().unique(),
  expires_at: instant().notNull(),
  used_at: instant(),
  created_at: createdAt(),
});

export const directory_academicyear = pgTable('directory_academicyear', {
  id: id(),
  /** `2025/2026` */
  name: text().notNull().unique(),
  starts_on: day().notNull(),
  ends_on: day().notNull(),
});

export const directory_semester = pgTable(
  'directory_semester',
  {
    id: id(),
    academic_year_id: ref()
      .notNull()
      .references(() => directory_academicyear.id),
    /** `1`, `2` or `Summer` */
    name: text().notNull(),
    starts_on: day().notNull(),
    ends_on: day().notNull(),
    is_current: boolean().notNull().default(false),
    /** From then on the semester is read-only. */
    closed_at: instant(),
  },
  (table) => [
    unique('directory_semester_name').on(table.academic_year_id, table.name),
    uniqueIndex('directory_semester_current')
      .on(table.is_current)
      .where(sql`is_current`),
  ],
);

/** Who changed what: one line for each change of an account, a role, a timetable. */
export const directory_auditentry = pgTable(
  'directory_auditentry',
  {
    id: id(),
    actor_id: ref().references(() => directory_user.id, { onDelete: 'set null' }),
    action: text().notNull(),
    subject: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    created_at: createdAt(),
  },
  (table) => [index('directory_auditentry_created').on(table.created_at)],
);
