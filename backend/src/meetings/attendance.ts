import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from '#platform/db';
import { course_api_attendance as attendance } from './tables.ts';

/** An interval begins with a call page. */
export async function openAttendance(
  db: Db,
  one: { meeting_id: number; user_id: number; device_key: string },
) {
  const now = new Date().toISOString();
  await db.insert(attendance).values({ ...one, source: 'call', joined_at: now, seen_at: now });
}

/** Its page is gone: the interval ends when it was last heard. */
export async function closeAttendance(db: Db, device_key: string, at: string) {
  await db
    .update(attendance)
    .set({ left_at: at, seen_at: at })
    .where(and(eq(attendance.device_key, device_key), isNull(attendance.left_at)));
}

/** The heartbeats of many pages at once. */
export async function keepAttendance(db: Db, heard: { device_key: string; at: string }[]) {
  if (heard.length === 0) return;
  const keys = JSON.stringify(heard);
  await db.execute(sql`update ${attendance} set seen_at = one.at
    from jsonb_to_recordset(${keys}::jsonb) as one(device_key text, at timestamptz)
    where course_api_attendance.device_key = one.device_key and course_api_attendance.left_at is null`);
}

/** Ends, at its last heartbeat, what pages of an instance that died left open. */
export async function closeLostAttendance(db: Db, device_keys: string[]) {
  if (device_keys.length === 0) return;
  await db
    .update(attendance)
    .set({ left_at: sql`${attendance.seen_at}` })
    .where(and(inArray(attendance.device_key, device_keys), isNull(attendance.left_at)));
}

/** The meetings left Jitsi: who was in its rooms is there no more. Prosody's own word, when it comes, is more exact. */
export async function closeJitsiAttendance(db: Db, meetingIds: number[]) {
  await db
    .update(attendance)
    .set({ left_at: sql`now()` })
    .where(
      and(
        inArray(attendance.meeting_id, meetingIds),
        eq(attendance.source, 'jitsi'),
        isNull(attendance.left_at),
      ),
    );
}
