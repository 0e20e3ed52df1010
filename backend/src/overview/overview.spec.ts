import { afterAll, expect, test } from 'vitest';
import { course_api_timetableentry } from '#timetable/tables';
import { as, testApp } from '#test/app';
import {
  makeAdmin,
  makeClass,
  makeCourse,
  makeLecturer,
  makeRoom,
  makeSemester,
  makeStudent,
} from '#test/make';

const app = await testApp();
afterAll(() => app.close());

test('an administrator sees how large the house is and what waits for them', async () => {
  const [admin, lecturer, student] = [await makeAdmin(app), await makeLecturer(app), await makeStudent(app)];
  await makeStudent(app, { active: false });
  const { id: semester_id, starts_on, ends_on } = await makeSemester(app, { is_current: true });
  await makeCourse(app);
  const taught = await makeCourse(app, { semester_id, instructor_id: lecturer.id });
  const untaught = await Promise.all(Array.from({ length: 6 }, () => makeCourse(app, { semester_id })));
  await makeClass(app, [student]);
  const empty = await makeClass(app);
  const room = await makeRoom(app);
  const slot = {
    course_id: taught.id,
    day_of_week: 2,
    starts_at: '10:00',
    ends_at: '11:30',
    starts_on,
    ends_on,
  };
  const [homeless] = await app.db
    .insert(course_api_timetableentry)
    .values([slot, { ...slot, day_of_week: 3, room_id: room.id }])
    .returning();

  const { body } = await as(app, admin).get('/api/admin/overview');
  expect(body.counts).toEqual({
    students: 1,
    lecturers: 1,
    courses: 7,
    classes: 2,
    rooms: 1,
    study_groups: 0,
    live_meetings: 0,
    messages_last_day: 0,
  });
  expect(body.waiting.courses_without_lecturer.count).toBe(untaught.length);
  expect(body.waiting.courses_without_lecturer.items).toHaveLength(5);
  expect(body.waiting.classes_without_students).toEqual({
    count: 1,
    items: [{ id: empty.id, name: empty.name }],
  });
  expect(body.waiting.slots_without_room).toEqual({
    count: 1,
    items: [
      {
        id: homeless?.id,
        day_of_week: 2,
        starts_at: '10:00',
        ends_at: '11:30',
        course: { id: taught.id, code: taught.code, title: taught.title },
      },
    ],
  });
});

test('the overview is for administrators alone', async () => {
  expect((await as(app, await makeLecturer(app)).get('/api/admin/overview')).status).toBe(403);
  expect((await as(app, await makeStudent(app)).get('/api/admin/overview')).status).toBe(403);
  expect((await as(app).get('/api/admin/overview')).status).toBe(401);
});
