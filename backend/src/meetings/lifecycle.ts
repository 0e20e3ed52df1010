import { and, eq, lte, or, sql } from 'drizzle-orm';
import { notify, tellNotified, type News } from '#notifications/public';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { Problem } from '#platform/problem';
import type { Rooms } from '#platform/rooms';
import { closeCall, peopleConcerned, tellMeeting } from './concerned.ts';
import type { Meeting, MeetingState } from './contract.ts';
import { readMeetings, type MeetingRow } from './find.ts';
import { assertMayGoOn, getManaged, seeMeeting } from './meetings.ts';
import { inWords, OVERTIME_MS, whyClosed, type Rules } from './standing.ts';
import { course_api_meeting as meeting } from './tables.ts';

interface Parts {
  rooms: Rooms;
  rules: Rules;
}
type Verb = 'start' | 'end' | 'cancel';

const steps: Record<Verb, { from: MeetingState; to: MeetingState }> = {
  start: { from: 'scheduled', to: 'live' },
  end: { from: 'live', to: 'ended' },
  cancel: { from: 'scheduled', to: 'cancelled' },
};

/** Opens the meeting for everybody, from `host_early_minutes` before its time. */
export async function startMeeting(db: Db, actor: Actor, parts: Parts, id: number): Promise<Meeting> {
  const { row, standing } = await getManaged(db, actor, id);
  const closed = row.state === 'scheduled' && whyClosed(row, standing, parts.rules);
  if (row.state === 'scheduled') await assertMayGoOn(db, actor, row);
  if (closed) throw closed.type === 'meeting-not-open' ? tooEarly(row, closed, parts.rules) : closed;
  return step(db, actor, parts, row, 'start');
}

export async function endMeeting(db: Db, actor: Actor, parts: Parts, id: number): Promise<Meeting> {
  const { row } = await getManaged(db, actor, id);
  return step(db, actor, parts, row, 'end');
}

export async function cancelMeeting(db: Db, actor: Actor, parts: Parts, id: number): Promise<Meeting> {
  const { row } = await getManaged(db, actor, id);
  return step(db, actor, parts, row, 'cancel');
}

/** Ends the meeting whose call takes place, also when nobody ever pressed start. */
export async function endCalledMeeting(db: Db, actor: Actor, parts: Parts, id: number): Promise<Meeting> {
  await db
    .update(meeting)
    .set({ state: 'live', started_at: sql`least(now(), ${meeting.starts_at})` })
    .where(and(eq(meeting.id, id), eq(meeting.state, 'scheduled')));
  return endMeeting(db, actor, parts, id);
}

/** Pressing twice is pressing once; what the state does not allow is refused in words. */
async function step(db: Db, actor: Actor, parts: Parts, row: MeetingRow, verb: Verb): Promise<Meeting> {
  const { from, to } = steps[verb];
  const at = new Date().toISOString();
  const told = await db.transaction(async (tx) => {
    const changed = await tx
      .update(meeting)
      .set({
        state: to,
        ...(verb === 'start' && { started_at: at }),
        ...(verb === 'end' && { ended_at: at }),
      })
      .where(and(eq(meeting.id, row.id), eq(meeting.state, from)))
      .returning({ id: meeting.id });
    if (changed.length === 0) return undefined;
    const news = newsOf(row, verb, parts.rules);
    const people = news ? await peopleConcerned(tx, row) : [];
    return news
      ? notify(
          tx,
          people.filter((one) => one !== actor.id),
          news,
        )
      : [];
  });
  const [now] = await readMeetings(db, [row.id]);
  if (told && now) tellMeeting(parts.rooms, parts.rules, now);
  if (told && verb !== 'start') closeCall(parts.rooms, row.id);
  if (told) tellNotified(parts.rooms, told);
  else if (now?.state !== to) throw refusal(verb, now?.state ?? row.state);
  return seeMeeting(db, actor, parts.rules, row.id);
}

function newsOf(row: MeetingRow, verb: Verb, rules: Rules): News | undefined {
  const link = `/meetings/${row.id}`;
  const thing = row.kind === 'lecture' ? 'Lecture' : 'Call';
  const about = `${row.title}, ${row.course?.code ?? row.study_group?.name ?? ''}`;
  if (verb === 'start')
    return { kind: 'meeting-started', title: `${thing} started`, body: `${about}.`, link };
  if (verb === 'cancel')
    return {
      kind: 'meeting-cancelled',
      title: `${thing} cancelled`,
      body: `${about}. It was planned for ${inWords(row.starts_at, rules)}.`,
      link,
    };
  return undefined;
}

const tooEarly = (row: MeetingRow, closed: Problem, rules: Rules) =>
  new Problem(
    409,
    'meeting-not-open',
    `“${row.title}” can be started from ${inWords(String(closed.extra['joinable_at']), rules)} on. Change its time to start earlier.`,
    closed.extra,
  );

function refusal(verb: Verb, state: MeetingState): Problem {
  const is: Record<MeetingState, string> = {
    scheduled: 'This meeting has not started. Cancel it instead.',
    live: 'This meeting is running. End it instead.',
    ended: 'This meeting is over.',
    cancelled: 'This meeting was cancelled.',
  };
  return new Problem(409, `meeting-${state}`, is[state], { verb });
}

/**
 * Ends what was left open: live meetings half an hour past their end, and scheduled ones that nobody ever started.
 * Safe to run on every instance at once: each meeting is ended by one of them.
 */
export async function endOverdueMeetings(db: Db, parts: Parts, now = Date.now()): Promise<number[]> {
  const at = new Date(now).toISOString();
  const ended = await db
    .update(meeting)
    .set({ state: 'ended', ended_at: at })
    .where(
      or(
        and(eq(meeting.state, 'live'), lte(meeting.ends_at, new Date(now - OVERTIME_MS).toISOString())),
        and(eq(meeting.state, 'scheduled'), lte(meeting.ends_at, at)),
      ),
    )
    .returning({ id: meeting.id });
  const ids = ended.map((row) => row.id);
  for (const row of await readMeetings(db, ids)) tellMeeting(parts.rooms, parts.rules, row);
  for (const id of ids) closeCall(parts.rooms, id);
  return ids;
}
