import { and, eq, inArray, isNull, lte, notInArray } from 'drizzle-orm';
import { Type, type Static } from 'typebox';
import { directory_user } from '#directory/tables';
import type { Db } from '#platform/db';
import { notFound, Problem } from '#platform/problem';
import { closeJitsiAttendance } from './attendance.ts';
import { peopleConcerned } from './concerned.ts';
import { readMeetings, type MeetingRow } from './find.ts';
import { OVERTIME_MS, whyClosed, type Rules } from './standing.ts';
import { course_api_attendance as attendance, course_api_meeting as meeting } from './tables.ts';

/** Two devices for everybody, and the recorder. */
const DEVICES = 2;
const EXTRA = 5;

const Epoch = Type.Number({ minimum: 0, maximum: 4_102_444_800 });
const Occupant = Type.Object({
  /** The user's id from the token; the recorder has none. */
  id: Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Integer()])),
  occupant_jid: Type.String({ minLength: 1, maxLength: 3_071 }),
  joined_at: Epoch,
  left_at: Type.Optional(Epoch),
});
const room = {
  room_name: Type.String({ minLength: 1, maxLength: 1_023 }),
  is_breakout: Type.Optional(Type.Boolean()),
};
/** What mod_event_sync says (`jitsi.md` §4). */
export const RoomEvent = Type.Object({
  ...room,
  destroyed_at: Type.Optional(Epoch),
  // Lua writes an empty list as an empty object.
  all_occupants: Type.Optional(Type.Union([Type.Array(Occupant, { maxItems: 10_000 }), Type.Object({})])),
});
export type RoomEvent = Static<typeof RoomEvent>;
export const OccupantEvent = Type.Object({ ...room, occupant: Occupant });
export type OccupantEvent = Static<typeof OccupantEvent>;
type Occupant = Static<typeof Occupant>;

/** Somebody came into the room, or left it. May come twice, and in any order. */
export async function hearOccupant(db: Db, event: OccupantEvent, what: 'joined' | 'left') {
  const row = await getMeetingOfRoom(db, event.room_name);
  const occupant = what === 'left' ? event.occupant : { ...event.occupant, left_at: undefined };
  await record(db, row.id, [occupant]);
  return row.id;
}

/** The room is gone: its list of everybody who was in it settles what events were lost. */
export async function hearRoomDestroyed(db: Db, event: RoomEvent, now = Date.now()) {
  const row = await getMeetingOfRoom(db, event.room_name);
  const destroyed_at = event.destroyed_at ?? Math.floor(now / 1000);
  const occupants = Array.isArray(event.all_occupants) ? event.all_occupants : [];
  const settled = occupants.map((one) => ({ ...one, left_at: one.left_at ?? destroyed_at }));
  await db.transaction(async (tx) => {
    await record(tx, row.id, settled);
    if (!event.is_breakout) await closeOthers(tx, row.id, instantOf(destroyed_at), settled);
  });
  return row.id;
}

/** Open intervals that the list does not have: their leaving was lost with the rest. */
async function closeOthers(db: Db, meetingId: number, at: string, listed: Occupant[]) {
  const keys = listed.map((one) => one.occupant_jid);
  await db
    .update(attendance)
    .set({ left_at: at, seen_at: at })
    .where(
      and(
        eq(attendance.meeting_id, meetingId),
        eq(attendance.source, 'jitsi'),
        isNull(attendance.left_at),
        lte(attendance.joined_at, at),
        keys.length > 0 ? notInArray(attendance.device_key, keys) : undefined,
      ),
    );
}

/** Once for each occupant and time of joining; a known leaving is never undone by an event that comes late. */
async function record(db: Db, meeting_id: number, occupants: Occupant[]) {
  const ids = [...new Set(occupants.map(userIdOf).filter((id) => id !== undefined))];
  if (ids.length === 0) return;
  const people = await db
    .select({ id: directory_user.id })
    .from(directory_user)
    .where(inArray(directory_user.id, ids));
  const known = new Set(people.map((one) => one.id));
  for (const one of occupants) {
    const user_id = userIdOf(one);
    if (user_id === undefined || !known.has(user_id)) continue;
    const joined_at = instantOf(one.joined_at);
    const left_at = one.left_at === undefined ? null : instantOf(Math.max(one.left_at, one.joined_at));
    const seen_at = left_at ?? joined_at;
    const insert = db.insert(attendance).values({
      meeting_id,
      user_id,
      source: 'jitsi',
      device_key: one.occupant_jid,
      joined_at,
      seen_at,
      left_at,
    });
    if (left_at === null) await insert.onConflictDoNothing();
    else
      await insert.onConflictDoUpdate({
        target: [attendance.device_key, attendance.joined_at, attendance.meeting_id, attendance.source],
        set: { left_at, seen_at },
      });
  }
}

function userIdOf(occupant: Occupant): number | undefined {
  const id = Number(occupant.id);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}
const instantOf = (seconds: number) => new Date(seconds * 1000).toISOString();

/** Prosody asks with form fields (`jitsi.md` §4); only the room's name matters. */
export const ReservationRequest = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 1_023 }),
  mail_owner: Type.Optional(Type.String({ maxLength: 3_071 })),
  start_time: Type.Optional(Type.String({ maxLength: 100 })),
});
export const Reservation = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  mail_owner: Type.String(),
  start_time: Type.String(),
  /** Seconds. */
  duration: Type.Integer(),
  max_occupants: Type.Integer(),
});
export type Reservation = Static<typeof Reservation>;

type ReservationRules = Rules & { jitsi: { max_occupants: number } };

/** Lets a room of an open meeting come into being. Asking again gives the same answer. */
export async function reserve(
  db: Db,
  rules: ReservationRules,
  request: Static<typeof ReservationRequest>,
): Promise<Reservation> {
  const row = await findMeetingOfRoom(db, request.name);
  if (!row) throw refusal(404, 'not-found', 'There is no meeting in this room.');
  return reservationOf(db, rules, row, request.mail_owner);
}

export async function getReservation(db: Db, rules: ReservationRules, id: number): Promise<Reservation> {
  const [row] = await readMeetings(db, [id]);
  if (!row) throw refusal(404, 'not-found', 'There is no such meeting.');
  return reservationOf(db, rules, row);
}

/** Its room is empty and gone. People may come back: then it is asked for anew. */
export async function dropReservation(db: Db, id: number) {
  const [row] = await readMeetings(db, [id]);
  if (!row) throw refusal(404, 'not-found', 'There is no such meeting.');
  await closeJitsiAttendance(db, [id]);
}

async function reservationOf(db: Db, rules: ReservationRules, row: MeetingRow, owner?: string) {
  const closed = whyClosed(row, 'host', rules);
  // 409 would say that the room exists already.
  if (closed) throw refusal(403, closed.type, closed.message);
  const people = (await peopleConcerned(db, row)).length;
  return {
    id: row.id,
    name: row.room,
    mail_owner: owner ?? `${row.host.id}@meet.jitsi`,
    start_time: row.starts_at,
    duration: Math.ceil((Date.parse(row.ends_at) - Date.parse(row.starts_at) + OVERTIME_MS) / 1000),
    max_occupants: Math.min(rules.jitsi.max_occupants, people * DEVICES + EXTRA),
  };
}

/** Prosody shows `message` to people. */
const refusal = (status: number, type: string, message: string) =>
  new Problem(status, type, message, { message });

async function findMeetingOfRoom(db: Db, name: string): Promise<MeetingRow | undefined> {
  const [found] = await db
    .select({ id: meeting.id })
    .from(meeting)
    .where(eq(meeting.room, name.toLowerCase()));
  return found && (await readMeetings(db, [found.id]))[0];
}

async function getMeetingOfRoom(db: Db, name: string): Promise<MeetingRow> {
  const row = await findMeetingOfRoom(db, name);
  if (!row) throw notFound('This room');
  return row;
}
