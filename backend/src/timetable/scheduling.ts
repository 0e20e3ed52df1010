import { eq, sql } from 'drizzle-orm';
import { course_api_course, course_api_enrolment } from '#courses/tables';
import { audit } from '#directory/public';
import { directory_semester } from '#directory/tables';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { databaseError, invalidField, notFound, Problem } from '#platform/problem';
import { school_room } from '#school/tables';
import { conflictProblem, findConflicts, NO_DOUBLE_BOOKING } from './conflicts.ts';
import type { Entry, EntryChange, NewEntry, SavedEntry } from './contract.ts';
import { getEntry } from './entries.ts';
import { materialise, type Slot } from './materialise.ts';
import { course_api_timetableentry } from './tables.ts';

/** Places a weekly slot with all its dates, or refuses with everything that stands in the way. */
export async function scheduleEntry(
  db: Db,
  actor: Actor,
  zone: string,
  input: NewEntry,
): Promise<SavedEntry> {
  const save = async (tx: Db) => {
    const slot = await completed(tx, input);
    const [made] = await tx
      .insert(course_api_timetableentry)
      .values(slot)
      .returning({ id: course_api_timetableentry.id });
    if (!made) throw notFound();
    await materialise(tx, zone, [made.id]);
    await audit(tx, actor, 'timetable.scheduled', subject(made.id), slot);
    return made.id;
  };
  const id = await orConflicts(db, zone, async () => input, save);
  return withWarnings(db, await getEntry(db, id));
}

/** Moves or changes a weekly slot; its cancelled dates stay cancelled where they still exist. */
export async function changeEntry(
  db: Db,
  actor: Actor,
  zone: string,
  id: number,
  change: EntryChange,
): Promise<{ before: Entry; saved: SavedEntry }> {
  const wanted = async (at: Db): Promise<NewEntry> => ({
    ...slotOf(await getEntry(at, id)),
    ...defined(change),
  });
  let before = await getEntry(db, id);
  await orConflicts(
    db,
    zone,
    wanted,
    async (tx) => {
      // Read again in its turn: what somebody else has changed meanwhile stays.
      before = await getEntry(tx, id);
      await openSemester(tx, before.course_id);
      const slot = await completed(tx, await wanted(tx));
      await tx.update(course_api_timetableentry).set(slot).where(eq(course_api_timetableentry.id, id));
      await materialise(tx, zone, [id]);
      await audit(tx, actor, 'timetable.changed', subject(id), { before: slotOf(before), after: slot });
      return id;
    },
    id,
  );
  return { before, saved: await withWarnings(db, await getEntry(db, id)) };
}

/** Takes a weekly slot and all its dates off the timetable. */
export async function deleteEntry(db: Db, actor: Actor, id: number): Promise<Entry> {
  const before = await getEntry(db, id);
  await db.transaction(async (tx) => {
    await takeTurn(tx);
    await openSemester(tx, before.course_id);
    await tx.delete(course_api_timetableentry).where(eq(course_api_timetableentry.id, id));
    await audit(tx, actor, 'timetable.deleted', subject(id), slotOf(before));
  });
  return before;
}

/** Writers take turns here too, so that what is checked before the write still holds at it. */
const takeTurn = (tx: Db) => tx.execute(sql`select pg_advisory_xact_lock(7236402)`);

/**
 * Writes in one transaction; when the constraint refuses, asks in a fresh query what stands in the way. If that has gone in
 * the meantime, it tries once more.
 */
async function orConflicts(
  db: Db,
  zone: string,
  wanted: (db: Db) => Promise<NewEntry>,
  save: (tx: Db) => Promise<number>,
  id?: number,
): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(async (tx) => {
        await takeTurn(tx);
        return save(tx);
      });
    } catch (error) {
      if (databaseError(error)?.constraint !== NO_DOUBLE_BOOKING) throw error;
      const conflicts = await findConflicts(db, zone, await completed(db, await wanted(db)), id);
      if (conflicts.length > 0 || attempt === 2) throw conflictProblem(conflicts);
    }
  }
}

/** Fills in the semester's dates and refuses what cannot be, field by field. */
export async function completed(db: Db, input: NewEntry): Promise<Slot> {
  const semester = await openSemester(db, input.course_id);
  const slot = {
    course_id: input.course_id,
    day_of_week: input.day_of_week,
    starts_at: input.starts_at,
    ends_at: input.ends_at,
    room_id: input.room_id ?? null,
    weeks: input.weeks ?? 'all',
    starts_on: input.starts_on ?? semester.starts_on,
    ends_on: input.ends_on ?? semester.ends_on,
  };
  const span = `${semester.starts_on} to ${semester.ends_on}`;
  if (slot.ends_at <= slot.starts_at)
    throw invalidField('/ends_at', `It has to end after ${slot.starts_at}, when it starts.`);
  if (slot.starts_on < semester.starts_on || slot.starts_on > semester.ends_on)
    throw invalidField('/starts_on', `The first day must lie in the semester, ${span}.`);
  if (slot.ends_on > semester.ends_on || slot.ends_on < slot.starts_on)
    throw invalidField(
      '/ends_on',
      `The last day must not be before the first, and lie in the semester, ${span}.`,
    );
  if (slot.room_id !== null) await assertRoom(db, slot.room_id);
  return slot;
}

async function assertRoom(db: Db, id: number) {
  const [room] = await db.select({ id: school_room.id }).from(school_room).where(eq(school_room.id, id));
  if (!room) throw invalidField('/room_id', 'There is no such room.');
}

async function openSemester(db: Db, courseId: number) {
  const [semester] = await db
    .select({
      name: directory_semester.name,
      starts_on: directory_semester.starts_on,
      ends_on: directory_semester.ends_on,
      closed_at: directory_semester.closed_at,
    })
    .from(course_api_course)
    .innerJoin(directory_semester, eq(directory_semester.id, course_api_course.semester_id))
    .where(eq(course_api_course.id, courseId));
  if (!semester) throw invalidField('/course_id', 'There is no such course.');
  if (semester.closed_at)
    throw new Problem(
      409,
      'semester-closed',
      `Semester ${semester.name} is closed. Its timetable can be read and no longer changed.`,
    );
  return semester;
}

/** More students than seats is allowed, and said. */
async function withWarnings(db: Db, entry: Entry): Promise<SavedEntry> {
  const [seats] = await db
    .select({
      capacity: school_room.capacity,
      students: db.$count(course_api_enrolment, eq(course_api_enrolment.course_id, entry.course_id)),
    })
    .from(school_room)
    .where(eq(school_room.id, entry.room_id ?? 0));
  const warnings =
    seats && seats.students > seats.capacity
      ? [`${entry.room?.name ?? 'The room'} has ${seats.capacity} seats for ${seats.students} students.`]
      : [];
  return { ...entry, warnings };
}

const subject = (id: number) => `timetable-entry:${id}`;

const slotOf = (entry: Entry): Slot => ({
  course_id: entry.course_id,
  day_of_week: entry.day_of_week,
  starts_at: entry.starts_at,
  ends_at: entry.ends_at,
  room_id: entry.room_id,
  weeks: entry.weeks,
  starts_on: entry.starts_on,
  ends_on: entry.ends_on,
});

const defined = (change: EntryChange): EntryChange =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
