import { and, eq, sql } from 'drizzle-orm';
import { directory_semester } from '#directory/tables';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { forbidden, notFound, Problem } from '#platform/problem';
import type { TimetableSlot } from './contract.ts';
import { course_api_course, course_api_enrolment } from './tables.ts';

type ReadTimetable = (db: Db, course_ids: number[]) => Promise<Map<number, TimetableSlot[]>>;
let readTimetable: ReadTimetable = async () => new Map();

/** Named once by the timetable, which stands to our right: where a course's weekly slots come from. */
export const provideTimetable = (read: ReadTimetable) => {
  readTimetable = read;
};
export const timetablesOf: ReadTimetable = (db, course_ids) =>
  course_ids.length > 0 ? readTimetable(db, course_ids) : Promise.resolve(new Map());

/** The course as rules ask for it: who runs it, whether it can still be changed, how the actor takes part. */
export interface CourseStanding {
  id: number;
  title: string;
  instructor_id: number | null;
  semester_id: number;
  closed_at: string | null;
  /** The actor's enrolment: null when there is none. */
  by_class: boolean | null;
}

async function findStanding(db: Db, actor: Actor, course_id: number): Promise<CourseStanding | undefined> {
  const [course] = await db
    .select({
      id: course_api_course.id,
      title: course_api_course.title,
      instructor_id: course_api_course.instructor_id,
      semester_id: course_api_course.semester_id,
      closed_at: directory_semester.closed_at,
      by_class: course_api_enrolment.by_class,
    })
    .from(course_api_course)
    .innerJoin(directory_semester, eq(directory_semester.id, course_api_course.semester_id))
    .leftJoin(
      course_api_enrolment,
      and(
        eq(course_api_enrolment.course_id, course_api_course.id),
        eq(course_api_enrolment.user_id, actor.id),
      ),
    )
    .where(eq(course_api_course.id, course_id));
  return course;
}

const runs = (actor: Actor, course: CourseStanding) =>
  actor.role === 'admin' || (actor.role === 'faculty' && course.instructor_id === actor.id);

/** Students see what they are enrolled in, lecturers and administrators every course; 404 for anyone else. */
export async function assertSeesCourse(db: Db, actor: Actor, course_id: number): Promise<CourseStanding> {
  const course = await findStanding(db, actor, course_id);
  if (!course || (actor.role === 'student' && course.by_class === null)) throw notFound('This course');
  return course;
}

/** The course's lecturer or an administrator; 404 for those who may not know the course, 403 for the others. */
export async function assertTeaches(db: Db, actor: Actor, course_id: number): Promise<CourseStanding> {
  const course = await assertSeesCourse(db, actor, course_id);
  if (!runs(actor, course))
    throw forbidden('Only the lecturer of this course or an administrator can do that.');
  return course;
}

/** Whether the actor runs the course: its lecturer or an administrator. */
export async function isCourseFaculty(db: Db, actor: Actor, course_id: number): Promise<boolean> {
  const course = await findStanding(db, actor, course_id);
  return course !== undefined && runs(actor, course);
}

/** Whether the actor takes or runs the course; unlike `assertSeesCourse`, not every lecturer. */
export async function isCourseMember(db: Db, actor: Actor, course_id: number): Promise<boolean> {
  const course = await findStanding(db, actor, course_id);
  return course !== undefined && (course.by_class !== null || runs(actor, course));
}

/** 409 with words once the course's semester is closed. */
export function assertCourseOpen(course: Pick<CourseStanding, 'closed_at'>) {
  if (course.closed_at)
    throw new Problem(
      409,
      'semester-closed',
      'The semester of this course is closed. It can be read, and nothing in it changes any more.',
    );
}

/** Everyone whom news of the course concerns: the enrolled and the lecturer. */
export async function courseMemberIds(db: Db, course_id: number): Promise<number[]> {
  const { rows } = await db.execute<{ user_id: number }>(sql`
    select user_id from course_api_enrolment where course_id = ${course_id}
    union
    select instructor_id from course_api_course where id = ${course_id} and instructor_id is not null`);
  return rows.map((row) => row.user_id);
}

/** The courses I take or teach, of every semester. An administrator's list holds no course that is not theirs. */
export async function listMyCourseIds(db: Db, actor: Pick<Actor, 'id'>): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`
    select course_id as id from course_api_enrolment where user_id = ${actor.id}
    union
    select id from course_api_course where instructor_id = ${actor.id}`);
  return rows.map((row) => row.id);
}

/** The room in which open tabs hear of a course: meetings and changes of its timetable. */
export const courseRoom = (course_id: number) => `course:${course_id}`;
