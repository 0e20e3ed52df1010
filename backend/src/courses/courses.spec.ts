import { afterAll, expect, test } from 'vitest';
import { directory_semester } from '#directory/tables';
import { as, testApp } from '#test/app';
import {
  makeAdmin,
  makeClass,
  makeCourse,
  makeLecturer,
  makeSemester,
  makeStudent,
  unique,
} from '#test/make';
import { course_api_meeting } from '#meetings/tables';
import { course_api_studygroup } from '#study-groups/tables';
import { eq } from 'drizzle-orm';
import type { Course } from './contract.ts';
import { provideTimetable } from './public.ts';

const app = await testApp();
afterAll(() => app.close());

const admin = await makeAdmin(app);
const lecturer = await makeLecturer(app);
const student = await makeStudent(app);
const idsOf = (body: Course[]) => body.map((course) => course.id);
const close = (id: number) =>
  app.db
    .update(directory_semester)
    .set({ closed_at: new Date().toISOString() })
    .where(eq(directory_semester.id, id));

test('a course is answered in the shape that the protocol names, and nothing more', async () => {
  const group = await makeClass(app, [student]);
  const course = await makeCourse(app, { instructor_id: lecturer.id, classes: [group] });
  const { body } = await as(app, student).get(`/api/courses/?semester_id=${course.semester_id}`);
  expect(body).toEqual([
    {
      id: course.id,
      code: course.code,
      title: course.title,
      description: '',
      instructor: { id: lecturer.id, full_name: lecturer.full_name },
      semester_id: course.semester_id,
      class_ids: [group.id],
      timetable: [],
    },
  ]);
});

test('the timetable that its domain provides stands in the course', async () => {
  const course = await makeCourse(app, { students: [student] });
  const slot = {
    id: 7,
    day_of_week: 2,
    starts_at: '10:00',
    ends_at: '11:30',
    room: { id: 3, name: 'Room B' },
  };
  const asked: number[][] = [];
  provideTimetable(async (_db, ids) => {
    asked.push(ids);
    return new Map([[course.id, [slot]]]);
  });
  const { body } = await as(app, student).get(`/api/courses/?semester_id=${course.semester_id}`);
  provideTimetable(async () => new Map());
  expect(body[0].timetable).toEqual([slot]);
  expect(asked).toEqual([[course.id]]);
});

test('a student sees the courses they take, a lecturer those they teach, an administrator all', async () => {
  const { id: semester_id } = await makeSemester(app);
  const taken = await makeCourse(app, { semester_id, students: [student] });
  const taught = await makeCourse(app, { semester_id, instructor_id: lecturer.id });
  const seen = async (who: typeof admin, more = '') =>
    idsOf((await as(app, who).get(`/api/courses/?semester_id=${semester_id}${more}`)).body).sort(
      (a, b) => a - b,
    );
  expect(await seen(student)).toEqual([taken.id]);
  expect(await seen(student, '&scope=all')).toEqual([taken.id]);
  expect(await seen(lecturer)).toEqual([taught.id]);
  expect(await seen(lecturer, '&scope=all')).toEqual([taken.id, taught.id]);
  expect(await seen(admin)).toEqual([taken.id, taught.id]);
  expect(await seen(admin, '&scope=mine')).toEqual([]);
});

test('without a semester named, the courses of every open semester are listed', async () => {
  const person = await makeStudent(app);
  const open = await makeCourse(app, { students: [person] });
  const over = await makeCourse(app, { students: [person] });
  await close(over.semester_id);
  expect(idsOf((await as(app, person).get('/api/courses/')).body)).toEqual([open.id]);
  expect(idsOf((await as(app, person).get(`/api/courses/?semester_id=${over.semester_id}`)).body)).toEqual([
    over.id,
  ]);
});

test('courses are found by code, title and lecturer, and signs of a pattern are only letters', async () => {
  const { id: semester_id } = await makeSemester(app);
  const teacher = await makeLecturer(app, { full_name: 'Prof. Kiprono Koech' });
  const algebra = await makeCourse(app, { semester_id, title: 'Linear Algebra', instructor_id: teacher.id });
  const percent = await makeCourse(app, { semester_id, title: 'The 100% course' });
  const found = async (q: string) =>
    idsOf(
      (await as(app, admin).get(`/api/courses/?semester_id=${semester_id}&q=${encodeURIComponent(q)}`)).body,
    );
  expect(await found('ALGEBRA')).toEqual([algebra.id]);
  expect(await found('koech')).toEqual([algebra.id]);
  expect(await found(percent.code)).toEqual([percent.id]);
  expect(await found('%')).toEqual([percent.id]);
  expect(await found('_')).toEqual([]);
});

test('an administrator creates a course for classes, and their students are in it', async () => {
  const group = await makeClass(app, [student]);
  const { id: semester_id } = await makeSemester(app);
  const code = unique('MAT 110');
  const { status, body } = await as(app, admin).post('/api/courses/', {
    code: ` ${code} `,
    title: 'Linear Algebra',
    semester_id,
    class_ids: [group.id, group.id],
    instructor_id: lecturer.id,
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    code,
    instructor: { id: lecturer.id },
    class_ids: [group.id],
    member_count: 1,
  });
  const page = await as(app, student).get(`/api/courses/${body.id}/`);
  expect(page.body).toMatchObject({ my_enrolment: 'class', may_edit: false, classes: [{ id: group.id }] });
});

test('a lecturer becomes the lecturer of what they create, and cannot name another', async () => {
  const { id: semester_id } = await makeSemester(app);
  const other = await makeLecturer(app);
  const draft = { code: unique('CSC'), title: 'Compilers', semester_id };
  const refused = await as(app, lecturer).post('/api/courses/', { ...draft, instructor_id: other.id });
  expect(refused.status).toBe(403);
  const made = await as(app, lecturer).post('/api/courses/', draft);
  expect(made.body.instructor).toEqual({ id: lecturer.id, full_name: lecturer.full_name });
});

test('a student cannot create, change or delete a course', async () => {
  const course = await makeCourse(app, { students: [student] });
  expect((await as(app, student).post('/api/courses/', { code: 'A', title: 'B' })).status).toBe(403);
  expect((await as(app, student).patch(`/api/courses/${course.id}/`, { title: 'B' })).status).toBe(403);
  expect((await as(app, student).delete(`/api/courses/${course.id}/`)).status).toBe(403);
  expect((await as(app).get(`/api/courses/${course.id}/`)).status).toBe(401);
});

test('a course of others does not exist for a student', async () => {
  const course = await makeCourse(app);
  const hidden = await as(app, student).get(`/api/courses/${course.id}/`);
  const missing = await as(app, student).get('/api/courses/999999999/');
  expect(hidden.status).toBe(404);
  expect({ ...hidden.body, instance: '' }).toEqual({ ...missing.body, instance: '' });
  expect((await as(app, lecturer).get(`/api/courses/${course.id}/`)).status).toBe(200);
});

test('a code stands once in a semester', async () => {
  const course = await makeCourse(app);
  const again = { code: course.code, title: 'Another', semester_id: course.semester_id };
  const { status, body } = await as(app, admin).post('/api/courses/', again);
  expect(status).toBe(409);
  expect(body).toMatchObject({ type: '/problems/course-code-taken', errors: [{ pointer: '/code' }] });
  const { id: semester_id } = await makeSemester(app);
  expect((await as(app, admin).post('/api/courses/', { ...again, semester_id })).status).toBe(201);
});

test('what a course names must be there and fit', async () => {
  const { id: semester_id } = await makeSemester(app);
  const draft = { code: unique('X'), title: 'X', semester_id };
  const pointerOf = async (more: object) => {
    const { status, body } = await as(app, admin).post('/api/courses/', { ...draft, ...more });
    return [status, body.errors?.[0].pointer];
  };
  expect(await pointerOf({ instructor_id: student.id })).toEqual([400, '/instructor_id']);
  expect(await pointerOf({ instructor_id: 999_999_999 })).toEqual([400, '/instructor_id']);
  expect(await pointerOf({ class_ids: [999_999_999] })).toEqual([400, '/class_ids']);
  expect(await pointerOf({ semester_id: 999_999_999 })).toEqual([400, '/semester_id']);
  expect(await pointerOf({ department_id: 999_999_999 })).toEqual([400, '/department_id']);
  expect(await pointerOf({ title: '   ' })).toEqual([400, '/title']);
});

test('a new course goes into the current semester when none is named', async () => {
  const draft = { code: unique('CUR'), title: 'Now' };
  expect((await as(app, admin).post('/api/courses/', draft)).body.type).toBe('/problems/no-current-semester');
  const current = await makeSemester(app, { is_current: true });
  expect((await as(app, admin).post('/api/courses/', draft)).body.semester_id).toBe(current.id);
});

test('its lecturer changes what a course says, another lecturer does not', async () => {
  const course = await makeCourse(app, { instructor_id: lecturer.id });
  const path = `/api/courses/${course.id}/`;
  const other = await makeLecturer(app);
  expect((await as(app, other).patch(path, { title: 'Mine' })).status).toBe(403);
  const { body } = await as(app, lecturer).patch(path, { title: 'Trees', description: 'Balanced ones.' });
  expect(body).toMatchObject({ title: 'Trees', description: 'Balanced ones.', code: course.code });
});

test('only an administrator changes the lecturer and the classes', async () => {
  const group = await makeClass(app, [student]);
  const course = await makeCourse(app, { instructor_id: lecturer.id });
  const path = `/api/courses/${course.id}/`;
  const other = await makeLecturer(app);
  expect((await as(app, lecturer).patch(path, { instructor_id: other.id })).status).toBe(403);
  expect((await as(app, lecturer).patch(path, { class_ids: [group.id] })).status).toBe(403);
  expect((await as(app, lecturer).patch(path, { instructor_id: lecturer.id, class_ids: [] })).status).toBe(
    200,
  );
  const changed = await as(app, admin).patch(path, { instructor_id: other.id, class_ids: [group.id] });
  expect(changed.body).toMatchObject({
    instructor: { id: other.id },
    class_ids: [group.id],
    member_count: 1,
  });
  expect((await as(app, admin).patch(path, { instructor_id: null, class_ids: [] })).body).toMatchObject({
    instructor: null,
    class_ids: [],
    member_count: 0,
  });
});

test('a closed semester is readable and nothing in it changes', async () => {
  const course = await makeCourse(app, { instructor_id: lecturer.id, students: [student] });
  await close(course.semester_id);
  const path = `/api/courses/${course.id}/`;
  const refusals = [
    await as(app, lecturer).patch(path, { title: 'Later' }),
    await as(app, admin).delete(path),
    await as(app, admin).post(`${path}enrolments/`, { user_id: student.id }),
    await as(app, admin).delete(`${path}enrolments/${student.id}/`),
    await as(app, student).post(`${path}leave`),
    await as(app, admin).post('/api/courses/', {
      code: 'NEW',
      title: 'New',
      semester_id: course.semester_id,
    }),
  ];
  expect(refusals.map(({ status, body }) => [status, body.type])).toEqual(
    refusals.map(() => [409, '/problems/semester-closed']),
  );
  expect((await as(app, admin).get(path)).body).toMatchObject({ may_edit: false, may_assign: false });
});

test('a course is deleted with its enrolments', async () => {
  const course = await makeCourse(app, { instructor_id: lecturer.id, students: [student] });
  expect((await as(app, lecturer).delete(`/api/courses/${course.id}/`)).status).toBe(204);
  expect((await as(app, lecturer).get(`/api/courses/${course.id}/`)).status).toBe(404);
});

test('a course with meetings or study groups is not deleted, and the refusal says why', async () => {
  const met = await makeCourse(app);
  await app.db.insert(course_api_meeting).values({
    title: 'Lecture 1',
    kind: 'lecture',
    course_id: met.id,
    host_id: lecturer.id,
    starts_at: '2026-03-17T10:00:00Z',
    ends_at: '2026-03-17T11:30:00Z',
    room: unique('room'),
  });
  const studied = await makeCourse(app);
  await app.db
    .insert(course_api_studygroup)
    .values({ name: 'Night Owls', course_id: studied.id, owner_id: student.id, invite_code: unique('code') });
  const first = await as(app, admin).delete(`/api/courses/${met.id}/`);
  expect(first.status).toBe(409);
  expect(first.body.detail).toContain('meetings');
  const second = await as(app, admin).delete(`/api/courses/${studied.id}/`);
  expect(second.status).toBe(409);
  expect(second.body.detail).toContain('study groups');
});
