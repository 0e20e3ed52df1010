import { asc, eq, sql } from 'drizzle-orm';
import { course_api_course, course_api_enrolment } from '#courses/tables';
import type { Db } from '#platform/db';
import { school_room } from '#school/tables';
import { claimsOf } from './conflicts.ts';
import type { Suggestion, SuggestionsQuery } from './contract.ts';
import type { Slot } from './materialise.ts';
import { completed } from './scheduling.ts';
import { course_api_timetableentry } from './tables.ts';
import { dayName } from './words.ts';

const WANTED = 3;
const SATURDAY = 6;
type Room = typeof school_room.$inferSelect;
type Time = Pick<Slot, 'day_of_week' | 'starts_at' | 'ends_at'>;
interface Candidate extends Time {
  room: Room | undefined;
}

/** Up to three free ways out, the nearest first: another room at the same time, then another time. */
export async function suggestSlots(db: Db, zone: string, query: SuggestionsQuery): Promise<Suggestion[]> {
  const slot = await completed(db, query);
  const seats = await db.$count(course_api_enrolment, eq(course_api_enrolment.course_id, slot.course_id));
  const rooms = await db.select().from(school_room).orderBy(asc(school_room.capacity), asc(school_room.id));
  const wanted = rooms.find((room) => room.id === slot.room_id);
  const fitting = rooms.filter((room) => room.id !== wanted?.id && room.capacity >= seats);
  const times = nearestFirst(await usualTimes(db, slot), slot);
  const otherRooms = wanted ? fitting.map((room) => ({ ...timeOf(slot), room })) : [];
  const otherTimes = times.map((time) => ({ ...time, room: wanted }));
  const both = wanted ? times.flatMap((time) => fitting.slice(0, 5).map((room) => ({ ...time, room }))) : [];
  const inRoom = await firstFree(db, zone, slot, query.entry_id, otherRooms, 1);
  const later = await firstFree(
    db,
    zone,
    slot,
    query.entry_id,
    saturdayLast([...otherTimes, ...both]),
    WANTED - inRoom.length,
  );
  return [...inRoom, ...later].map((candidate) => asSuggestion(candidate, slot, seats));
}

const saturdayLast = (candidates: Candidate[]) =>
  candidates.toSorted((a, b) => Number(a.day_of_week === SATURDAY) - Number(b.day_of_week === SATURDAY));

const timeOf = ({ day_of_week, starts_at, ends_at }: Slot): Time => ({ day_of_week, starts_at, ends_at });

/** Starting times that the semester already uses, from Monday to Saturday, with the length that is wanted. */
async function usualTimes(db: Db, slot: Slot): Promise<Time[]> {
  const rows = await db
    .selectDistinct({ starts_at: course_api_timetableentry.starts_at })
    .from(course_api_timetableentry)
    .innerJoin(course_api_course, eq(course_api_course.id, course_api_timetableentry.course_id))
    .where(
      sql`${course_api_course.semester_id} = (select semester_id from course_api_course where id = ${slot.course_id})`,
    );
  const length = minutes(slot.ends_at) - minutes(slot.starts_at);
  const starts = new Set([
    ...rows.map((row) => row.starts_at),
    slot.starts_at,
    '08:00',
    '10:00',
    '14:00',
    '16:00',
  ]);
  const days = [1, 2, 3, 4, 5, SATURDAY];
  return [...starts]
    .filter((start) => minutes(start) + length <= 20 * 60)
    .flatMap((start) =>
      days.map((day_of_week) => ({
        day_of_week,
        starts_at: start,
        ends_at: clockOf(minutes(start) + length),
      })),
    );
}

/** A day away weighs like four hours, so that the neighbouring day at the same hour comes before the far end of this one. */
function nearestFirst(times: Time[], slot: Slot): Time[] {
  const distance = (time: Time) =>
    Math.abs(time.day_of_week - slot.day_of_week) * 240 +
    Math.abs(minutes(time.starts_at) - minutes(slot.starts_at));
  return times.filter((time) => distance(time) > 0).toSorted((a, b) => distance(a) - distance(b));
}

/** The first `count` candidates whose every date is free for the course's people and in the candidate's room. */
async function firstFree(
  db: Db,
  zone: string,
  slot: Slot,
  except: number | undefined,
  candidates: Candidate[],
  count: number,
): Promise<Candidate[]> {
  const asked = candidates.map(({ room, ...time }, ordinal) => ({
    ...time,
    ordinal,
    room_id: room?.id ?? null,
  }));
  const { rows } = await db.execute<{ ordinal: number }>(sql`
    with semester as (select s.starts_on from directory_semester s join course_api_course c on c.semester_id = s.id where c.id = ${slot.course_id}),
      people as (select * from ${claimsOf({ course_id: slot.course_id, room_id: null })} as people)
    select candidate.ordinal from json_to_recordset(${JSON.stringify(asked)}::json)
      as candidate(ordinal integer, day_of_week integer, starts_at time, ends_at time, room_id bigint)
    where not exists (
      select 1 from course_api_timetable_times(candidate.day_of_week, candidate.starts_at, candidate.ends_at, ${slot.weeks}::text,
          ${slot.starts_on}::date, ${slot.ends_on}::date, (select starts_on from semester), ${zone}::text) as t
      cross join (select kind, resource_id from people union all select 'room', candidate.room_id) as wanted
      join course_api_timetableclaim claim on claim.kind = wanted.kind and claim.resource_id = wanted.resource_id
        and claim.during && tstzrange(t.starts, t.ends)
      join course_api_timetableoccurrence o on o.id = claim.occurrence_id
      where o.entry_id <> ${except ?? 0})
    order by candidate.ordinal limit ${count}`);
  return rows.flatMap((row) => candidates[row.ordinal] ?? []);
}

function asSuggestion(candidate: Candidate, slot: Slot, seats: number): Suggestion {
  const { room, ...time } = candidate;
  const sameTime = time.day_of_week === slot.day_of_week && time.starts_at === slot.starts_at;
  return {
    ...time,
    room: room ? { id: room.id, name: room.name, capacity: room.capacity } : null,
    title: sameTime && room ? room.name : `${dayName(time.day_of_week)} ${time.starts_at}`,
    detail: detailOf(room, { sameTime, sameRoom: room?.id === slot.room_id, seats }),
  };
}

function detailOf(
  room: Room | undefined,
  is: { sameTime: boolean; sameRoom: boolean; seats: number },
): string {
  if (!room) return 'no room';
  if (is.sameRoom) return room.name;
  return `${is.sameTime ? 'same time' : room.name}, ${room.capacity} seats for ${is.seats}`;
}

const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const clockOf = (total: number) =>
  `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
