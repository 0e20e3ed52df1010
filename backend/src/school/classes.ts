import { and, count, eq, inArray, ne, sql } from 'drizzle-orm';
import { audit, personColumns } from '#directory/public';
import { directory_user } from '#directory/tables';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { deleteUnlessUsed, explainConstraint, invalidField, notFound, Problem } from '#platform/problem';
import type {
  AddedStudents,
  ClassPatch,
  ClassStudent,
  Membership,
  NewClass,
  SchoolClass,
} from './contract.ts';
import { school_class, school_classmembership, school_department } from './tables.ts';

explainConstraint('school_class_name_unique', () => {
  const detail = 'There is a class of this name already.';
  return new Problem(409, 'name-taken', detail, { errors: [{ pointer: '/name', detail }] });
});
explainConstraint('school_class_department_id_school_department_id_fk', () =>
  invalidField('/department_id', 'This department does not exist.'),
);

const classes = (db: Db) =>
  db
    .select({
      id: school_class.id,
      name: school_class.name,
      department: { id: school_department.id, name: school_department.name, code: school_department.code },
      intake_year: school_class.intake_year,
      student_count: count(school_classmembership.user_id),
    })
    .from(school_class)
    .leftJoin(school_department, eq(school_department.id, school_class.department_id))
    .leftJoin(school_classmembership, eq(school_classmembership.class_id, school_class.id))
    .groupBy(school_class.id, school_department.id)
    .$dynamic();

export const listClasses = (db: Db): Promise<SchoolClass[]> => classes(db).orderBy(school_class.name);

export async function getClass(db: Db, id: number): Promise<SchoolClass> {
  const [found] = await classes(db).where(eq(school_class.id, id));
  if (!found) throw notFound('This class');
  return found;
}

export const createClass = (db: Db, actor: Actor, input: NewClass): Promise<SchoolClass> =>
  db.transaction(async (tx) => {
    const [row] = await tx.insert(school_class).values(input).returning({ id: school_class.id });
    if (!row) throw new Error('no class was inserted');
    await audit(tx, actor, 'class.created', `class:${row.id}`, { name: input.name });
    return getClass(tx, row.id);
  });

export const updateClass = (db: Db, actor: Actor, id: number, patch: ClassPatch): Promise<SchoolClass> =>
  db.transaction(async (tx) => {
    const before = await getClass(tx, id);
    await tx
      .update(school_class)
      .set({ name: before.name, ...patch })
      .where(eq(school_class.id, id));
    const after = await getClass(tx, id);
    await audit(tx, actor, 'class.changed', `class:${id}`, {
      name: after.name,
      intake_year: after.intake_year,
    });
    return after;
  });

export const deleteClass = (db: Db, actor: Actor, id: number) =>
  db.transaction(async (tx) => {
    const { name, student_count } = await getClass(tx, id);
    if (student_count > 0)
      throw new Problem(
        409,
        'in-use',
        `${name} has ${student_count} students. Move them to another class first.`,
      );
    await deleteUnlessUsed(
      tx.delete(school_class).where(eq(school_class.id, id)),
      `${name} takes courses. Take it out of them first.`,
    );
    await audit(tx, actor, 'class.deleted', `class:${id}`, { name });
  });

export async function listStudents(db: Db, class_id: number): Promise<ClassStudent[]> {
  await getClass(db, class_id);
  return db
    .select({ ...personColumns, since: school_classmembership.created_at })
    .from(school_classmembership)
    .innerJoin(directory_user, eq(directory_user.id, school_classmembership.user_id))
    .where(eq(school_classmembership.class_id, class_id))
    .orderBy(sql`lower(${directory_user.full_name})`, directory_user.id);
}

/** Puts students into the class and out of the one they were in. */
export const addStudents = (
  db: Db,
  actor: Actor,
  class_id: number,
  user_ids: number[],
): Promise<AddedStudents> =>
  db.transaction(async (tx) => {
    const { name } = await getClass(tx, class_id);
    const ids = [...new Set(user_ids)];
    await lockStudents(tx, ids);
    const moved = await tx
      .delete(school_classmembership)
      .where(and(inArray(school_classmembership.user_id, ids), ne(school_classmembership.class_id, class_id)))
      .returning({ user_id: school_classmembership.user_id, class_id: school_classmembership.class_id });
    const added = await tx
      .insert(school_classmembership)
      .values(ids.map((user_id) => ({ class_id, user_id })))
      .onConflictDoNothing()
      .returning({ user_id: school_classmembership.user_id });
    if (added.length > 0)
      await audit(tx, actor, 'class.students-added', `class:${class_id}`, { name, students: added.length });
    const froms = new Map((await listClasses(tx)).map((one) => [one.id, { id: one.id, name: one.name }]));
    return {
      added: added.length,
      moved: moved.flatMap((one) => {
        const from = froms.get(one.class_id);
        return from ? [{ user_id: one.user_id, from }] : [];
      }),
    };
  });

/** Locked, so that two administrators cannot put one student into two classes at once. */
async function lockStudents(db: Db, ids: number[]) {
  const people = await db
    .select({ id: directory_user.id, role: directory_user.role, full_name: directory_user.full_name })
    .from(directory_user)
    .where(inArray(directory_user.id, ids))
    .orderBy(directory_user.id)
    .for('update');
  if (people.length < ids.length) throw invalidField('/user_ids', 'One of these people does not exist.');
  const other = people.find((one) => one.role !== 'student');
  if (other)
    throw new Problem(409, 'not-a-student', `${other.full_name} is not a student, so not in a class.`);
}

export const removeStudent = (db: Db, actor: Actor, class_id: number, user_id: number) =>
  db.transaction(async (tx) => {
    const { name } = await getClass(tx, class_id);
    const removed = await tx
      .delete(school_classmembership)
      .where(and(eq(school_classmembership.class_id, class_id), eq(school_classmembership.user_id, user_id)))
      .returning();
    if (removed.length === 0) throw notFound('This student of the class');
    await audit(tx, actor, 'class.student-removed', `class:${class_id}`, { name, user_id });
  });

/** Which class each of these people is in; who is in none is left out. */
export const listMemberships = (db: Db, user_ids: number[]): Promise<Membership[]> =>
  db
    .select({
      user_id: school_classmembership.user_id,
      class: { id: school_class.id, name: school_class.name },
    })
    .from(school_classmembership)
    .innerJoin(school_class, eq(school_class.id, school_classmembership.class_id))
    .where(inArray(school_classmembership.user_id, user_ids))
    .orderBy(school_class.name);
