import { count, eq } from 'drizzle-orm';
import { audit } from '#directory/public';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { deleteUnlessUsed, explainConstraint, notFound, Problem } from '#platform/problem';
import type { Department, DepartmentPatch, NewDepartment } from './contract.ts';
import { school_class, school_department } from './tables.ts';

for (const field of ['name', 'code'])
  explainConstraint(`school_department_${field}_unique`, () => {
    const detail = `There is a department with this ${field} already.`;
    return new Problem(409, 'name-taken', detail, { errors: [{ pointer: `/${field}`, detail }] });
  });

const departments = (db: Db) =>
  db
    .select({
      id: school_department.id,
      name: school_department.name,
      code: school_department.code,
      class_count: count(school_class.id),
    })
    .from(school_department)
    .leftJoin(school_class, eq(school_class.department_id, school_department.id))
    .groupBy(school_department.id)
    .$dynamic();

export const listDepartments = (db: Db): Promise<Department[]> =>
  departments(db).orderBy(school_department.name);

export async function getDepartment(db: Db, id: number): Promise<Department> {
  const [department] = await departments(db).where(eq(school_department.id, id));
  if (!department) throw notFound('This department');
  return department;
}

export const createDepartment = (db: Db, actor: Actor, input: NewDepartment): Promise<Department> =>
  db.transaction(async (tx) => {
    const [row] = await tx.insert(school_department).values(input).returning({ id: school_department.id });
    if (!row) throw new Error('no department was inserted');
    await audit(tx, actor, 'department.created', `department:${row.id}`, { ...input });
    return getDepartment(tx, row.id);
  });

export const updateDepartment = (
  db: Db,
  actor: Actor,
  id: number,
  patch: DepartmentPatch,
): Promise<Department> =>
  db.transaction(async (tx) => {
    const { name, code } = { ...(await getDepartment(tx, id)), ...patch };
    await tx.update(school_department).set({ name, code }).where(eq(school_department.id, id));
    await audit(tx, actor, 'department.changed', `department:${id}`, { name, code });
    return getDepartment(tx, id);
  });

export const deleteDepartment = (db: Db, actor: Actor, id: number) =>
  db.transaction(async (tx) => {
    const { name } = await getDepartment(tx, id);
    await deleteUnlessUsed(
      tx.delete(school_department).where(eq(school_department.id, id)),
      `${name} has classes or courses. Move them to another department first.`,
    );
    await audit(tx, actor, 'department.deleted', `department:${id}`, { name });
  });
