import { and, eq, inArray, ne } from 'drizzle-orm';
import { assertCourseOpen, assertTeaches } from '#courses/public';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { invalidField, Problem } from '#platform/problem';
import { getOccurrence, slotKey } from '#timetable/public';
import { course_api_timetableentry, course_api_timetableoccurrence } from '#timetable/tables';
import type { MeetingInput, MeetingSlot } from './contract.ts';
import { course_api_meeting as meeting } from './tables.ts';

/** Names one class of the timetable; nulls for a meeting that stands for none. */
export interface Slot {
  timetable_entry_id: number | null;
  slot_starts_at: string | null;
}

/** The class that a hand-made meeting stands for: the entry's, when one of its classes begins at that moment. */
export async function slotOf(db: Db, input: MeetingInput): Promise<Slot> {
  if (!input.timetable_entry_id) return { timetable_entry_id: null, slot_starts_at: null };
  const [entry] = await db
    .select({ course_id: course_api_timetableentry.course_id })
    .from(course_api_timetableentry)
    .where(eq(course_api_timetableentry.id, input.timetable_entry_id));
  if (entry?.course_id !== input.course_id)
    throw invalidField('/timetable_entry_id', 'This class of the timetable is not one of this course.');
  const [occurrence] = await db
    .select({ starts_at: course_api_timetableoccurrence.starts_at })
    .from(course_api_timetableoccurrence)
    .where(
      and(
        eq(course_api_timetableoccurrence.entry_id, input.timetable_entry_id),
        eq(course_api_timetableoccurrence.starts_at, input.starts_at),
      ),
    );
  return { timetable_entry_id: input.timetable_entry_id, slot_starts_at: occurrence?.starts_at ?? null };
}

/** The class that takes place then, for who teaches it. */
export async function getTaughtClass(db: Db, actor: Actor, slot: MeetingSlot) {
  const found = await getOccurrence(db, slot.timetable_entry_id, slot.starts_at);
  assertCourseOpen(await assertTeaches(db, actor, found.course.id));
  if (found.status === 'cancelled')
    throw new Problem(409, 'class-cancelled', 'This class is cancelled in the timetable.');
  return found;
}

export async function findSlotMeeting(db: Db, slot: Slot): Promise<number | undefined> {
  if (!slot.timetable_entry_id || !slot.slot_starts_at) return undefined;
  const [found] = await db
    .select({ id: meeting.id })
    .from(meeting)
    .where(
      and(
        eq(meeting.timetable_entry_id, slot.timetable_entry_id),
        eq(meeting.slot_starts_at, slot.slot_starts_at),
        ne(meeting.state, 'cancelled'),
      ),
    );
  return found?.id;
}

/** Which class has which meeting, for the timetable's pages. */
export async function meetingsOfSlots(db: Db, slots: { entry_id: number; starts_at: string }[]) {
  const entries = [...new Set(slots.map((slot) => slot.entry_id))];
  if (entries.length === 0) return new Map<string, number>();
  const rows = await db
    .select({ id: meeting.id, entry_id: meeting.timetable_entry_id, starts_at: meeting.slot_starts_at })
    .from(meeting)
    .where(and(inArray(meeting.timetable_entry_id, entries), ne(meeting.state, 'cancelled')));
  return new Map(
    rows.flatMap(({ id, entry_id, starts_at }) =>
      entry_id && starts_at ? [[slotKey({ entry_id, starts_at }), id] as const] : [],
    ),
  );
}
