import { eq } from 'drizzle-orm';
import { courseMemberIds, courseRoom, listMyCourseIds } from '#courses/public';
import { directory_user } from '#directory/tables';
import type { Db } from '#platform/db';
import type { Rooms } from '#platform/rooms';
import { activityRoom, groupMemberIds } from '#study-groups/public';
import { CALL_CLOSED, type CallFromServer, type MeetingsFromServer } from './contract.ts';
import type { MeetingRow } from './find.ts';
import { factsOf, type Rules } from './standing.ts';

/** Everyone who takes part in the meeting, its host included. */
export async function peopleConcerned(db: Db, meeting: MeetingRow): Promise<number[]> {
  if (meeting.course_id) return courseMemberIds(db, meeting.course_id);
  return meeting.study_group_id ? groupMemberIds(db, meeting.study_group_id) : [];
}

/** Administrators hear of every meeting here. */
const ADMINS = 'meetings:admins';

/** What a notifications socket follows for meetings; study groups have theirs followed already. */
export async function listMeetingRooms(db: Db, userId: number): Promise<string[]> {
  const [user] = await db
    .select({ role: directory_user.role })
    .from(directory_user)
    .where(eq(directory_user.id, userId));
  const courses = await listMyCourseIds(db, { id: userId });
  return [...(user?.role === 'admin' ? [ADMINS] : []), ...courses.map(courseRoom)];
}

/** Tells everybody whom it concerns how the meeting now is: one publish, however many. Call it after the commit. */
export const tellMeeting = (rooms: Rooms, rules: Rules, meeting: MeetingRow) =>
  publish(rooms, meeting, { type: 'meeting', meeting: factsOf(meeting, rules) });

export const tellMeetingDeleted = (rooms: Rooms, meeting: MeetingRow) =>
  publish(rooms, meeting, { type: 'meeting-deleted', id: meeting.id });

function publish(rooms: Rooms, meeting: MeetingRow, event: MeetingsFromServer) {
  if (meeting.course_id) rooms.publish(courseRoom(meeting.course_id), event);
  if (meeting.study_group_id) rooms.publish(activityRoom(meeting.study_group_id), event);
  rooms.publish(ADMINS, event);
}

/** Every call page of the meeting, on every instance. */
export const callRoom = (meetingId: number) => `call:${meetingId}`;

/** The meeting is over: its call pages hear it and close. */
export function closeCall(rooms: Rooms, meetingId: number) {
  const event: CallFromServer = { type: 'ended' };
  rooms.publish(callRoom(meetingId), event);
  rooms.close({ room: callRoom(meetingId) }, CALL_CLOSED, 'This meeting is over.');
}
