import { and, desc, eq, ne } from 'drizzle-orm';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { deleteUnlessUsed, explainConstraint, invalidField, notFound, Problem } from '#platform/problem';
import { assertDaysInOrder, dayWords, getAcademicYear } from './academic-years.ts';
import type { NewSemester, Semester, SemesterPatch } from './contract.ts';
import { audit } from './public.ts';
import { directory_academicyear, directory_semester } from './tables.ts';

explainConstraint('directory_semester_name', () => {
  const detail = 'The academic year has this semester already.';
  return new Problem(409, 'name-taken', detail, { errors: [{ pointer: '/name', detail }] });
});
explainConstraint(
  'directory_semester_current',
  () =>
    new Problem(
      409,
      'semester-current',
      'Somebody set another current semester just now. Look again, then decide.',
    ),
);

const columns = {
  id: directory_semester.id,
  academic_year_id: directory_semester.academic_year_id,
  academic_year: directory_academicyear.name,
  name: directory_semester.name,
  starts_on: directory_semester.starts_on,
  ends_on: directory_semester.ends_on,
  is_current: directory_semester.is_current,
  closed_at: directory_semester.closed_at,
};
const semesters = (db: Db) =>
  db
    .select(columns)
    .from(directory_semester)
    .innerJoin(directory_academicyear, eq(directory_academicyear.id, directory_semester.academic_year_id))
    .$dynamic();

/** The newest first. */
export const listSemesters = (db: Db): Promise<Semester[]> =>
  semesters(db).orderBy(desc(directory_semester.starts_on), desc(directory_semester.id));

export async function getSemester(db: Db, id: number): Promise<Semester> {
  const [semester] = await semesters(db).where(eq(directory_semester.id, id));
  if (!semester) throw notFound('This semester');
  return semester;
}

async function assertInsideYear(
  db: Db,
  days: { academic_year_id: number; starts_on: string; ends_on: string },
) {
  assertDaysInOrder(days);
  const year = await getAcademicYear(db, days.academic_year_id);
  const range = `${year.name} runs from ${dayWords(year.starts_on)} to ${dayWords(year.ends_on)}`;
  if (days.starts_on < year.starts_on || days.starts_on > year.ends_on)
    throw invalidField('/starts_on', `${range}. The semester must begin in it.`);
  if (days.ends_on > year.ends_on) throw invalidField('/ends_on', `${range}. The semester must end in it.`);
}

/** Takes the mark from whichever has it: there is one current semester. */
const unsetCurrent = (db: Db, except = 0) =>
  db
    .update(directory_semester)
    .set({ is_current: false })
    .where(and(eq(directory_semester.is_current, true), ne(directory_semester.id, except)));

/** Writers take turns: there are a handful of semesters, and one of them is current. */
const takeTurn = (tx: Db) =>
  tx
    .select({ id: directory_semester.id })
    .from(directory_semester)
    .orderBy(directory_semester.id)
    .for('no key update');

const wordsOf = (semester: Semester) => ({ name: `Semester ${semester.name} of ${semester.academic_year}` });

export const createSemester = (db: Db, actor: Actor, input: NewSemester): Promise<Semester> =>
  db.transaction(async (tx) => {
    await takeTurn(tx);
    await assertInsideYear(tx, input);
    if (input.is_current) await unsetCurrent(tx);
    const [row] = await tx.insert(directory_semester).values(input).returning({ id: directory_semester.id });
    if (!row) throw new Error('no semester was inserted');
    const semester = await getSemester(tx, row.id);
    await audit(tx, actor, 'semester.created', `semester:${row.id}`, wordsOf(semester));
    return semester;
  });

/** Closing makes it read-only; reopening takes that back. A closed semester changes in nothing else. */
export const updateSemester = (db: Db, actor: Actor, id: number, patch: SemesterPatch): Promise<Semester> =>
  db.transaction(async (tx) => {
    await takeTurn(tx);
    const before = await getSemester(tx, id);
    const { closed = before.closed_at !== null, ...values } = patch;
    assertMayChange(before, values, closed);
    await assertInsideYear(tx, { ...before, ...values });
    if (values.is_current) await unsetCurrent(tx, id);
    const closed_at = closed ? (before.closed_at ?? new Date().toISOString()) : null;
    await tx
      .update(directory_semester)
      .set({ ...values, closed_at })
      .where(eq(directory_semester.id, id));
    const after = await getSemester(tx, id);
    await auditChanges(tx, actor, before, after);
    return after;
  });

function assertMayChange(before: Semester, values: Omit<SemesterPatch, 'closed'>, closed: boolean) {
  if (values.is_current === false && before.is_current)
    throw new Problem(
      409,
      'semester-current',
      'There must be a current semester. Make another one current instead.',
    );
  const touched = Object.values(values).some((value) => value !== undefined);
  if (touched && closed && before.closed_at)
    throw new Problem(
      409,
      'semester-closed',
      `Semester ${before.name} of ${before.academic_year} is closed. Open it again first.`,
    );
}

async function auditChanges(db: Db, actor: Actor, before: Semester, after: Semester) {
  const subject = `semester:${after.id}`;
  const words = wordsOf(after);
  if (after.is_current && !before.is_current) await audit(db, actor, 'semester.made-current', subject, words);
  if (Boolean(after.closed_at) !== Boolean(before.closed_at))
    await audit(db, actor, after.closed_at ? 'semester.closed' : 'semester.reopened', subject, words);
  if (after.name !== before.name || after.starts_on !== before.starts_on || after.ends_on !== before.ends_on)
    await audit(db, actor, 'semester.changed', subject, {
      ...words,
      starts_on: after.starts_on,
      ends_on: after.ends_on,
    });
}

export const deleteSemester = (db: Db, actor: Actor, id: number) =>
  db.transaction(async (tx) => {
    const semester = await getSemester(tx, id);
    await deleteUnlessUsed(
      tx.delete(directory_semester).where(eq(directory_semester.id, id)),
      `Semester ${semester.name} of ${semester.academic_year} has courses. Close it instead: it stays readable.`,
    );
    await audit(tx, actor, 'semester.deleted', `semester:${id}`, wordsOf(semester));
  });
