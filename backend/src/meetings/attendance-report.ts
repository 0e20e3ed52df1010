import { eq, inArray } from 'drizzle-orm';
import { personColumns } from '#directory/public';
import { directory_user } from '#directory/tables';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { STALE_SECONDS } from './call.ts';
import { peopleConcerned } from './concerned.ts';
import type { Attendance, AttendanceLine } from './contract.ts';
import { getStanding, type MeetingRow } from './find.ts';
import { isOver, OVERTIME_MS, type Standing } from './standing.ts';
import { course_api_attendance as attendance } from './tables.ts';

/** Up to here late is not late, and leaving before the end not early. */
const GRACE_MS = 5 * 60_000;
/** A line that was cut for so long counts as held. */
const CUT_MS = 30_000;

type Interval = readonly [from: number, to: number];
/** The moments of a meeting that attendance is measured by, in milliseconds. */
interface Clock {
  /** Presence counts from here … */
  from: number;
  /** … to here. */
  to: number;
  /** Who comes after this is late: its time, or when it was started if that was later. */
  begins: number;
  /** Who leaves before this leaves early. */
  ends: number;
  over: boolean;
  now: number;
}

const readsAll = (standing: Standing) => ['host', 'faculty', 'admin'].includes(standing);

/** Everybody's for who leads the meeting and administrators, else one's own line. */
export async function readAttendance(
  db: Db,
  actor: Actor,
  id: number,
): Promise<Attendance & { title: string }> {
  const { row, standing } = await getStanding(db, actor, id);
  const whole = { ...(await attendanceOf(db, row)), title: row.title };
  if (readsAll(standing)) return whole;
  const items = whole.items.filter((line) => line.user.id === actor.id);
  return { ...whole, items, ...countsOf(items) };
}

/** Who of the roster came, for how long, and who else was there. */
export async function attendanceOf(db: Db, row: MeetingRow, now = Date.now()): Promise<Attendance> {
  const clock = clockOf(row, now);
  const rows = await db.select().from(attendance).where(eq(attendance.meeting_id, row.id));
  const roster = new Set(await peopleConcerned(db, row));
  if (row.instructor_id) roster.delete(row.instructor_id);
  const ids = [...new Set([...roster, ...rows.map((one) => one.user_id)])];
  const people =
    ids.length === 0
      ? []
      : await db
          .select(personColumns)
          .from(directory_user)
          .where(inArray(directory_user.id, ids))
          .orderBy(directory_user.full_name, directory_user.id);
  const items = people.map((user) =>
    lineOf(
      user,
      rows.filter((one) => one.user_id === user.id),
      clock,
      !roster.has(user.id),
    ),
  );
  return {
    meeting_id: row.id,
    began_at: new Date(clock.from).toISOString(),
    until: new Date(clock.ends).toISOString(),
    ...countsOf(items),
    items,
  };
}

function countsOf(items: AttendanceLine[]) {
  const expected = items.filter((line) => !line.guest);
  return { expected: expected.length, present: expected.filter((line) => line.status === 'present').length };
}

function clockOf(row: MeetingRow, now: number): Clock {
  const [starts, ends] = [Date.parse(row.starts_at), Date.parse(row.ends_at)];
  const started = row.started_at ? Date.parse(row.started_at) : starts;
  const ended = row.ended_at ? Date.parse(row.ended_at) : ends + OVERTIME_MS;
  return {
    from: Math.min(starts, started),
    to: Math.min(now, ended),
    begins: Math.max(starts, started),
    ends: Math.min(ends, ended),
    over: row.state === 'ended' || row.state === 'cancelled' || isOver(row, now),
    now,
  };
}

type Row = typeof attendance.$inferSelect;

function lineOf(user: AttendanceLine['user'], rows: Row[], clock: Clock, guest: boolean): AttendanceLine {
  const here = !clock.over && rows.some((row) => isOpen(row, clock.now));
  const spans = merged(
    rows
      .map((row): Interval => [Date.parse(row.joined_at), endOf(row, clock)])
      .map(([from, to]): Interval => [Math.max(from, clock.from), Math.min(to, clock.to)])
      .filter(([from, to]) => to > from),
  );
  const first = spans[0]?.[0];
  const last = spans.at(-1)?.[1];
  const due = Math.min(clock.ends, clock.now);
  const late_by = first === undefined ? 0 : first - clock.begins;
  const early_by = last === undefined || here ? 0 : due - last;
  return {
    user,
    status: first !== undefined || here ? 'present' : 'absent',
    here,
    present_minutes: minutes(spans.reduce((sum, [from, to]) => sum + to - from, 0)),
    joined_at: instantOf(first),
    left_at: here ? null : instantOf(last),
    late: late_by > GRACE_MS,
    late_minutes: late_by > GRACE_MS ? minutes(late_by) : 0,
    left_early: early_by > GRACE_MS,
    left_early_minutes: early_by > GRACE_MS ? minutes(early_by) : 0,
    guest,
  };
}

const minutes = (ms: number) => Math.round(ms / 60_000);
const instantOf = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());

/** A page is here while its heartbeat is; an occupant of Jitsi until we hear of its leaving. */
const isOpen = (row: Row, now: number) =>
  row.left_at === null && (row.source === 'jitsi' || now - Date.parse(row.seen_at) < STALE_SECONDS * 1000);

function endOf(row: Row, clock: Clock): number {
  if (row.left_at) return Date.parse(row.left_at);
  if (row.source === 'jitsi') return clock.to;
  return isOpen(row, clock.now) && !clock.over ? clock.to : Date.parse(row.seen_at);
}

/** Intervals of all devices as one: what overlaps, or is apart by a cut of the line only, is joined. */
export function merged(intervals: Interval[]): Interval[] {
  const spans: [number, number][] = [];
  for (const [from, to] of intervals.toSorted((a, b) => a[0] - b[0])) {
    const last = spans.at(-1);
    if (last && from <= last[1] + CUT_MS) last[1] = Math.max(last[1], to);
    else spans.push([from, to]);
  }
  return spans;
}
