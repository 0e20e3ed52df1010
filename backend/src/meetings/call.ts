import { and, asc, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import { personColumns } from '#directory/public';
import { directory_user } from '#directory/tables';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { forbidden, notFound } from '#platform/problem';
import { closeAttendance, closeLostAttendance, openAttendance } from './attendance.ts';
import { peopleConcerned } from './concerned.ts';
import type { CallFromClient, Engine, EngineReason, Hand, Peer } from './contract.ts';
import { chooseEngine } from './engine.ts';
import type { MeetingRow } from './find.ts';
import type { Standing } from './standing.ts';
import {
  course_api_call as call,
  course_api_callhand as hand,
  course_api_callpeer as peer,
  course_api_meetingremoval as removal,
} from './tables.ts';

/** A row that its instance has not renewed for so long belongs to one that died. */
export const STALE_SECONDS = 45;
/** Somebody who was cut off comes back with their hand up within this time. */
const HAND_KEPT_SECONDS = 60;

export const isFresh = gt(peer.seen_at, sql`now() - make_interval(secs => ${STALE_SECONDS})`);
export const roleOf = (standing: Standing): Peer['role'] =>
  standing === 'host' || standing === 'faculty' ? standing : 'member';
export const leads = (one: Pick<Peer, 'role'>) => one.role !== 'member';

/** What of a call everybody sees alike. */
export interface CallState {
  engine: Engine;
  engine_reason: EngineReason | null;
  peers: Peer[];
  hands: Hand[];
  /** Who shares a screen, the latest first. */
  sharing: string | null;
  muted_at: string | null;
  may_speak: number[];
}

/** Takes one open page into the call; answers how the call is, with the page itself in it. */
export async function enterCall(
  db: Db,
  actor: Pick<Actor, 'id'>,
  page: Pick<Peer, 'peer_id' | 'role'> & { meeting_id: number },
  jitsiIsUp: boolean,
): Promise<CallState> {
  const { meeting_id, peer_id, role } = page;
  return db.transaction(async (tx) => {
    await chooseEngine(tx, meeting_id, jitsiIsUp);
    await forgetOldHand(tx, meeting_id, actor.id);
    await tx.insert(peer).values({ peer_id, meeting_id, user_id: actor.id, role });
    await openAttendance(tx, { meeting_id, user_id: actor.id, device_key: peer_id });
    return readCall(tx, meeting_id);
  });
}

/** Says for this instance that its pages are open; answers those that others have given up meanwhile. */
export async function keepPeers(db: Db, peerIds: string[]): Promise<string[]> {
  const kept = await db
    .update(peer)
    .set({ seen_at: sql`now()` })
    .where(inArray(peer.peer_id, peerIds))
    .returning({ id: peer.peer_id });
  const ids = new Set(kept.map((one) => one.id));
  return peerIds.filter((id) => !ids.has(id));
}

/** Forgets the pages of instances that died. */
export async function sweepPeers(db: Db) {
  const lost = await db
    .delete(peer)
    .where(lt(peer.seen_at, sql`now() - make_interval(secs => ${STALE_SECONDS})`))
    .returning({ id: peer.peer_id });
  await closeLostAttendance(
    db,
    lost.map((one) => one.id),
  );
}

export async function isInCall(db: Db, meetingId: number, peerId: string): Promise<boolean> {
  const found = await db
    .select({ id: peer.peer_id })
    .from(peer)
    .where(and(eq(peer.meeting_id, meetingId), eq(peer.peer_id, peerId), isFresh));
  return found.length > 0;
}

export const listRemoved = async (db: Db, meetingId: number): Promise<number[]> =>
  (await db.select({ user_id: removal.user_id }).from(removal).where(eq(removal.meeting_id, meetingId))).map(
    (row) => row.user_id,
  );

/** Answers false when it was gone already. `heard_at` is when its page was last heard. */
export async function leaveCall(db: Db, peer_id: string, heard_at: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const gone = await tx.delete(peer).where(eq(peer.peer_id, peer_id)).returning({ id: peer.peer_id });
    await closeAttendance(tx, peer_id, heard_at);
    return gone.length > 0;
  });
}

export async function readCall(db: Db, meetingId: number): Promise<CallState> {
  const [row] = await db.select().from(call).where(eq(call.meeting_id, meetingId));
  const peers = await db
    .select({ ...personColumns, peer })
    .from(peer)
    .innerJoin(directory_user, eq(directory_user.id, peer.user_id))
    .where(and(eq(peer.meeting_id, meetingId), isFresh))
    .orderBy(asc(peer.joined_at), asc(peer.peer_id));
  const sharing = peers
    .filter((one) => one.peer.sharing_at !== null)
    .toSorted((a, b) => (b.peer.sharing_at ?? '').localeCompare(a.peer.sharing_at ?? ''))[0];
  const hands = await readHands(db, meetingId);
  return {
    engine: row?.engine ?? 'peer',
    engine_reason: row?.engine_reason ?? null,
    peers: peers.map(({ full_name, avatar_url, peer: one }) => ({
      peer_id: one.peer_id,
      user_id: one.user_id,
      full_name,
      avatar_url,
      role: one.role,
      mic: one.mic,
      camera: one.camera,
      sharing: one.sharing_at !== null,
      listener: one.listener,
    })),
    hands,
    sharing: sharing?.peer.peer_id ?? null,
    muted_at: row?.muted_at ?? null,
    may_speak: row?.may_speak ?? [],
  };
}

/** What a page says of itself; answers undefined when nothing of it is new. */
export async function changeState(
  db: Db,
  one: Peer,
  meetingId: number,
  said: Omit<Extract<CallFromClient, { type: 'state' }>, 'type'>,
): Promise<Peer | undefined> {
  const { mic, camera, sharing, listener } = said;
  const changed = { ...one, mic, camera, sharing, listener };
  if (JSON.stringify(changed) === JSON.stringify(one)) return undefined;
  await db
    .update(peer)
    .set({
      mic,
      camera,
      listener,
      ...(sharing !== one.sharing && { sharing_at: sharing ? new Date().toISOString() : null }),
    })
    .where(eq(peer.peer_id, one.peer_id));
  if (mic && !one.mic && !leads(one)) await maySpeak(db, meetingId, one.user_id);
  return changed;
}

/** The queue: who raised a hand first comes first. Only of people who are in the call. */
export async function readHands(db: Db, meetingId: number): Promise<Hand[]> {
  return db
    .select({ user_id: hand.user_id, at: hand.raised_at })
    .from(hand)
    .where(
      and(
        eq(hand.meeting_id, meetingId),
        sql`exists (select from ${peer} where ${peer.meeting_id} = ${meetingId} and ${peer.user_id} = ${hand.user_id} and ${isFresh})`,
      ),
    )
    .orderBy(asc(hand.raised_at), asc(hand.user_id));
}

export async function raiseHand(db: Db, meetingId: number, userId: number) {
  await db.insert(hand).values({ meeting_id: meetingId, user_id: userId }).onConflictDoNothing();
}

/** One person's hand, or everybody's. */
export async function lowerHands(db: Db, meetingId: number, userId?: number) {
  await db
    .delete(hand)
    .where(and(eq(hand.meeting_id, meetingId), userId === undefined ? undefined : eq(hand.user_id, userId)));
}

async function forgetOldHand(db: Db, meetingId: number, userId: number) {
  await db.delete(hand).where(
    and(
      eq(hand.meeting_id, meetingId),
      eq(hand.user_id, userId),
      sql`not exists (select from course_api_attendance where meeting_id = ${meetingId} and user_id = ${userId}
        and coalesce(left_at, seen_at) > now() - make_interval(secs => ${HAND_KEPT_SECONDS}))`,
    ),
  );
}

/** From now on members count as muted until they are let speak or unmute themselves. */
export async function muteAll(db: Db, meetingId: number) {
  await db
    .update(call)
    .set({ muted_at: sql`now()`, may_speak: [] })
    .where(eq(call.meeting_id, meetingId));
}

export async function maySpeak(db: Db, meetingId: number, userId: number) {
  await db
    .update(call)
    .set({ may_speak: sql`array_append(${call.may_speak}, ${userId}::bigint)` })
    .where(and(eq(call.meeting_id, meetingId), sql`not ${userId}::bigint = any(${call.may_speak})`));
}

/** Refuses the person every new token and socket of this meeting. Who leads it cannot be removed. */
export async function removePerson(db: Db, actor: Actor, meeting: MeetingRow, userId: number) {
  const present = await db
    .select({ role: peer.role })
    .from(peer)
    .where(and(eq(peer.meeting_id, meeting.id), eq(peer.user_id, userId)));
  if (meeting.host.id === userId || meeting.instructor_id === userId || present.some(leads))
    throw forbidden('Who leads this meeting cannot be removed from it.');
  if (present.length === 0 && !(await peopleConcerned(db, meeting)).includes(userId))
    throw notFound('This person');
  await db
    .insert(removal)
    .values({ meeting_id: meeting.id, user_id: userId, removed_by: actor.id })
    .onConflictDoNothing();
  await lowerHands(db, meeting.id, userId);
}
