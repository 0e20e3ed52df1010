import type { Role } from '#platform/contract';
import type { App } from '#platform/server';
import { and, eq, gt } from 'drizzle-orm';
import { materialise } from '#timetable/public';
import { course_api_timetableentry, course_api_timetableoccurrence } from '#timetable/tables';
import { as } from './app.ts';
import {
  makeClass,
  makeCourse,
  makeGroup,
  makeLecturer,
  makeMeeting,
  makeRoom,
  makeSemester,
  makeStudent,
  makeUser,
  unique,
} from './make.ts';

/** A small world around one person: what is theirs, what is somebody else's, and what nobody has. */
export async function makeWorld(app: App, role: Role) {
  const me = await makeUser(app, { role });
  const own = await makeSide(app, me, me);
  const foreign = await makeSide(app, await makeStudent(app), await makeLecturer(app));
  return { me, own, foreign, missing };
}
export type World = Awaited<ReturnType<typeof makeWorld>>;

/** The ids that addresses are made of. Without an owner (rooms, semesters …) own and foreign are alike. */
export type Side = typeof missing;
const NOBODY = 999_999_999;
const missing = {
  course: NOBODY,
  class: NOBODY,
  group: NOBODY,
  meeting: NOBODY,
  entry: NOBODY,
  /** Of the next class of `entry`. */
  starts_at: '2001-01-01T08:00:00.000Z',
  room: NOBODY,
  semester: NOBODY,
  year: NOBODY,
  department: NOBODY,
  /** A member of the course, the class and the group: the person of the world, or a stranger. */
  person: NOBODY,
  session: 'AAAAAAAAAAAAAAAAAAAAAA',
  code: 'no-such-code',
};

async function makeSide(
  app: App,
  person: { id: number; role: string; token: string },
  teacher: { id: number; role: string },
) {
  const semester = await makeSemester(app);
  const department = await makeClass(app);
  const room = await makeRoom(app);
  const schoolClass = await makeClass(app, [person]);
  const instructor = teacher.role === 'faculty' ? teacher : await makeLecturer(app);
  const students = person.role === 'student' ? [person] : [];
  const course = await makeCourse(app, { semester_id: semester.id, instructor_id: instructor.id, students });
  const code = unique('code');
  const group = await makeGroup(app, {
    owner: person,
    members: [await makeStudent(app)],
    visibility: 'invite',
    invite_code: code,
  });
  const meeting = await makeMeeting(app, { course_id: course.id, host_id: instructor.id, from: 2 });
  const [entry] = await app.db
    .insert(course_api_timetableentry)
    .values({
      course_id: course.id,
      room_id: room.id,
      day_of_week: 1,
      starts_at: '08:00',
      ends_at: '09:00',
      starts_on: semester.starts_on,
      ends_on: semester.ends_on,
    })
    .returning();
  if (!entry) throw new Error('no entry');
  await materialise(app.db, app.settings.time_zone, [entry.id]);
  const [dated] = await app.db
    .select()
    .from(course_api_timetableoccurrence)
    .where(
      and(
        eq(course_api_timetableoccurrence.entry_id, entry.id),
        gt(course_api_timetableoccurrence.starts_at, new Date().toISOString()),
      ),
    )
    .orderBy(course_api_timetableoccurrence.starts_at)
    .limit(1);
  await app.sessions.start(person.id, { user_agent: 'phone', ip: '127.0.0.1' });
  const { body } = await as(app, person).get('/api/users/me/sessions');
  const session: string = body.items.find((one: { current: boolean }) => !one.current).id;
  return {
    course: course.id,
    class: schoolClass.id,
    group: group.id,
    meeting: meeting.id,
    entry: entry.id,
    starts_at: dated?.starts_at ?? '',
    room: room.id,
    semester: semester.id,
    year: semester.academic_year_id,
    department: department.department_id ?? 0,
    person: person.id,
    session,
    code,
  } satisfies Side;
}

/** The address of a route on one side of the world, e.g. `/api/courses/:id/` of my own course. */
export function addressOf(route: string, side: Side): string {
  const path = route.replaceAll(/:(\w+)|\*$/g, (_match, name: string | undefined) =>
    String(partOf(route, name, side)),
  );
  return `${path}${queries[route]?.(side) ?? ''}`;
}

/** What a GET cannot do without. */
const queries: Record<string, (side: Side) => string> = {
  '/api/people/': () => '?q=achieng',
  '/api/classes/memberships': (side) => `?user_ids=${side.person}`,
  '/api/timetable/': () => '?from=2026-03-16&to=2026-03-22',
  '/api/timetable/suggestions': (side) =>
    `?course_id=${side.course}&day_of_week=2&starts_at=10:00&ends_at=11:00`,
};

const things: [prefix: string, thing: keyof Side][] = [
  ['/api/courses/', 'course'],
  ['/api/classes/', 'class'],
  ['/api/study-groups/', 'group'],
  ['/ws/study-groups/', 'group'],
  ['/api/meetings/', 'meeting'],
  ['/ws/meetings/', 'meeting'],
  ['/internal/jitsi/conference/', 'meeting'],
  ['/api/timetable/', 'entry'],
  ['/api/rooms/', 'room'],
  ['/api/semesters/', 'semester'],
  ['/api/academic-years/', 'year'],
  ['/api/departments/', 'department'],
  ['/api/users/me/sessions/', 'session'],
  ['/api/users/', 'person'],
];

function partOf(route: string, name: string | undefined, side: Side) {
  if (name === undefined) return 'nothing';
  if (name === 'user_id') return side.person;
  if (name === 'code') return side.code;
  if (name !== 'id') return 'nothing';
  const thing = things.find(([prefix]) => route.startsWith(prefix))?.[1];
  if (!thing) throw new Error(`test/world.ts does not know what :id of ${route} is`);
  return side[thing];
}
