import type { FastifyBaseLogger } from 'fastify';
import type { Db } from '#platform/db';
import { attendanceOf } from './attendance-report.ts';
import type { CallFromServer } from './contract.ts';
import { readMeetings } from './find.ts';

/** Comings and goings within this time are told as one. */
const COALESCE_MS = 2_000;

/** Tells who leads a call how attendance is, soon after it changed. */
export function openAttendanceLive(
  db: Db,
  log: FastifyBaseLogger,
  tellLeading: (meetingId: number, event: CallFromServer) => void,
) {
  const timers = new Map<number, NodeJS.Timeout>();

  async function tell(meetingId: number) {
    timers.delete(meetingId);
    const [row] = await readMeetings(db, [meetingId]);
    if (row) tellLeading(meetingId, { type: 'attendance', ...(await attendanceOf(db, row)) });
  }

  return {
    changed(meetingId: number) {
      if (timers.has(meetingId)) return;
      const run = () =>
        void tell(meetingId).catch((error: unknown) => log.warn({ err: error }, 'attendance was not told'));
      timers.set(meetingId, setTimeout(run, COALESCE_MS).unref());
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
