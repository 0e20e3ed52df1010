import { and, eq, inArray, sql } from 'drizzle-orm';
import { personColumns } from '#directory/public';
import { directory_semester, directory_user } from '#directory/tables';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import type { Kv } from '#platform/kv';
import { invalidField, notFound, Problem } from '#platform/problem';
import { school_class, school_classmembership } from '#school/tables';
import type { Enrolment, EnrolmentResult, EnrolmentTarget } from './contract.ts';
import { assertCourseOpen, assertSeesCourse, assertTeaches, type CourseStanding } from './public.ts';
import { course_api_course, course_api_courseclass, course_api_enrolment } from './tables.ts';

/** How long after leaving a student may still come back alone. */
const UNDO_SECONDS = 600;
const leftKey = (course_id: number, user_id: number) => `course-left:${course_id}:${user_id}`;

interface ListQuery {
  limit?: number;
  cursor?: string;
  q?: string;
}

/** Who takes the course, by name. Fellow students get names and pictures, those who run the course the rest too. */
export async function listEnrolments(db: Db, actor: Actor, course_id: number, query: ListQuery) {
  const course = await assertSeesCourse(db, actor, course_id);
  const limit = query.limit ?? 50;
  const rows = await db
    .select({
      user_id: directory_user.id,
      full_name: directory_user.full_name,
      avatar_url: personColumns.avatar_url,
      ...(runs(actor, course) && {
        email: directory_user.email,
        by_class: course_api_enrolment.by_class,
        enrolled_at: course_api_enrolment.created_at,
        classes: sql<string[]>`coalesce((
          select jsonb_agg(class.name order by class.name)
          from ${school_classmembership} membership join ${school_class} class on class.id = membership.class_id
          where membership.user_id = ${directory_user.id}), '[]')`,
      }),
    })
    .from(course_api_enrolment)
    .innerJoin(directory_user, eq(directory_user.id, course_api_enrolment.user_id))
    .where(and(eq(course_api_enrolment.course_id, course_id), after(query.cursor), named(query.q)))
    .orderBy(sql`lower(${directory_user.full_name})`, directory_user.id)
    .limit(limit + 1);
  const items: Enrolment[] = rows.slice(0, limit);
  return { items, next: rows.length > limit ? String(items.at(-1)?.user_id) : null };
}

const runs = (actor: Actor, course: CourseStanding) =>
  actor.role === 'admin' || course.instructor_id === actor.id;

/** The cursor is the person whom the last page ended with. */
function after(cursor?: string) {
  if (cursor === undefined) return undefined;
  if (!/^\d{1,15}$/.test(cursor)) throw invalidField('/cursor', 'This is not a place in the list.');
  return sql`(lower(${directory_user.full_name}), ${directory_user.id}) >
    (select lower(last.full_name), last.id from ${directory_user} last where last.id = ${Number(cursor)})`;
}

const named = (q?: string) =>
  q?.trim() ? sql`position(lower(${q.trim()}) in lower(${directory_user.full_name})) > 0` : undefined;

/** Enrols people by themselves: they stay when a class of theirs goes. Enrolling twice changes nothing. */
export async function enrol(
  db: Db,
  actor: Actor,
  course_id: number,
  target: EnrolmentTarget,
): Promise<EnrolmentResult> {
  return db.transaction(async (tx) => {
    assertCourseOpen(await assertTeaches(tx, actor, course_id));
    const ids = await peopleOf(tx, target);
    await assertStudents(tx, ids, target);
    const changed = await enrolAlone(tx, course_id, ids);
    return { changed, unchanged: ids.length - changed };
  });
}

async function enrolAlone(db: Db, course_id: number, ids: number[]): Promise<number> {
  if (ids.length === 0) return 0;
  const written = await db
    .insert(course_api_enrolment)
    .values(ids.map((user_id) => ({ course_id, user_id })))
    .onConflictDoUpdate({
      target: [course_api_enrolment.course_id, course_api_enrolment.user_id],
      set: { by_class: false },
      setWhere: eq(course_api_enrolment.by_class, true),
    })
    .returning({ user_id: course_api_enrolment.user_id });
  return written.length;
}

/** Takes people out. Somebody of an enrolled class can be taken out too: they are then excused from this course. */
export async function unenrol(
  db: Db,
  actor: Actor,
  course_id: number,
  target: EnrolmentTarget,
): Promise<EnrolmentResult> {
  return db.transaction(async (tx) => {
    assertCourseOpen(await assertTeaches(tx, actor, course_id));
    const ids = await peopleOf(tx, target);
    if (ids.length === 0) return { changed: 0, unchanged: 0 };
    const gone = await tx
      .delete(course_api_enrolment)
      .where(and(eq(course_api_enrolment.course_id, course_id), inArray(course_api_enrolment.user_id, ids)))
      .returning({ user_id: course_api_enrolment.user_id });
    return { changed: gone.length, unchanged: ids.length - gone.length };
  });
}

/** A student leaves a course that is not their class's, and may take that back for a while. */
export async function leaveCourse(db: Db, kv: Kv, actor: Actor, course_id: number) {
  await db.transaction(async (tx) => {
    const course = await assertSeesCourse(tx, actor, course_id);
    assertCourseOpen(course);
    if (course.by_class === null) throw notFound('Your enrolment');
    const names = await listClassesInCourse(tx, actor.id, course_id);
    if (names.length > 0)
      throw new Problem(
        409,
        'enrolled-by-class',
        `You take this course with your class ${names.join(' and ')}, so you cannot leave it alone. Ask the lecturer to take you out.`,
      );
    await tx
      .delete(course_api_enrolment)
      .where(and(eq(course_api_enrolment.course_id, course_id), eq(course_api_enrolment.user_id, actor.id)));
  });
  await kv.set(leftKey(course_id, actor.id), 'left', UNDO_SECONDS);
}

/** Undoes `leaveCourse` for ten minutes; after that only the lecturer enrols. */
export async function rejoinCourse(db: Db, kv: Kv, actor: Actor, course_id: number) {
  if (!(await kv.take(leftKey(course_id, actor.id)))) throw notFound('This course');
  await db.transaction(async (tx) => {
    const [course] = await tx
      .select({ closed_at: directory_semester.closed_at })
      .from(course_api_course)
      .innerJoin(directory_semester, eq(directory_semester.id, course_api_course.semester_id))
      .where(eq(course_api_course.id, course_id));
    if (!course) throw notFound('This course');
    assertCourseOpen(course);
    await enrolAlone(tx, course_id, [actor.id]);
  });
}

async function listClassesInCourse(db: Db, user_id: number, course_id: number): Promise<string[]> {
  const rows = await db
    .select({ name: school_class.name })
    .from(course_api_courseclass)
    .innerJoin(school_class, eq(school_class.id, course_api_courseclass.class_id))
    .innerJoin(school_classmembership, eq(school_classmembership.class_id, school_class.id))
    .where(and(eq(course_api_courseclass.course_id, course_id), eq(school_classmembership.user_id, user_id)))
    .orderBy(school_class.name);
  return rows.map((row) => row.name);
}

async function peopleOf(db: Db, { user_id, user_ids, class_id }: EnrolmentTarget): Promise<number[]> {
  const given = [user_id, user_ids, class_id].filter((one) => one !== undefined);
  if (given.length !== 1) throw invalidField('/user_id', 'Name one person, several people, or one class.');
  if (class_id === undefined) return [...new Set(user_ids ?? (user_id === undefined ? [] : [user_id]))];
  if ((await db.$count(school_class, eq(school_class.id, class_id))) === 0)
    throw invalidField('/class_id', 'This class does not exist.');
  const members = await db
    .select({ user_id: school_classmembership.user_id })
    .from(school_classmembership)
    .where(eq(school_classmembership.class_id, class_id));
  return members.map((member) => member.user_id);
}

/** Named people are students with an account; in a class the others are simply there. */
async function assertStudents(db: Db, ids: number[], target: EnrolmentTarget) {
  if (target.class_id !== undefined || ids.length === 0) return;
  const pointer = target.user_ids ? '/user_ids' : '/user_id';
  const people = await db
    .select({ full_name: directory_user.full_name, role: directory_user.role })
    .from(directory_user)
    .where(and(inArray(directory_user.id, ids), eq(directory_user.active, true)));
  if (people.length < ids.length)
    throw invalidField(
      pointer,
      ids.length === 1 ? 'This person has no account.' : 'One of them has no account.',
    );
  const other = people.find((person) => person.role !== 'student');
  if (other) throw invalidField(pointer, `${other.full_name} is not a student, and students are enrolled.`);
}
