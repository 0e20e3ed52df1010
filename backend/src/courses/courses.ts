import { and, asc, eq, exists, ilike, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import { assertSemesterOpen, currentSemester } from '#directory/public';
import { directory_academicyear, directory_semester, directory_user } from '#directory/tables';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { explainConstraint, forbidden, invalidField, Problem } from '#platform/problem';
import { school_class, school_department } from '#school/tables';
import type { Course, CourseChange, CourseDetail, CourseQuery, NewCourse } from './contract.ts';
import { assertCourseOpen, assertSeesCourse, assertTeaches, timetablesOf } from './public.ts';
import { course_api_course, course_api_courseclass, course_api_enrolment } from './tables.ts';

explainConstraint('course_api_course_code', () => {
  const detail = 'Another course of this semester has this code already.';
  return new Problem(409, 'course-code-taken', detail, { errors: [{ pointer: '/code', detail }] });
});
explainConstraint('course_api_studygroup_course_id_course_api_course_id_fk', () => inUse('study groups'));
explainConstraint('course_api_meeting_course_id_course_api_course_id_fk', () => inUse('meetings'));

const inUse = (what: string) =>
  new Problem(
    409,
    'course-in-use',
    `This course has ${what}, so it was not deleted: what people said and who attended is kept. Delete the ${what} first, or let the course end with its semester.`,
  );

const courseColumns = {
  id: course_api_course.id,
  code: course_api_course.code,
  title: course_api_course.title,
  description: course_api_course.description,
  instructor: { id: directory_user.id, full_name: directory_user.full_name },
  semester_id: course_api_course.semester_id,
  class_ids: sql<number[]>`coalesce((
    select jsonb_agg(link.class_id order by link.class_id)
    from ${course_api_courseclass} link where link.course_id = ${course_api_course.id}), '[]')`,
};

/** What I take; a lecturer's own, or every one when asked for; an administrator sees all. Two queries, however many courses. */
export async function listCourses(db: Db, actor: Actor, query: CourseQuery): Promise<Course[]> {
  const rows = await db
    .select(courseColumns)
    .from(course_api_course)
    .innerJoin(directory_semester, eq(directory_semester.id, course_api_course.semester_id))
    .leftJoin(directory_user, eq(directory_user.id, course_api_course.instructor_id))
    .where(and(mine(db, actor, query), ofSemester(query), matching(query.q)))
    .orderBy(asc(course_api_course.code), asc(course_api_course.id));
  return withTimetables(db, rows);
}

function mine(db: Db, actor: Actor, { scope }: CourseQuery): SQL | undefined {
  if (scope === 'all' ? actor.role !== 'student' : actor.role === 'admin' && scope !== 'mine')
    return undefined;
  const enrolled = exists(
    db
      .select({ one: sql`1` })
      .from(course_api_enrolment)
      .where(
        and(
          eq(course_api_enrolment.course_id, course_api_course.id),
          eq(course_api_enrolment.user_id, actor.id),
        ),
      ),
  );
  return actor.role === 'student' ? enrolled : or(eq(course_api_course.instructor_id, actor.id), enrolled);
}

const ofSemester = ({ semester_id }: CourseQuery) =>
  semester_id === undefined
    ? isNull(directory_semester.closed_at)
    : eq(course_api_course.semester_id, semester_id);

function matching(q?: string): SQL | undefined {
  const words = q?.trim();
  if (!words) return undefined;
  const pattern = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return or(
    ilike(course_api_course.code, pattern),
    ilike(course_api_course.title, pattern),
    ilike(directory_user.full_name, pattern),
  );
}

async function withTimetables<T extends { id: number }>(db: Db, rows: T[]) {
  const slots = await timetablesOf(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...row, timetable: slots.get(row.id) ?? [] }));
}

/** One course with what its page shows; 404 for who may not see it. */
export async function getCourse(db: Db, actor: Actor, id: number): Promise<CourseDetail> {
  const standing = await assertSeesCourse(db, actor, id);
  const rows = await db
    .select({
      ...courseColumns,
      department: { id: school_department.id, name: school_department.name },
      classes: sql<CourseDetail['classes']>`coalesce((
        select jsonb_agg(jsonb_build_object('id', class.id, 'name', class.name) order by class.name)
        from ${course_api_courseclass} link join ${school_class} class on class.id = link.class_id
        where link.course_id = ${course_api_course.id}), '[]')`,
      semester: {
        id: directory_semester.id,
        name: directory_semester.name,
        academic_year: sql<string>`(select year.name from ${directory_academicyear} year
          where year.id = ${directory_semester.academic_year_id})`,
        is_current: directory_semester.is_current,
        closed_at: directory_semester.closed_at,
      },
      member_count: sql<number>`(select count(*) from ${course_api_enrolment} enrolment
        where enrolment.course_id = ${course_api_course.id})`.mapWith(Number),
    })
    .from(course_api_course)
    .innerJoin(directory_semester, eq(directory_semester.id, course_api_course.semester_id))
    .leftJoin(directory_user, eq(directory_user.id, course_api_course.instructor_id))
    .leftJoin(school_department, eq(school_department.id, course_api_course.department_id))
    .where(eq(course_api_course.id, id));
  const [course] = await withTimetables(db, rows);
  if (!course) throw new Error(`course ${id} went while it was read`);
  const runs = actor.role === 'admin' || standing.instructor_id === actor.id;
  return {
    ...course,
    my_enrolment: standing.by_class === null ? null : standing.by_class ? 'class' : 'own',
    may_edit: runs && !standing.closed_at,
    may_assign: actor.role === 'admin' && !standing.closed_at,
  };
}

/** A lecturer teaches what they create; an administrator names the lecturer, or nobody yet. */
export async function createCourse(db: Db, actor: Actor, input: NewCourse): Promise<CourseDetail> {
  const named = input.instructor_id ?? null;
  if (actor.role !== 'admin' && named !== null && named !== actor.id)
    throw forbidden('You can create courses that you teach. An administrator can name another lecturer.');
  return db.transaction(async (tx) => {
    const semester_id = await openSemester(tx, input.semester_id);
    const instructor_id = actor.role === 'admin' ? named : actor.id;
    await assertNamed(tx, { ...input, instructor_id });
    const [made] = await tx
      .insert(course_api_course)
      .values({
        ...columnsOf(input),
        code: input.code.trim(),
        title: input.title.trim(),
        semester_id,
        instructor_id,
      })
      .returning({ id: course_api_course.id });
    if (!made) throw new Error('the course was not written');
    await setClasses(tx, made.id, input.class_ids ?? []);
    return getCourse(tx, actor, made.id);
  });
}

/** Its lecturer writes about the course; who teaches it and which classes take it is an administrator's. */
export async function changeCourse(
  db: Db,
  actor: Actor,
  id: number,
  input: CourseChange,
): Promise<CourseDetail> {
  return db.transaction(async (tx) => {
    const standing = await assertTeaches(tx, actor, id);
    assertCourseOpen(standing);
    const before = await getCourse(tx, actor, id);
    if (actor.role !== 'admin' && reassigns(before, input))
      throw forbidden('Only an administrator can change who teaches a course and which classes take it.');
    await assertNamed(tx, input);
    const change = columnsOf(input);
    if (Object.keys(change).length > 0)
      await tx.update(course_api_course).set(change).where(eq(course_api_course.id, id));
    if (input.class_ids) await setClasses(tx, id, input.class_ids);
    return getCourse(tx, actor, id);
  });
}

function reassigns(before: CourseDetail, input: CourseChange): boolean {
  const classes = input.class_ids && new Set(input.class_ids);
  return (
    (input.instructor_id !== undefined && input.instructor_id !== (before.instructor?.id ?? null)) ||
    (classes !== undefined &&
      (classes.size !== before.class_ids.length || before.class_ids.some((id) => !classes.has(id))))
  );
}

/** The columns that the input names, and no other. */
function columnsOf(input: CourseChange) {
  const { code, title, description, department_id, instructor_id } = input;
  return {
    ...(code !== undefined && { code: code.trim() }),
    ...(title !== undefined && { title: title.trim() }),
    ...(description !== undefined && { description: description.trim() }),
    ...(department_id !== undefined && { department_id }),
    ...(instructor_id !== undefined && { instructor_id }),
  };
}

/** Deletes the course with its slots and enrolments; refused while it has meetings or study groups. */
export async function deleteCourse(db: Db, actor: Actor, id: number) {
  assertCourseOpen(await assertTeaches(db, actor, id));
  await db.delete(course_api_course).where(eq(course_api_course.id, id));
}

async function openSemester(db: Db, named?: number): Promise<number> {
  const semester_id = named ?? (await currentSemester(db))?.id;
  if (semester_id === undefined)
    throw new Problem(
      409,
      'no-current-semester',
      'No semester is current, so the course needs one to be named.',
    );
  if ((await db.$count(directory_semester, eq(directory_semester.id, semester_id))) === 0)
    throw invalidField('/semester_id', 'This semester does not exist.');
  await assertSemesterOpen(db, semester_id);
  return semester_id;
}

/** The lecturer, the classes and the department that the input names are there and fit. */
async function assertNamed(db: Db, input: CourseChange) {
  if (input.instructor_id) {
    const [person] = await db
      .select({ full_name: directory_user.full_name, role: directory_user.role })
      .from(directory_user)
      .where(and(eq(directory_user.id, input.instructor_id), eq(directory_user.active, true)));
    if (!person) throw invalidField('/instructor_id', 'This person has no account.');
    if (person.role === 'student')
      throw invalidField('/instructor_id', `${person.full_name} is a student. A lecturer teaches a course.`);
  }
  const class_ids = [...new Set(input.class_ids ?? [])];
  if (class_ids.length > 0) {
    const known = await db
      .select({ id: school_class.id })
      .from(school_class)
      .where(inArray(school_class.id, class_ids));
    if (known.length < class_ids.length)
      throw invalidField('/class_ids', 'One of these classes does not exist.');
  }
  if (
    input.department_id &&
    (await db.$count(school_department, eq(school_department.id, input.department_id))) === 0
  )
    throw invalidField('/department_id', 'This department does not exist.');
}

/** Makes these the classes of the course. Their students are enrolled and removed by the database. */
async function setClasses(db: Db, course_id: number, class_ids: number[]) {
  const kept = sql`array[${sql.join(
    [...new Set(class_ids)].map((id) => sql`${id}::bigint`),
    sql`, `,
  )}]::bigint[]`;
  await db.execute(
    sql`delete from course_api_courseclass where course_id = ${course_id} and class_id <> all(${kept})`,
  );
  await db.execute(sql`insert into course_api_courseclass (course_id, class_id)
    select ${course_id}::bigint, unnest(${kept}) on conflict do nothing`);
}
