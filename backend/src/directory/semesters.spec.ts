import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { as, testApp } from '#test/app';
import { makeAdmin, makeCourse, makeSemester, makeStudent, unique } from '#test/make';
import { assertSemesterOpen, currentSemester } from './public.ts';
import { directory_semester } from './tables.ts';

const app = await testApp();
afterAll(() => app.close());
const admin = as(app, await makeAdmin(app));
const student = as(app, await makeStudent(app));

const makeYear = async () =>
  (
    await admin.post('/api/academic-years/', {
      name: unique('2025/2026'),
      starts_on: '2025-09-01',
      ends_on: '2026-08-31',
    })
  ).body;
const first = { name: '1', starts_on: '2025-09-01', ends_on: '2025-12-19' };

test('an administrator makes years and semesters, everybody reads them', async () => {
  const year = await makeYear();
  const made = await admin.post('/api/semesters/', { academic_year_id: year.id, ...first });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ academic_year: year.name, is_current: false, closed_at: null });
  expect((await student.get(`/api/semesters/${made.body.id}/`)).body).toEqual(made.body);
  expect((await student.get(`/api/academic-years/${year.id}`)).body.semester_count).toBe(1);
  expect((await student.post('/api/semesters/', { academic_year_id: year.id, ...first })).status).toBe(403);
});

test('a semester lies inside its year and once in it', async () => {
  const year = await makeYear();
  const early = await admin.post('/api/semesters/', {
    academic_year_id: year.id,
    ...first,
    starts_on: '2025-08-01',
  });
  expect([early.status, early.body.errors[0].pointer]).toEqual([400, '/starts_on']);
  const late = await admin.post('/api/semesters/', {
    academic_year_id: year.id,
    ...first,
    ends_on: '2026-09-01',
  });
  expect([late.status, late.body.errors[0].pointer]).toEqual([400, '/ends_on']);
  await admin.post('/api/semesters/', { academic_year_id: year.id, ...first });
  const again = await admin.post('/api/semesters/', { academic_year_id: year.id, ...first });
  expect([again.status, again.body.errors[0].pointer]).toEqual([409, '/name']);
  const shorter = await admin.patch(`/api/academic-years/${year.id}`, { starts_on: '2025-10-01' });
  expect([shorter.status, shorter.body.type]).toEqual([409, '/problems/semester-outside']);
});

test('one semester is current', async () => {
  const [a, b] = [await makeSemester(app), await makeSemester(app)];
  await admin.patch(`/api/semesters/${a.id}`, { is_current: true });
  expect((await admin.patch(`/api/semesters/${b.id}`, { is_current: true })).body.is_current).toBe(true);
  const { items } = (await student.get('/api/semesters/')).body;
  expect(items.filter((one: { is_current: boolean }) => one.is_current)).toMatchObject([{ id: b.id }]);
  expect((await currentSemester(app.db))?.id).toBe(b.id);
  expect((await admin.patch(`/api/semesters/${b.id}`, { is_current: false })).status).toBe(409);
});

test('a closed semester is read-only and readable, until it is opened again', async () => {
  const semester = await makeSemester(app);
  await expect(assertSemesterOpen(app.db, semester.id)).resolves.toBeUndefined();
  expect(
    (await admin.patch(`/api/semesters/${semester.id}`, { closed: true })).body.closed_at,
  ).not.toBeNull();
  await expect(assertSemesterOpen(app.db, semester.id)).rejects.toMatchObject({
    status: 409,
    type: 'semester-closed',
  });
  expect(
    (await admin.patch(`/api/semesters/${semester.id}`, { ends_on: semester.starts_on })).body.type,
  ).toBe('/problems/semester-closed');
  expect((await student.get(`/api/semesters/${semester.id}/`)).status).toBe(200);
  expect((await admin.patch(`/api/semesters/${semester.id}`, { closed: false })).body.closed_at).toBeNull();
  await expect(assertSemesterOpen(app.db, 999_999)).rejects.toMatchObject({ status: 404 });
});

test('what has courses or semesters is not deleted, and the refusal says so', async () => {
  const course = await makeCourse(app);
  const { body, status } = await admin.delete(`/api/semesters/${course.semester_id}`);
  expect([status, body.type]).toEqual([409, '/problems/in-use']);
  const year = await makeYear();
  const semester = (await admin.post('/api/semesters/', { academic_year_id: year.id, ...first })).body;
  expect((await admin.delete(`/api/academic-years/${year.id}`)).body.detail).toContain('has semesters');
  expect((await admin.delete(`/api/semesters/${semester.id}/`)).status).toBe(204);
  expect((await admin.delete(`/api/academic-years/${year.id}`)).status).toBe(204);
  expect((await admin.get(`/api/academic-years/${year.id}`)).status).toBe(404);
});

test('changes of semesters at the same moment all hold, and one semester is current', async () => {
  const [one, other] = [await makeSemester(app), await makeSemester(app)];
  const change = (id: number, body: object) => admin.patch(`/api/semesters/${id}/`, body);
  for (let round = 0; round < 4; round += 1) {
    const answers = await Promise.all([
      change(one.id, { is_current: true }),
      change(other.id, { is_current: true }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  }
  const current = await app.db.$count(directory_semester, eq(directory_semester.is_current, true));
  expect(current).toBe(1);
  for (const name of ['1', '2', 'Summer']) {
    await change(other.id, { closed: false });
    const [, { status }] = await Promise.all([
      change(other.id, { name }),
      change(other.id, { closed: true }),
    ]);
    expect(status).toBe(200);
    expect((await admin.get(`/api/semesters/${other.id}/`)).body.closed_at).not.toBeNull();
  }
});
