import { setTimeout } from 'node:timers/promises';
import { and, eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { directory_semester } from '#directory/tables';
import { school_classmembership } from '#school/tables';
import { as, testApp } from '#test/app';
import { makeAdmin, makeClass, makeCourse, makeLecturer, makeStudent } from '#test/make';
import type { Enrolment } from './contract.ts';
import {
  assertTeaches,
  courseMemberIds,
  isCourseFaculty,
  isCourseMember,
  listMyCourseIds,
} from './public.ts';
import { course_api_courseclass } from './tables.ts';

const app = await testApp();
afterAll(() => app.close());

const admin = await makeAdmin(app);
const lecturer = await makeLecturer(app);
const members = async (course_id: number) =>
  (await as(app, admin).get(`/api/courses/${course_id}/enrolments/`)).body.items.map(
    (one: Enrolment) => one.user_id,
  );
const joinClass = (class_id: number, user_id: number) =>
  app.db.insert(school_classmembership).values({ class_id, user_id });
const leaveClass = (class_id: number, user_id: number) =>
  app.db
    .delete(school_classmembership)
    .where(and(eq(school_classmembership.class_id, class_id), eq(school_classmembership.user_id, user_id)));

test('who joins a class takes its courses, who leaves it does not', async () => {
  const student = await makeStudent(app);
  const group = await makeClass(app);
  const course = await makeCourse(app, { classes: [group] });
  await joinClass(group.id, student.id);
  expect(await members(course.id)).toEqual([student.id]);
  await leaveClass(group.id, student.id);
  expect(await members(course.id)).toEqual([]);
});

test('who is in a course through two classes stays when one of them goes', async () => {
  const student = await makeStudent(app);
  const [first, second] = [await makeClass(app, [student]), await makeClass(app, [student])];
  const course = await makeCourse(app, { classes: [first, second] });
  await leaveClass(first.id, student.id);
  expect(await members(course.id)).toEqual([student.id]);
  await as(app, admin).patch(`/api/courses/${course.id}/`, { class_ids: [] });
  expect(await members(course.id)).toEqual([]);
});

test('who was enrolled alone stays when their class goes', async () => {
  const student = await makeStudent(app);
  const group = await makeClass(app, [student]);
  const course = await makeCourse(app, { classes: [group] });
  await as(app, admin).post(`/api/courses/${course.id}/enrolments/`, { user_id: student.id });
  await leaveClass(group.id, student.id);
  expect(await members(course.id)).toEqual([student.id]);
});

test('a closed semester keeps the people that it had', async () => {
  const [before, later] = [await makeStudent(app), await makeStudent(app)];
  const group = await makeClass(app, [before]);
  const course = await makeCourse(app, { classes: [group] });
  await app.db
    .update(directory_semester)
    .set({ closed_at: new Date().toISOString() })
    .where(eq(directory_semester.id, course.semester_id));
  await joinClass(group.id, later.id);
  await leaveClass(group.id, before.id);
  expect(await members(course.id)).toEqual([before.id]);
});

test('a student who joins a class while the class joins a course is not missed', async () => {
  const student = await makeStudent(app);
  const group = await makeClass(app);
  const course = await makeCourse(app);
  let joined: Promise<unknown> = Promise.resolve();
  await app.db.transaction(async (tx) => {
    await tx.insert(course_api_courseclass).values({ course_id: course.id, class_id: group.id });
    joined = joinClass(group.id, student.id).execute();
    await setTimeout(150);
  });
  await joined;
  expect(await members(course.id)).toEqual([student.id]);
});

test('one, several and a whole class are enrolled, and enrolling again changes nothing', async () => {
  const [one, two, three] = [await makeStudent(app), await makeStudent(app), await makeStudent(app)];
  const group = await makeClass(app, [three]);
  const course = await makeCourse(app, { instructor_id: lecturer.id });
  const path = `/api/courses/${course.id}/enrolments/`;
  const single = await as(app, lecturer).post(path, { user_id: one.id });
  expect([single.status, single.body]).toEqual([201, { changed: 1, unchanged: 0 }]);
  expect((await as(app, lecturer).post(path, { user_ids: [one.id, two.id, two.id] })).body).toEqual({
    changed: 1,
    unchanged: 1,
  });
  expect((await as(app, lecturer).post(path, { class_id: group.id })).body).toEqual({
    changed: 1,
    unchanged: 0,
  });
  const again = await as(app, lecturer).post(path, { class_id: group.id });
  expect([again.status, again.body]).toEqual([200, { changed: 0, unchanged: 1 }]);
  expect((await members(course.id)).sort()).toEqual([one.id, two.id, three.id].sort());
});

test('people are taken out alone, together and by class', async () => {
  const students = [await makeStudent(app), await makeStudent(app), await makeStudent(app)];
  const [one, two, three] = students.map((student) => student.id);
  const group = await makeClass(app, [{ id: three ?? 0 }]);
  const course = await makeCourse(app, { students, classes: [group] });
  const path = `/api/courses/${course.id}/enrolments/`;
  expect((await as(app, admin).delete(`${path}${one}/`)).status).toBe(204);
  expect((await as(app, admin).delete(`${path}${one}/`)).status).toBe(204);
  expect((await as(app, admin).delete(path, { user_ids: [one, two] })).body).toEqual({
    changed: 1,
    unchanged: 1,
  });
  expect((await as(app, admin).delete(path, { class_id: group.id })).body).toEqual({
    changed: 1,
    unchanged: 0,
  });
  expect(await members(course.id)).toEqual([]);
});

test('only students with an account are enrolled, and exactly one way of naming them is understood', async () => {
  const course = await makeCourse(app);
  const gone = await makeStudent(app, { active: false });
  const path = `/api/courses/${course.id}/enrolments/`;
  const refusal = async (target: object) => {
    const { status, body } = await as(app, admin).post(path, target);
    return [status, body.errors?.[0].pointer];
  };
  expect(await refusal({ user_id: lecturer.id })).toEqual([400, '/user_id']);
  expect(await refusal({ user_id: gone.id })).toEqual([400, '/user_id']);
  expect(await refusal({ user_ids: [999_999_999] })).toEqual([400, '/user_ids']);
  expect(await refusal({ class_id: 999_999_999 })).toEqual([400, '/class_id']);
  expect(await refusal({})).toEqual([400, '/user_id']);
  expect(await refusal({ user_id: gone.id, class_id: 1 })).toEqual([400, '/user_id']);
});

test('another lecturer and a student cannot enrol anyone', async () => {
  const [student, other] = [await makeStudent(app), await makeLecturer(app)];
  const course = await makeCourse(app, { instructor_id: lecturer.id, students: [student] });
  const path = `/api/courses/${course.id}/enrolments/`;
  expect((await as(app, other).post(path, { user_id: student.id })).status).toBe(403);
  expect((await as(app, student).post(path, { user_id: student.id })).status).toBe(403);
  expect((await as(app, other).delete(`${path}${student.id}/`)).status).toBe(403);
});

test('fellow students see names, those who run the course see addresses too, strangers see nothing', async () => {
  const [student, stranger] = [await makeStudent(app), await makeStudent(app)];
  const course = await makeCourse(app, { instructor_id: lecturer.id, students: [student] });
  const path = `/api/courses/${course.id}/enrolments/`;
  const fellow = (await as(app, student).get(path)).body;
  expect(fellow).toEqual({
    items: [{ user_id: student.id, full_name: student.full_name, avatar_url: null }],
    next: null,
  });
  expect((await as(app, lecturer).get(path)).body.items[0]).toMatchObject({
    email: student.email,
    by_class: false,
  });
  expect((await as(app, stranger).get(path)).status).toBe(404);
});

test('a long list is read in pages, each person once, and searched by name', async () => {
  const names = ['Amina', 'brian', 'Chebet', 'Amina', 'Faith'];
  const students = await Promise.all(names.map((full_name) => makeStudent(app, { full_name })));
  const course = await makeCourse(app, { students });
  const path = `/api/courses/${course.id}/enrolments/`;
  const read: string[] = [];
  let cursor = '';
  do {
    const { body } = await as(app, admin).get(`${path}?limit=2${cursor && `&cursor=${cursor}`}`);
    read.push(...body.items.map((one: Enrolment) => one.full_name));
    cursor = body.next ?? '';
  } while (cursor);
  expect(read).toEqual(['Amina', 'Amina', 'brian', 'Chebet', 'Faith']);
  expect((await as(app, admin).get(`${path}?q=HEB`)).body.items).toHaveLength(1);
  expect((await as(app, admin).get(`${path}?cursor=x`)).status).toBe(400);
});

test('a student leaves a course of their own and may take it back, once', async () => {
  const student = await makeStudent(app);
  const course = await makeCourse(app, { students: [student] });
  const path = `/api/courses/${course.id}`;
  expect((await as(app, student).post(`${path}/rejoin`)).status).toBe(404);
  expect((await as(app, student).post(`${path}/leave`)).status).toBe(204);
  expect((await as(app, student).get(`${path}/`)).status).toBe(404);
  expect((await as(app, student).post(`${path}/rejoin`)).status).toBe(204);
  expect((await as(app, student).get(`${path}/`)).body.my_enrolment).toBe('own');
  await as(app, admin).delete(`${path}/enrolments/${student.id}/`);
  expect((await as(app, student).post(`${path}/rejoin`)).status).toBe(404);
});

test('a student cannot leave a course of their class, and the refusal names the class', async () => {
  const student = await makeStudent(app);
  const group = await makeClass(app, [student]);
  const course = await makeCourse(app, { classes: [group] });
  const { status, body } = await as(app, student).post(`/api/courses/${course.id}/leave`);
  expect(status).toBe(409);
  expect(body.detail).toContain(group.name);
  expect((await as(app, await makeStudent(app)).post(`/api/courses/${course.id}/leave`)).status).toBe(404);
});

test('neighbours learn who takes and who runs a course', async () => {
  const [student, other] = [await makeStudent(app), await makeLecturer(app)];
  const course = await makeCourse(app, { instructor_id: lecturer.id, students: [student] });
  const actor = (user: { id: number; role: 'student' | 'faculty' | 'admin' }) => ({
    id: user.id,
    role: user.role,
    full_name: '',
    session_id: '',
  });
  expect((await courseMemberIds(app.db, course.id)).sort()).toEqual([student.id, lecturer.id].sort());
  expect(await isCourseFaculty(app.db, actor(lecturer), course.id)).toBe(true);
  expect(await isCourseFaculty(app.db, actor(admin), course.id)).toBe(true);
  expect(await isCourseFaculty(app.db, actor(other), course.id)).toBe(false);
  expect(await isCourseMember(app.db, actor(student), course.id)).toBe(true);
  expect(await isCourseMember(app.db, actor(other), course.id)).toBe(false);
  expect(await listMyCourseIds(app.db, actor(student))).toEqual([course.id]);
  await expect(assertTeaches(app.db, actor(other), course.id)).rejects.toMatchObject({ status: 403 });
  await expect(assertTeaches(app.db, actor(student), course.id)).rejects.toMatchObject({ status: 403 });
});

test('a course that closed or went meanwhile is not taken back', async () => {
  const student = await makeStudent(app);
  const [closed, gone] = [
    await makeCourse(app, { students: [student] }),
    await makeCourse(app, { students: [student] }),
  ];
  for (const { id } of [closed, gone])
    expect((await as(app, student).post(`/api/courses/${id}/leave`)).status).toBe(204);
  await app.db
    .update(directory_semester)
    .set({ closed_at: new Date().toISOString() })
    .where(eq(directory_semester.id, closed.semester_id));
  await as(app, admin).delete(`/api/courses/${gone.id}/`);
  expect((await as(app, student).post(`/api/courses/${closed.id}/rejoin`)).status).toBe(409);
  expect((await as(app, student).post(`/api/courses/${gone.id}/rejoin`)).status).toBe(404);
});
