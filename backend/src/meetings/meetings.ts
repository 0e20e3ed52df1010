import { randomBytes } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { assertCourseOpen, assertTeaches } from '#courses/public';
import { notify, tellNotified } from '#notifications/public';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { forbidden, invalidField, notFound, Problem } from '#platform/problem';
import type { Rooms } from '#platform/rooms';
import { assertGroupMember } from '#study-groups/public';
import { peopleConcerned, tellMeeting, tellMeetingDeleted } from './concerned.ts';
import type { Meeting, MeetingChange, MeetingInput, MeetingSlot } from './contract.ts';
import { getStanding, type MeetingRow } from './find.ts';
import { findSlotMeeting, getTaughtClass, slotOf } from './slots.ts';
import { inWords, mayManage, seenBy, type Rules } from './standing.ts';
import { course_api_meeting as meeting } from './tables.ts';

type NewMeeting = typeof meeting.$inferInsert;

/** 128 random bits; Jitsi's rooms are lower case (`jitsi.md` §1.4). */
const newRoom = () => `m-${randomBytes(16).toString('hex')}`;
const LONGEST_MS = 24 * 3_600_000;

/** Schedules a lecture of a course (who teaches it, administrators) or a call of a study group (its members). */
export async function scheduleMeeting(
  db: Db,
  actor: Actor,
  parts: { rooms: Rooms; rules: Rules },
  input: MeetingInput,
): Promise<Meeting> {
  assertTimes(input);
  const place = await assertPlace(db, actor, input);
  const slot = await slotOf(db, input);
  const id = await insertMeeting(db, {
    ...place,
    ...slot,
    title: titleOf(input.title),
    starts_at: input.starts_at,
    ends_at: input.ends_at,
    host_id: actor.id,
    room: newRoom(),
  });
  if (id === undefined)
    throw new Problem(409, 'slot-has-meeting', 'This class of the timetable already has its meeting.', {
      meeting_id: await findSlotMeeting(db, slot),
    });
  return tellNew(db, actor, parts, id);
}

/** The meeting of one class of the timetable: made on the first click, the same one on every later click. */
export async function scheduleFromSlot(
  db: Db,
  actor: Actor,
  parts: { rooms: Rooms; rules: Rules },
  input: MeetingSlot,
): Promise<{ made: boolean; meeting: Meeting }> {
  const taught = await getTaughtClass(db, actor, input);
  const slot = { timetable_entry_id: input.timetable_entry_id, slot_starts_at: taught.starts_at };
  const known = await findSlotMeeting(db, slot);
  if (known !== undefined) return { made: false, meeting: await seeMeeting(db, actor, parts.rules, known) };
  assertTimes(taught);
  const id = await insertMeeting(db, {
    ...slot,
    kind: 'lecture',
    course_id: taught.course.id,
    title: taught.course.title,
    starts_at: taught.starts_at,
    ends_at: taught.ends_at,
    host_id: actor.id,
    room: newRoom(),
  });
  if (id !== undefined) return { made: true, meeting: await tellNew(db, actor, parts, id) };
  const first = await findSlotMeeting(db, slot);
  if (first === undefined) throw notFound('This meeting');
  return { made: false, meeting: await seeMeeting(db, actor, parts.rules, first) };
}

export async function seeMeeting(db: Db, actor: Actor, rules: Rules, id: number): Promise<Meeting> {
  const { row, standing } = await getStanding(db, actor, id);
  return seenBy(row, standing, rules);
}

/** Title and times, while it is scheduled. Who is concerned hears of a new time. */
export async function changeMeeting(
  db: Db,
  actor: Actor,
  parts: { rooms: Rooms; rules: Rules },
  id: number,
  change: MeetingChange,
): Promise<Meeting> {
  await getManaged(db, actor, id);
  const told = await db.transaction(async (tx) => {
    // Nobody else changes it between the look and the write.
    await tx.select({ id: meeting.id }).from(meeting).where(eq(meeting.id, id)).for('update');
    const { row } = await getManaged(tx, actor, id);
    await assertMayGoOn(tx, actor, row);
    const times = { starts_at: change.starts_at ?? row.starts_at, ends_at: change.ends_at ?? row.ends_at };
    const moves = !isSameTime(times.starts_at, row.starts_at) || !isSameTime(times.ends_at, row.ends_at);
    if (moves) assertTimes(times);
    const title = change.title === undefined ? row.title : titleOf(change.title);
    const changed = await tx
      .update(meeting)
      .set({ ...times, title })
      .where(and(eq(meeting.id, id), eq(meeting.state, 'scheduled')))
      .returning({ id: meeting.id });
    if (changed.length === 0)
      throw new Problem(409, 'meeting-not-scheduled', 'Only a meeting that has not started can be changed.');
    if (!moves) return [];
    const thing = row.kind === 'lecture' ? 'Lecture' : 'Call';
    const people = (await peopleConcerned(tx, row)).filter((one) => one !== actor.id);
    return notify(tx, people, {
      kind: 'meeting-moved',
      title: `${thing} moved to ${inWords(times.starts_at, parts.rules)}`,
      body: `${title}, ${row.course?.code ?? row.study_group?.name ?? ''}.`,
      link: `/meetings/${id}`,
    });
  });
  tellNotified(parts.rooms, told);
  return tellNew(db, actor, parts, id);
}

/** What has taken place stays, with its attendance. */
export async function deleteMeeting(db: Db, actor: Actor, rooms: Rooms, id: number): Promise<void> {
  const { row } = await getManaged(db, actor, id);
  const gone = await db
    .delete(meeting)
    .where(and(eq(meeting.id, id), inArray(meeting.state, ['scheduled', 'cancelled'])))
    .returning({ id: meeting.id });
  if (gone.length === 0)
    throw new Problem(409, 'meeting-took-place', 'A meeting that has started is kept, with who came.');
  tellMeetingDeleted(rooms, row);
}

/** The meeting for who may change it: 404 for outsiders, 403 for who only takes part. */
export async function getManaged(db: Db, actor: Actor, id: number) {
  const found = await getStanding(db, actor, id);
  if (!mayManage(found.standing))
    throw forbidden(`Only ${found.row.host.full_name}, who holds this meeting, can do that.`);
  return found;
}

/** A closed semester is read-only: its lectures can be ended and cancelled, and no more. */
export async function assertMayGoOn(db: Db, actor: Actor, row: Pick<MeetingRow, 'course_id'>) {
  if (row.course_id) assertCourseOpen(await assertTeaches(db, actor, row.course_id));
}

async function tellNew(db: Db, actor: Actor, parts: { rooms: Rooms; rules: Rules }, id: number) {
  const { row, standing } = await getStanding(db, actor, id);
  tellMeeting(parts.rooms, parts.rules, row);
  return seenBy(row, standing, parts.rules);
}

const isSameTime = (one: string, other: string) => Date.parse(one) === Date.parse(other);

function titleOf(text: string): string {
  const title = text.trim();
  if (title === '') throw invalidField('/title', 'Title is empty.');
  return title;
}

function assertTimes({ starts_at, ends_at }: Pick<MeetingRow, 'starts_at' | 'ends_at'>) {
  const length = Date.parse(ends_at) - Date.parse(starts_at);
  if (!(length > 0)) throw invalidField('/ends_at', 'The end must be after the start.');
  if (length > LONGEST_MS) throw invalidField('/ends_at', 'A meeting lasts 24 hours at most.');
  if (Date.parse(ends_at) <= Date.now()) throw invalidField('/ends_at', 'This time is already over.');
}

async function assertPlace(db: Db, actor: Actor, input: MeetingInput) {
  const { course_id, study_group_id } = input;
  if (course_id && !study_group_id) {
    assertCourseOpen(await assertTeaches(db, actor, course_id));
    return { kind: 'lecture' as const, course_id };
  }
  if (!study_group_id || course_id)
    throw invalidField('/course_id', 'A meeting belongs to one course or to one study group.');
  await assertGroupMember(db, actor, study_group_id);
  if (input.timetable_entry_id)
    throw invalidField(
      '/timetable_entry_id',
      'A class of the timetable belongs to a course, not to a group.',
    );
  return { kind: 'group' as const, study_group_id };
}

/** Undefined when the slot has a meeting already, written by whoever was faster. */
async function insertMeeting(db: Db, values: NewMeeting): Promise<number | undefined> {
  const [made] = await db.insert(meeting).values(values).onConflictDoNothing().returning({ id: meeting.id });
  return made?.id;
}
