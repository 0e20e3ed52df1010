import { sql } from 'drizzle-orm';
import type { Db } from '#platform/db';
import { explainConstraint, Problem, type DatabaseError } from '#platform/problem';
import type { Conflict } from './contract.ts';
import { listEntriesById } from './entries.ts';
import { timesOf, type Slot } from './materialise.ts';
import { wordsForConflict } from './words.ts';

export const NO_DOUBLE_BOOKING = 'course_api_timetableclaim_no_double_booking';

/** How many dates of a clash are named. */
const DATES = 5;

interface Hit extends Record<string, unknown> {
  kind: Conflict['with'] | 'course';
  entry_id: number;
  dates: string[];
}

/** What the slot would occupy: rows `kind`, `resource_id`. The course itself stands for its students. */
export const claimsOf = (slot: Pick<Slot, 'course_id' | 'room_id'>) => sql`(
  select 'course' as kind, ${slot.course_id}::bigint as resource_id
  union all select 'room', ${slot.room_id}::bigint where ${slot.room_id}::bigint is not null
  union all select 'instructor', instructor_id from course_api_course where id = ${slot.course_id} and instructor_id is not null
  union all select 'class', class_id from course_api_courseclass where course_id = ${slot.course_id})`;

/** Everything that stands in the slot's way, apart from the entry `except` that is to move there. */
export async function findConflicts(db: Db, zone: string, slot: Slot, except = 0): Promise<Conflict[]> {
  const { rows } = await db.execute<Hit>(sql`
    select claim.kind, o.entry_id, ${datesOf(sql`o.starts_at`)} as dates
    from ${timesOf(zone, slot)} as t cross join ${claimsOf(slot)} as wanted
    join course_api_timetableclaim claim on claim.kind = wanted.kind and claim.resource_id = wanted.resource_id
      and claim.during && tstzrange(t.starts, t.ends)
    join course_api_timetableoccurrence o on o.id = claim.occurrence_id
    where o.entry_id <> ${except}
    group by claim.kind, o.entry_id`);
  return asConflicts(db, rows);
}

const datesOf = (column: ReturnType<typeof sql>) =>
  sql`(array_agg(distinct to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"')))[1:${sql.raw(String(DATES))}]`;

/** One conflict for each kind and entry; a course that meets itself is a clash of its students only if nothing else says so. */
async function asConflicts(db: Db, hits: Hit[]): Promise<Conflict[]> {
  const order = { room: 0, instructor: 1, class: 2, course: 3 };
  const sorted = hits.toSorted((a, b) => order[a.kind] - order[b.kind]);
  const entries = new Map(
    (await listEntriesById(db, [...new Set(hits.map((hit) => hit.entry_id))])).map((one) => [one.id, one]),
  );
  return sorted.flatMap(({ kind, entry_id, dates }): Conflict[] => {
    const entry = entries.get(entry_id);
    const redundant =
      kind === 'course' && hits.some((hit) => hit.entry_id === entry_id && hit.kind !== 'course');
    if (!entry || redundant) return [];
    return [{ with: kind === 'course' ? 'class' : kind, entry, occurrences: dates }];
  });
}

/** The refusal: every conflict as data, and in words. */
export const conflictProblem = (conflicts: Conflict[]) =>
  new Problem(
    409,
    'timetable-conflict',
    conflicts.length > 0
      ? [...new Set(conflicts.map(wordsForConflict))].slice(0, 3).join(' ')
      : 'Another class takes place at this time with the same room, lecturer or class. Nothing was changed.',
    { conflicts },
  );

/**
 * The refusal of a change that did not come as a slot: a course that gets another instructor or another class. PostgreSQL
 * names the claim that stands; the entries around it are asked here.
 */
async function explainClaim(error: DatabaseError, db?: Db): Promise<Problem> {
  const existing = /existing key \(kind, resource_id, during\)=\((\w+), (\d+), (\[.+\))\)\.?$/.exec(
    error.detail ?? '',
  );
  const [, kind, resource, during] = existing ?? [];
  if (!db || !kind || !during) return conflictProblem([]);
  const { rows } = await db.execute<Hit>(sql`
    select claim.kind, o.entry_id, ${datesOf(sql`o.starts_at`)} as dates
    from course_api_timetableclaim claim join course_api_timetableoccurrence o on o.id = claim.occurrence_id
    where claim.kind = ${kind} and claim.resource_id = ${resource} and claim.during && ${during}::tstzrange
    group by claim.kind, o.entry_id`);
  return conflictProblem(await asConflicts(db, rows));
}

explainConstraint(NO_DOUBLE_BOOKING, explainClaim);
explainConstraint(
  'course_api_timetableentry_in_semester',
  ({ detail }) =>
    new Problem(
      409,
      'timetable-outside-semester',
      `${detail ?? 'The timetable must lie inside the semester.'} Nothing was changed.`,
    ),
);
