import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
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

const ofMeeting = () =>
  ref()
    .notNull()
    .references(() => course_api_meeting.id, { onDelete: 'cascade' });
const ofUser = () =>
  ref()
    .notNull()
    .references(() => directory_user.id, { onDelete: 'cascade' });

/** Who was removed from a meeting: refused every new token and socket of it. */
export const course_api_meetingremoval = pgTable(
  'course_api_meetingremoval',
  {
    meeting_id: ofMeeting(),
    user_id: ofUser(),
    removed_by: ref()
      .notNull()
      .references(() => directory_user.id),
    created_at: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.meeting_id, table.user_id] })],
);

/** How a meeting's call goes on, for everybody in it and for late joiners. */
export const course_api_call = pgTable('course_api_call', {
  meeting_id: ofMeeting().primaryKey(),
  engine: text().$type<'jitsi' | 'peer'>().notNull(),
  /** Null: chosen when the first one came. */
  engine_reason: text().$type<'jitsi-down' | 'reported' | 'host'>(),
  muted_at: instant(),
  /** Who was let speak, or unmuted themselves, since everybody was muted. */
  may_speak: bigint({ mode: 'number' })
    .array()
    .notNull()
    .default(sql`'{}'`),
});

/** One open call page. Its instance renews `seen_at`; a row that grows old belongs to an instance that died. */
export const course_api_callpeer = pgTable(
  'course_api_callpeer',
  {
    peer_id: text().primaryKey(),
    meeting_id: ofMeeting(),
    user_id: ofUser(),
    role: text().$type<'host' | 'faculty' | 'member'>().notNull(),
    mic: boolean().notNull().default(false),
    camera: boolean().notNull().default(false),
    listener: boolean().notNull().default(false),
    /** Since when it shares a screen; null while it does not. */
    sharing_at: instant(),
    /** When it last said that Jitsi is lost to it. */
    failed_at: instant(),
    joined_at: createdAt(),
    seen_at: createdAt(),
  },
  (table) => [index('course_api_callpeer_meeting').on(table.meeting_id)],
);

/** Raised hands, one for each person however many devices. */
export const course_api_callhand = pgTable(
  'course_api_callhand',
  { meeting_id: ofMeeting(), user_id: ofUser(), raised_at: createdAt() },
  (table) => [primaryKey({ columns: [table.meeting_id, table.user_id] })],
);

/** Intervals in which somebody was in the call with one device: from our sockets, and from Prosody's events. */
export const course_api_attendance = pgTable(
  'course_api_attendance',
  {
    id: id(),
    meeting_id: ofMeeting(),
    user_id: ofUser(),
    source: text().$type<'call' | 'jitsi'>().notNull(),
    /** The peer, or the occupant's JID. */
    device_key: text().notNull(),
    joined_at: instant().notNull(),
    /** The last heartbeat, at which an interval that was never closed ends. */
    seen_at: instant().notNull(),
    left_at: instant(),
  },
  (table) => [
    unique('course_api_attendance_once').on(
      table.device_key,
      table.joined_at,
      table.meeting_id,
      table.source,
    ),
    index('course_api_attendance_meeting').on(table.meeting_id),
    index('course_api_attendance_user').on(table.user_id),
  ],
);
