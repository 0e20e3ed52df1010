import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { course_api_course } from '#courses/tables';
import { directory_user } from '#directory/tables';
import { createdAt, id, instant, ref } from '#platform/columns';
import { course_api_studygroup } from '#study-groups/tables';
import { course_api_timetableentry } from '#timetable/tables';

export const course_api_meeting = pgTable(
  'course_api_meeting',
  {
    id: id(),
    title: text().notNull(),
    kind: text().$type<'lecture' | 'group'>().notNull(),
    /** A course with meetings cannot be deleted: who attended what is kept. */
    course_id: ref().references(() => course_api_course.id),
    study_group_id: ref().references(() => course_api_studygroup.id, { onDelete: 'cascade' }),
    timetable_entry_id: ref().references(() => course_api_timetableentry.id, { onDelete: 'set null' }),
    /** When the slot's class begins by the timetable: with the entry it names the occurrence, even after a move of the meeting. */
    slot_starts_at: instant(),
    host_id: ref()
      .notNull()
      .references(() => directory_user.id),
    starts_at: instant().notNull(),
    ends_at: instant().notNull(),
    state: text().$type<'scheduled' | 'live' | 'ended' | 'cancelled'>().notNull().default('scheduled'),
    /** 128 random bits in lower case, never derived from an id. */
    room: text().notNull().unique(),
    started_at: instant(),
    ended_at: instant(),
    created_at: createdAt(),
  },
  (table) => [
    check('course_api_meeting_place', sql`num_nonnulls(course_id, study_group_id) = 1`),
    check('course_api_meeting_times', sql`ends_at > starts_at`),
    index('course_api_meeting_course').on(table.course_id, table.starts_at),
    index('course_api_meeting_group').on(table.study_group_id, table.starts_at),
    uniqueIndex('course_api_meeting_slot')
      .on(table.timetable_entry_id, table.slot_starts_at)
      .where(sql`state <> 'cancelled'`),
    index('course_api_meeting_state').on(table.state, table.starts_at),
  ],
);
