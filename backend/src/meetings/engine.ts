import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '#platform/db';
import { Problem } from '#platform/problem';
import type { Engine, EngineReason, MeshLimits } from './contract.ts';
import { closeJitsiAttendance } from './attendance.ts';
import { course_api_call as call, course_api_callpeer as peer } from './tables.ts';

/** What browsers and lines of students carry when everybody sends to everybody. */
export const MESH_LIMITS: MeshLimits = { video: 6, audio: 10 };
/** Reports of lost conferences count together within this time. */
const REPORTS_SECONDS = 10;

const freshPeers = (meetingId: unknown) => sql`(select 1 from ${peer}
  where ${peer.meeting_id} = ${meetingId} and ${peer.seen_at} > now() - interval '45 seconds')`;

/** What the next one who comes gets: the engine of those who are in the call, or the best there is for an empty one. */
export async function engineOf(db: Db, meetingId: number, jitsiIsUp: boolean): Promise<Engine> {
  const [row] = await db
    .select({
      engine: call.engine,
      reason: call.engine_reason,
      is_used: sql<boolean>`exists ${freshPeers(meetingId)}`,
    })
    .from(call)
    .where(eq(call.meeting_id, meetingId));
  const best = jitsiIsUp ? 'jitsi' : 'peer';
  if (!row) return best;
  if (row.is_used) return row.engine;
  return row.reason === 'host' && row.engine === 'peer' ? 'peer' : best;
}

/** Settles the engine for everybody when the first one comes, in the transaction of their coming. */
export async function chooseEngine(db: Db, meetingId: number, jitsiIsUp: boolean) {
  const engine = await engineOf(db, meetingId, jitsiIsUp);
  await db.insert(call).values({ meeting_id: meetingId, engine }).onConflictDoNothing();
  // Under the row's lock: two who come at once settle on the same.
  await db.execute(sql`select from ${call} where ${call.meeting_id} = ${meetingId} for update`);
  await db
    .update(call)
    .set({ engine: await engineOf(db, meetingId, jitsiIsUp) })
    .where(eq(call.meeting_id, meetingId));
}

/** Moves the whole meeting; false when it was there already. Call `told` after the commit. */
export async function moveEngine(db: Db, meetingId: number, engine: Engine, reason: EngineReason) {
  const moved = await db
    .update(call)
    .set({ engine, engine_reason: reason })
    .where(and(eq(call.meeting_id, meetingId), sql`${call.engine} <> ${engine}`))
    .returning({ id: call.meeting_id });
  if (moved.length > 0 && engine === 'peer') await closeJitsiAttendance(db, [meetingId]);
  return moved.length > 0;
}

/** The host's word. Back to Jitsi only while it answers. */
export async function hostMovesEngine(db: Db, meetingId: number, engine: Engine, jitsiIsUp: boolean) {
  if (engine === 'jitsi' && !jitsiIsUp)
    throw new Problem(
      409,
      'jitsi-down',
      'The video server does not answer. The call stays from browser to browser.',
    );
  return moveEngine(db, meetingId, engine, 'host');
}

/**
 * A page lost its conference. Whoever leads the meeting is believed at once, others when a second person says the same
 * within 10 s, or when there is no second person. True when the meeting moves.
 */
export async function reportLost(
  db: Db,
  meetingId: number,
  peerId: string,
  leads: boolean,
): Promise<boolean> {
  await db
    .update(peer)
    .set({ failed_at: sql`now()` })
    .where(eq(peer.peer_id, peerId));
  if (!leads) {
    const { rows } = await db.execute<{ lost: number; people: number }>(sql`
      select count(distinct user_id) filter (where failed_at > now() - make_interval(secs => ${REPORTS_SECONDS}))::int as lost,
        count(distinct user_id)::int as people
      from ${peer} where meeting_id = ${meetingId} and seen_at > now() - interval '45 seconds'`);
    const { lost = 0, people = 0 } = rows[0] ?? {};
    if (lost < Math.min(2, people)) return false;
  }
  return moveEngine(db, meetingId, 'peer', 'reported');
}

/** Jitsi went down: every call that is in it. Answers those that this instance moved. */
export async function leaveJitsi(db: Db): Promise<number[]> {
  const { rows } = await db.execute<{ meeting_id: number }>(sql`
    update ${call} set engine = 'peer', engine_reason = 'jitsi-down'
    where engine = 'jitsi' and exists ${freshPeers(sql`${call}.meeting_id`)}
    returning meeting_id`);
  const ids = rows.map((row) => Number(row.meeting_id));
  if (ids.length > 0) await closeJitsiAttendance(db, ids);
  return ids;
}

export const readEngines = (db: Db, ids: number[]) =>
  db
    .select({ meeting_id: call.meeting_id, engine: call.engine, reason: call.engine_reason })
    .from(call)
    .where(inArray(call.meeting_id, ids));
