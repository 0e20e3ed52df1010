import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { course_api_course } from '#courses/tables';
import { clock, createdAt, day, id, instant, ref, tstzrange } from '#platform/columns';
import { school_room } from '#school/tables';

/** One weekly slot of a course, in the institution's wall-clock time. */
export const course_api_timetableentry = pgTable(
  'course_api_timetableentry',
  {
    id: id(),
    course_id: ref()
      .notNull()
      .references(() => course_api_course.id, { onDelete: 'cascade' }),
    /** Monday 1 … Sunday 7 (ISO 8601). */
    day_of_week: integer().notNull(),
    starts_at: clock().notNull(),
    ends_at: clock().notNull(),
    room_id: ref().references(() => school_room.id),
    /** Odd and even count the semester's weeks from 1. */
    weeks: text().$type<'all' | 'odd' | 'even'>().notNull().default('all'),
    starts_on: day().notNull(),
    ends_on: day().notNull(),
    created_at: createdAt(),
  },
  (table) => [
    index('course_api_timetableentry_course').on(table.course_id),
    index('course_api_timetableentry_room').on(table.room_id),
  ],
);

/** One date of an entry: what really takes place, and what can be moved or cancelled alone. */
export const course_api_timetableoccurrence = pgTable(
  'course_api_timetableoccurrence',
  {
    id: id(),
    entry_id: ref()
      .notNull()
      .references(() => course_api_timetableentry.id, { onDelete: 'cascade' }),
    course_id: ref()
      .notNull()
      .references(() => course_api_course.id, { onDelete: 'cascade' }),
    room_id: ref().references(() => school_room.id),
    starts_at: instant().notNull(),
    ends_at: instant().notNull(),
    status: text().$type<'planned' | 'moved' | 'cancelled'>().notNull().default('planned'),
  },
  (table) => [
    index('course_api_timetableoccurrence_entry').on(table.entry_id),
    index('course_api_timetableoccurrence_course').on(table.course_id, table.starts_at),
    index('course_api_timetableoccurrence_room').on(table.room_id, table.starts_at),
    index('course_api_timetableoccurrence_starts').on(table.starts_at),
  ],
);

/**
 * What an occurrence occupies: its room, its course and its instructor, each of its classes. Kept by triggers, and
 * no two rows of one resource may overlap (exclusion constraint), so a double booking cannot be written by anyone.
 */
export const course_api_timetableclaim = pgTable(
  'course_api_timetableclaim',
  {
    id: id(),
    occurrence_id: ref()
      .notNull()
      .references(() => course_api_timetableoccurrence.id, { onDelete: 'cascade' }),
    kind: text().$type<'room' | 'instructor' | 'class' | 'course'>().notNull(),
    resource_id: ref().notNull(),
    during: tstzrange().notNull(),
  },
  (table) => [index('course_api_timetableclaim_occurrence').on(table.occurrence_id)],
);
