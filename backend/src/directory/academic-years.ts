import { asc, count, desc, eq, gt, lt, or, and } from 'drizzle-orm';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { deleteUnlessUsed, explainConstraint, invalidField, notFound, Problem } from '#platform/problem';
import type { AcademicYear, AcademicYearPatch, NewAcademicYear } from './contract.ts';
import { audit } from './public.ts';
import { directory_academicyear, directory_semester } from './tables.ts';

explainConstraint('directory_academicyear_name_unique', () => {
  const detail = 'There is an academic year of this name already.';
  return new Problem(409, 'name-taken', detail, { errors: [{ pointer: '/name', detail }] });
});

const columns = {
  id: directory_academicyear.id,
  name: directory_academicyear.name,
  starts_on: directory_academicyear.starts_on,
  ends_on: directory_academicyear.ends_on,
  semester_count: count(directory_semester.id),
};
const years = (db: Db) =>
  db
    .select(columns)
    .from(directory_academicyear)
    .leftJoin(directory_semester, eq(directory_semester.academic_year_id, directory_academicyear.id))
    .groupBy(directory_academicyear.id)
    .$dynamic();

/** The newest first. */
export const listAcademicYears = (db: Db): Promise<AcademicYear[]> =>
  years(db).orderBy(desc(directory_academicyear.starts_on), asc(directory_academicyear.id));

export async function getAcademicYear(db: Db, id: number): Promise<AcademicYear> {
  const [year] = await years(db).where(eq(directory_academicyear.id, id));
  if (!year) throw notFound('This academic year');
  return year;
}

const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
/** "1 September 2025" */
export const dayWords = (day: string) => words.format(new Date(day));

export function assertDaysInOrder(days: { starts_on: string; ends_on: string }) {
  if (days.ends_on <= days.starts_on)
    throw invalidField('/ends_on', 'The last day must come after the first one.');
}

export const createAcademicYear = (db: Db, actor: Actor, input: NewAcademicYear): Promise<AcademicYear> => {
  assertDaysInOrder(input);
  return db.transaction(async (tx) => {
    const [year] = await tx
      .insert(directory_academicyear)
      .values(input)
      .returning({ id: directory_academicyear.id });
    if (!year) throw new Error('no academic year was inserted');
    await audit(tx, actor, 'academic-year.created', `academic-year:${year.id}`, { name: input.name });
    return getAcademicYear(tx, year.id);
  });
};

/** Its semesters must stay inside. */
export const updateAcademicYear = (
  db: Db,
  actor: Actor,
  id: number,
  patch: AcademicYearPatch,
): Promise<AcademicYear> =>
  db.transaction(async (tx) => {
    const { semester_count: _, ...before } = await getAcademicYear(tx, id);
    const after = { ...before, ...patch };
    assertDaysInOrder(after);
    await assertSemestersFit(tx, after);
    const { name, starts_on, ends_on } = after;
    await tx
      .update(directory_academicyear)
      .set({ name, starts_on, ends_on })
      .where(eq(directory_academicyear.id, id));
    await audit(tx, actor, 'academic-year.changed', `academic-year:${id}`, { ...patch, name });
    return getAcademicYear(tx, id);
  });

async function assertSemestersFit(db: Db, year: { id: number; starts_on: string; ends_on: string }) {
  const [outside] = await db
    .select()
    .from(directory_semester)
    .where(
      and(
        eq(directory_semester.academic_year_id, year.id),
        or(lt(directory_semester.starts_on, year.starts_on), gt(directory_semester.ends_on, year.ends_on)),
      ),
    )
    .limit(1);
  if (outside)
    throw new Problem(
      409,
      'semester-outside',
      `Semester ${outside.name} runs from ${dayWords(outside.starts_on)} to ${dayWords(outside.ends_on)} and would lie outside. Move it first.`,
    );
}

export const deleteAcademicYear = (db: Db, actor: Actor, id: number) =>
  db.transaction(async (tx) => {
    const year = await getAcademicYear(tx, id);
    await deleteUnlessUsed(
      tx.delete(directory_academicyear).where(eq(directory_academicyear.id, id)),
      `${year.name} has semesters. Delete them first.`,
    );
    await audit(tx, actor, 'academic-year.deleted', `academic-year:${id}`, { name: year.name });
  });
