import { eq, sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { course_api_course, course_api_courseclass } from '#courses/tables';
import { directory_auditentry, directory_semester } from '#directory/tables';
import { databaseError, asProblem } from '#platform/problem';
import { as, connect, testApp } from '#test/app';
import {
  makeAdmin,
  makeClass,
  makeCourse,
  makeLecturer,
  makeRoom,
  makeSemester,
  makeStudent,
} from '#test/make';
import { course_api_timetableclaim, course_api_timetableoccurrence } from './tables.ts';

const app = await testApp({ TIME_ZONE: 'Europe/Berlin' });
afterAll(() => app.close());
const admin = await makeAdmin(app);

/** Monday 5 January to Sunday 12 April 2026: 14 weeks, with the change to summer time on 29 March. */
const spring = { starts_on: '2026-01-05', ends_on: '2026-04-12' };
const monday = { day_of_week: 1, starts_at: '08:00', ends_at: '10:00' };

async function world() {
  const semester = await makeSemester(app, spring);
  const lecturer = await makeLecturer(app);
  const students = await makeClass(app);
  const room = await makeRoom(app);
  const course = await makeCourse(app, {
    semester_id: semester.id,
    instructor_id: lecturer.id,
    classes: [students],
  });
  const place = (body: object) =>
    as(app, admin).post('/api/timetable/', { room_id: room.id, ...monday, ...body });
  const otherCourse = (values: Parameters<typeof makeCourse>[1] = {}) =>
    makeCourse(app, { semester_id: semester.id, ...values });
  return { semester, lecturer, students, room, course, place, otherCourse };
}

const claims = (entryId: number) =>
  app.db
    .select({ kind: course_api_timetableclaim.kind, resource_id: course_api_timetableclaim.resource_id })
    .from(course_api_timetableclaim)
    .innerJoin(
      course_api_timetableoccurrence,
      eq(course_api_timetableoccurrence.id, course_api_timetableclaim.occurrence_id),
    )
    .where(eq(course_api_timetableoccurrence.entry_id, entryId));
const occurrences = (entryId: number) =>
  app.db
    .select()
    .from(course_api_timetableoccurrence)
    .where(eq(course_api_timetableoccurrence.entry_id, entryId))
    .orderBy(course_api_timetableoccurrence.starts_at);

test('a weekly slot gets a date for each week of its semester', async () => {
  const { course, room, lecturer, students, place } = await world();
  const { status, body } = await place({ course_id: course.id });
  expect(status).toBe(201);
  expect(body).toMatchObject({
    course: { id: course.id, code: course.code },
    room: { id: room.id },
    instructor: { id: lecturer.id },
    classes: [{ id: students.id }],
    ...monday,
    weeks: 'all',
    ...spring,
    when: 'Mondays 08:00–10:00, all weeks',
    warnings: [],
  });
  expect(await occurrences(body.id)).toHaveLength(14);
  expect(await claims(body.id)).toHaveLength(14 * 4);
});

test('eight in the morning stays eight in the morning when the clocks change', async () => {
  const { course, place } = await world();
  const { body } = await place({ course_id: course.id });
  const starts = (await occurrences(body.id)).map((one) => one.starts_at);
  expect(starts).toContain('2026-03-23T07:00:00.000Z');
  expect(starts).toContain('2026-03-30T06:00:00.000Z');
});

test('a slot in the hour that the change to summer time skips still has its length', async () => {
  const { course, place } = await world();
  const { body } = await place({
    course_id: course.id,
    day_of_week: 7,
    starts_at: '02:30',
    ends_at: '03:00',
  });
  const jump = (await occurrences(body.id)).find((one) => one.starts_at.startsWith('2026-03-29'));
  expect(jump).toMatchObject({ starts_at: '2026-03-29T01:30:00.000Z', ends_at: '2026-03-29T02:00:00.000Z' });
});

test('odd and even weeks share a slot without a clash', async () => {
  const { course, otherCourse, lecturer, place } = await world();
  const other = await otherCourse({ instructor_id: lecturer.id });
  const odd = await place({ course_id: course.id, weeks: 'odd' });
  const even = await place({ course_id: other.id, weeks: 'even' });
  expect([odd.status, even.status]).toEqual([201, 201]);
  expect((await occurrences(odd.body.id))[0]?.starts_at).toBe('2026-01-05T07:00:00.000Z');
  expect((await occurrences(even.body.id))[0]?.starts_at).toBe('2026-01-12T07:00:00.000Z');
  expect((await place({ course_id: other.id })).status).toBe(409);
});

test('one class begins at the minute the other ends', async () => {
  const { course, otherCourse, lecturer, students, place } = await world();
  const other = await otherCourse({ instructor_id: lecturer.id, classes: [students] });
  expect((await place({ course_id: course.id })).status).toBe(201);
  expect((await place({ course_id: other.id, starts_at: '10:00', ends_at: '12:00' })).status).toBe(201);
});

test('a taken room is refused with what, whose and when', async () => {
  const { course, room, otherCourse, place } = await world();
  const { body: first } = await place({ course_id: course.id });
  const other = await otherCourse();
  const { status, body } = await place({ course_id: other.id, starts_at: '09:00', ends_at: '11:00' });
  expect(status).toBe(409);
  expect(body.type).toBe('/problems/timetable-conflict');
  expect(body.conflicts).toHaveLength(1);
  expect(body.conflicts[0]).toMatchObject({
    with: 'room',
    entry: { id: first.id, course: { code: course.code }, instructor: { full_name: 'Dr Wanjiku Kamau' } },
  });
  expect(body.conflicts[0].occurrences).toHaveLength(5);
  expect(body.conflicts[0].occurrences[0]).toBe('2026-01-05T07:00:00.000Z');
  expect(body.detail).toBe(
    `${room.name} is taken on Mondays 08:00–10:00, all weeks, by ${course.code} ${course.title} (Dr Wanjiku Kamau).`,
  );
});

test('a lecturer cannot be in two rooms', async () => {
  const { course, otherCourse, lecturer, place } = await world();
  await place({ course_id: course.id });
  const other = await otherCourse({ instructor_id: lecturer.id });
  const { status, body } = await place({ course_id: other.id, room_id: (await makeRoom(app)).id });
  expect([status, body.conflicts.map((one: { with: string }) => one.with)]).toEqual([409, ['instructor']]);
});

test('a class cannot be in two rooms', async () => {
  const { course, otherCourse, students, place } = await world();
  await place({ course_id: course.id });
  const other = await otherCourse({ classes: [students] });
  const { status, body } = await place({ course_id: other.id, room_id: null });
  expect([status, body.conflicts.map((one: { with: string }) => one.with)]).toEqual([409, ['class']]);
});

test('everything that stands in the way is named at once', async () => {
  const { course, otherCourse, lecturer, students, place } = await world();
  await place({ course_id: course.id });
  const other = await otherCourse({ instructor_id: lecturer.id, classes: [students] });
  const { body } = await place({ course_id: other.id });
  expect(body.conflicts.map((one: { with: string }) => one.with)).toEqual(['room', 'instructor', 'class']);
});

test('of twenty who save the same slot at once, one does, and the others read why not', async () => {
  const { course, place } = await world();
  const answers = await Promise.all(Array.from({ length: 20 }, () => place({ course_id: course.id })));
  const statuses = answers.map((one) => one.status).toSorted();
  expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
  for (const { status, body } of answers) if (status === 409) expect(body.conflicts).not.toHaveLength(0);
});

test('a course without room, lecturer and class still cannot take place twice at once', async () => {
  const { otherCourse, place } = await world();
  const other = await otherCourse();
  expect((await place({ course_id: other.id, room_id: null })).status).toBe(201);
  const { status, body } = await place({ course_id: other.id, room_id: null });
  expect([status, body.conflicts[0].with]).toEqual([409, 'class']);
});

test('different courses that want one room at once: one gets it', async () => {
  const { otherCourse, place } = await world();
  const courses = await Promise.all(Array.from({ length: 8 }, () => otherCourse()));
  const answers = await Promise.all(courses.map((one) => place({ course_id: one.id })));
  expect(answers.filter((one) => one.status === 201)).toHaveLength(1);
  expect(answers.filter((one) => one.status === 409)).toHaveLength(7);
});

test('a double booking by hand in the database is refused', async () => {
  const { course, room, otherCourse, place } = await world();
  await place({ course_id: course.id });
  const { body: free } = await place({ course_id: (await otherCourse()).id, day_of_week: 2 });
  const byHand = app.db.execute(sql`
    insert into course_api_timetableoccurrence (entry_id, course_id, room_id, starts_at, ends_at)
    values (${free.id}, ${free.course_id}, ${room.id}, '2026-01-05T08:30:00Z', '2026-01-05T09:30:00Z')`);
  expect(databaseError(await byHand.catch((error: unknown) => error))?.code).toBe('23P01');
  const moved = app.db.execute(sql`
    update course_api_timetableoccurrence set starts_at = starts_at - interval '1 day', ends_at = ends_at - interval '1 day' where entry_id = ${free.id}`);
  expect(databaseError(await moved.catch((error: unknown) => error))?.code).toBe('23P01');
});

test('a cancelled date is free for others', async () => {
  const { course, otherCourse, place } = await world();
  const { body } = await place({ course_id: course.id, ends_on: '2026-01-05' });
  await app.db
    .update(course_api_timetableoccurrence)
    .set({ status: 'cancelled' })
    .where(eq(course_api_timetableoccurrence.entry_id, body.id));
  expect(await claims(body.id)).toEqual([]);
  expect((await place({ course_id: (await otherCourse()).id, ends_on: '2026-01-05' })).status).toBe(201);
});

test('a lecturer who teaches elsewhere at that time cannot take over the course', async () => {
  const { course, lecturer, otherCourse, place } = await world();
  const { body: entry } = await place({ course_id: course.id });
  const other = await otherCourse();
  await place({ course_id: other.id, room_id: null });
  const taken = await app.db
    .update(course_api_course)
    .set({ instructor_id: lecturer.id })
    .where(eq(course_api_course.id, other.id))
    .catch((error: unknown) => error);
  const problem = await asProblem(taken, app.db);
  expect(problem?.body()).toMatchObject({
    status: 409,
    type: '/problems/timetable-conflict',
    conflicts: [{ with: 'instructor', entry: { id: entry.id } }],
  });
  const free = await makeLecturer(app);
  await app.db
    .update(course_api_course)
    .set({ instructor_id: free.id })
    .where(eq(course_api_course.id, course.id));
  expect(await claims(entry.id)).toContainEqual({ kind: 'instructor', resource_id: free.id });
  expect(await claims(entry.id)).not.toContainEqual({ kind: 'instructor', resource_id: lecturer.id });
});

test('a class that is elsewhere at that time cannot join the course', async () => {
  const { course, students, otherCourse, place } = await world();
  await place({ course_id: course.id });
  const other = await otherCourse();
  const { body: entry } = await place({ course_id: other.id, room_id: null });
  const joined = await app.db
    .insert(course_api_courseclass)
    .values({ course_id: other.id, class_id: students.id })
    .catch((error: unknown) => error);
  expect((await asProblem(joined, app.db))?.body()).toMatchObject({
    status: 409,
    conflicts: [{ with: 'class' }],
  });
  await app.db.delete(course_api_courseclass).where(eq(course_api_courseclass.course_id, course.id));
  await app.db.insert(course_api_courseclass).values({ course_id: other.id, class_id: students.id });
  expect(await claims(entry.id)).toContainEqual({ kind: 'class', resource_id: students.id });
});

test('a course that changes its lecturer while it is being placed cannot slip past the rule', async () => {
  const { course, lecturer, otherCourse, place } = await world();
  const other = await otherCourse();
  await place({ course_id: course.id });
  const [placed, changed] = await Promise.all([
    place({ course_id: other.id, room_id: null }),
    app.db
      .update(course_api_course)
      .set({ instructor_id: lecturer.id })
      .where(eq(course_api_course.id, other.id))
      .then(
        () => 'changed',
        () => 'refused',
      ),
  ]);
  expect([placed.status, changed]).toEqual(placed.status === 201 ? [201, 'refused'] : [409, 'changed']);
});

test('a slot moves, keeps its own time free for itself, and is refused where another stands', async () => {
  const { course, otherCourse, place } = await world();
  const { body: entry } = await place({ course_id: course.id });
  const { body: blocker } = await place({
    course_id: (await otherCourse()).id,
    starts_at: '10:00',
    ends_at: '12:00',
  });
  const call = as(app, admin);
  const later = await call.patch(`/api/timetable/${entry.id}`, { starts_at: '09:00', ends_at: '10:00' });
  expect([later.status, later.body.starts_at]).toEqual([200, '09:00']);
  const refused = await call.patch(`/api/timetable/${entry.id}`, { ends_at: '11:00' });
  expect([refused.status, refused.body.conflicts[0].entry.id]).toEqual([409, blocker.id]);
  expect((await call.get(`/api/timetable/${entry.id}`)).body).toMatchObject({
    starts_at: '09:00',
    ends_at: '10:00',
  });
  expect((await occurrences(entry.id)).map((one) => one.starts_at.slice(11, 16))).toContain('08:00');
});

test('a date that stays keeps its id and its cancellation when the room changes', async () => {
  const { course, place } = await world();
  const { body: entry } = await place({ course_id: course.id });
  const before = await occurrences(entry.id);
  await app.db
    .update(course_api_timetableoccurrence)
    .set({ status: 'cancelled' })
    .where(eq(course_api_timetableoccurrence.id, before[2]?.id ?? 0));
  const room = await makeRoom(app);
  await as(app, admin).patch(`/api/timetable/${entry.id}`, { room_id: room.id });
  const after = await occurrences(entry.id);
  expect(after.map((one) => one.id)).toEqual(before.map((one) => one.id));
  expect(after[2]).toMatchObject({ status: 'cancelled', room_id: room.id });
  expect(await claims(entry.id)).toHaveLength(13 * 4);
});

test('a slot without days of its own runs through the semester', async () => {
  const { course, place } = await world();
  const { body } = await place({ course_id: course.id, starts_on: '2026-02-02', ends_on: '2026-02-28' });
  expect(await occurrences(body.id)).toHaveLength(4);
  const { body: whole } = await as(app, admin).patch(`/api/timetable/${body.id}`, {
    starts_on: null,
    ends_on: null,
  });
  expect(whole).toMatchObject(spring);
  expect(await occurrences(body.id)).toHaveLength(14);
});

test('a deleted slot leaves its time to others', async () => {
  const { course, otherCourse, place } = await world();
  const { body: entry } = await place({ course_id: course.id });
  expect((await as(app, admin).delete(`/api/timetable/${entry.id}`)).status).toBe(204);
  expect((await place({ course_id: (await otherCourse()).id })).status).toBe(201);
  expect((await as(app, admin).get(`/api/timetable/${entry.id}`)).status).toBe(404);
});

test('what cannot be is refused at its field', async () => {
  const { course, place } = await world();
  const pointerOf = async (body: object) =>
    (await place({ course_id: course.id, ...body })).body.errors?.[0].pointer;
  expect(await pointerOf({ ends_at: '08:00' })).toBe('/ends_at');
  expect(await pointerOf({ day_of_week: 8 })).toBe('/day_of_week');
  expect(await pointerOf({ room_id: 999_999 })).toBe('/room_id');
  expect(await pointerOf({ course_id: 999_999 })).toBe('/course_id');
  expect(await pointerOf({ starts_on: '2026-01-01' })).toBe('/starts_on');
  expect(await pointerOf({ ends_on: '2026-05-01' })).toBe('/ends_on');
  expect(await pointerOf({ starts_on: '2026-02-30' })).toBe('/starts_on');
});

test('a room with fewer seats than students is allowed and said', async () => {
  const { otherCourse, place } = await world();
  const students = await Promise.all([makeStudent(app), makeStudent(app)]);
  const room = await makeRoom(app, { capacity: 1 });
  const { status, body } = await place({ course_id: (await otherCourse({ students })).id, room_id: room.id });
  expect([status, body.warnings]).toEqual([201, [`${room.name} has 1 seats for 2 students.`]]);
});

test('the timetable of a closed semester stands still', async () => {
  const { course, semester, place } = await world();
  const { body: entry } = await place({ course_id: course.id });
  await app.db
    .update(directory_semester)
    .set({ closed_at: new Date().toISOString() })
    .where(eq(directory_semester.id, semester.id));
  expect((await place({ course_id: course.id, day_of_week: 2 })).body.type).toBe('/problems/semester-closed');
  expect((await as(app, admin).patch(`/api/timetable/${entry.id}`, { day_of_week: 2 })).status).toBe(409);
  expect((await as(app, admin).delete(`/api/timetable/${entry.id}`)).status).toBe(409);
  expect((await as(app, admin).get(`/api/timetable/${entry.id}`)).status).toBe(200);
});

test('a semester cannot shrink away from its timetable, and can grow', async () => {
  const { course, semester, place } = await world();
  await place({ course_id: course.id, weeks: 'odd' });
  const setDates = (values: Partial<typeof directory_semester.$inferInsert>) =>
    app.db
      .update(directory_semester)
      .set(values)
      .where(eq(directory_semester.id, semester.id))
      .then(
        () => undefined,
        (error: unknown) => asProblem(error, app.db),
      );
  expect((await setDates({ ends_on: '2026-03-01' }))?.body()).toMatchObject({ status: 409 });
  expect((await setDates({ starts_on: '2025-12-29' }))?.message).toContain('odd and even weeks');
  expect(await setDates({ ends_on: '2026-05-01' })).toBeUndefined();
});

test('only administrators write the timetable, and everyone reads it', async () => {
  const { course, lecturer, place } = await world();
  const { body: entry } = await place({ course_id: course.id });
  const student = await makeStudent(app);
  for (const person of [student, lecturer]) {
    const call = as(app, person);
    expect((await call.post('/api/timetable/', { course_id: course.id, ...monday })).status).toBe(403);
    expect((await call.patch(`/api/timetable/${entry.id}`, { day_of_week: 2 })).status).toBe(403);
    expect((await call.delete(`/api/timetable/${entry.id}`)).status).toBe(403);
    expect((await call.get(`/api/timetable/${entry.id}`)).status).toBe(200);
  }
  expect((await as(app).get('/api/timetable/?from=2026-01-05&to=2026-01-11')).status).toBe(401);
});

test('each person reads their own timetable, and any class, lecturer or room', async () => {
  const { semester, lecturer, students, room, place } = await world();
  const student = await makeStudent(app);
  const course = await makeCourse(app, {
    semester_id: semester.id,
    instructor_id: lecturer.id,
    classes: [students],
    students: [student],
  });
  const { body: entry } = await place({ course_id: course.id });
  const week = '/api/timetable/?from=2026-01-05&to=2026-01-11';
  const expected = {
    entry_id: entry.id,
    course: { id: course.id, code: course.code, title: course.title },
    room: { id: room.id, name: room.name },
    instructor: { id: lecturer.id, full_name: lecturer.full_name },
    class_ids: [students.id],
    starts_at: '2026-01-05T07:00:00.000Z',
    ends_at: '2026-01-05T09:00:00.000Z',
    status: 'planned',
    meeting_id: null,
  };
  const stranger = await makeStudent(app);
  const read = async (person: typeof student, query = '') =>
    (await as(app, person).get(week + query)).body.items;
  expect(await read(student)).toEqual([{ ...expected, occurrence_id: expect.any(Number) }]);
  expect(await read(lecturer)).toMatchObject([expected]);
  expect(await read(stranger)).toEqual([]);
  expect(await read(stranger, `&class_id=${students.id}`)).toMatchObject([expected]);
  expect(await read(stranger, `&room_id=${room.id}`)).toMatchObject([expected]);
  expect(await read(stranger, `&instructor_id=${lecturer.id}`)).toMatchObject([expected]);
  expect(await read(stranger, `&course_id=${course.id}`)).toMatchObject([expected]);
  const office = await as(app, admin).get(week);
  expect(office.body).toMatchObject({ items: [], time_zone: 'Europe/Berlin', hint: expect.any(String) });
});

test("days are the institution's days, and at most 62 of them", async () => {
  const { course, room, place } = await world();
  await place({ course_id: course.id, starts_at: '00:00', ends_at: '00:30' });
  const read = (from: string, to: string) =>
    as(app, admin).get(`/api/timetable/?from=${from}&to=${to}&room_id=${room.id}`);
  expect((await read('2026-01-05', '2026-01-05')).body.items).toHaveLength(1);
  expect((await read('2026-01-04', '2026-01-04')).body.items).toHaveLength(0);
  expect((await read('2026-01-05', '2026-03-07')).status).toBe(200);
  expect((await read('2026-01-05', '2026-03-08')).status).toBe(400);
  expect((await read('2026-01-05', '2026-01-04')).status).toBe(400);
});

test('a refused slot comes with free ways out: the room that fits best, then other times', async () => {
  const { course, room, otherCourse, lecturer, place } = await world();
  await place({ course_id: course.id });
  const other = await otherCourse({ students: [await makeStudent(app)] });
  const query = `course_id=${other.id}&day_of_week=1&starts_at=08:00&ends_at=10:00&room_id=${room.id}`;
  const { body } = await as(app, admin).get(`/api/timetable/suggestions?${query}`);
  expect(body.items).toHaveLength(3);
  expect(body.items[0]).toMatchObject({
    day_of_week: 1,
    starts_at: '08:00',
    detail: expect.stringContaining('same time'),
  });
  expect(body.items[1]).toMatchObject({ starts_at: '10:00', day_of_week: 1, room: { id: room.id } });
  for (const { day_of_week, starts_at, ends_at, room: free } of body.items) {
    const { status, body: made } = await place({
      course_id: other.id,
      day_of_week,
      starts_at,
      ends_at,
      room_id: free.id,
    });
    expect(status).toBe(201);
    await as(app, admin).delete(`/api/timetable/${made.id}`);
  }
  expect((await as(app, lecturer).get(`/api/timetable/suggestions?${query}`)).status).toBe(403);
});

test('those concerned hear of a change at once, and the audit keeps it', async () => {
  const { semester, place } = await world();
  const [student, stranger] = await Promise.all([makeStudent(app), makeStudent(app)]);
  const course = await makeCourse(app, { semester_id: semester.id, students: [student] });
  const hers = await connect(app, '/ws/notifications/', student);
  const theirs = await connect(app, '/ws/notifications/', stranger);
  const { body: entry } = await place({ course_id: course.id });
  expect(await hers.next('timetable')).toMatchObject({ course_id: course.id });
  expect(theirs.received.some((event) => event['type'] === 'timetable')).toBe(false);
  const lines = await app.db
    .select()
    .from(directory_auditentry)
    .where(eq(directory_auditentry.subject, `timetable-entry:${entry.id}`));
  expect(lines).toMatchObject([{ actor_id: admin.id, action: 'timetable.scheduled' }]);
});

test('a course keeps its lecturer and classes when the ones it should get are busy, and says why', async () => {
  const { course, lecturer, students, otherCourse, place } = await world();
  const { body: entry } = await place({ course_id: course.id });
  const other = await otherCourse();
  await place({ course_id: other.id, room_id: null });
  const call = as(app, admin);
  for (const [change, kind] of [
    [{ instructor_id: lecturer.id }, 'instructor'],
    [{ class_ids: [students.id] }, 'class'],
  ] as const) {
    const { status, body } = await call.patch(`/api/courses/${other.id}/`, change);
    expect([status, body.type]).toEqual([409, '/problems/timetable-conflict']);
    expect(body.conflicts).toMatchObject([{ with: kind, entry: { id: entry.id } }]);
  }
  const { body } = await call.get(`/api/courses/${other.id}/`);
  expect(body).toMatchObject({
    instructor: null,
    class_ids: [],
    timetable: [{ day_of_week: 1, starts_at: '08:00', ends_at: '10:00', room: null }],
  });
});

test('two changes of one slot at the same moment both hold', async () => {
  const { course, place } = await world();
  const other = await makeRoom(app);
  const { body: entry } = await place({ course_id: course.id });
  const change = (body: object) => as(app, admin).patch(`/api/timetable/${entry.id}`, body);
  for (const day_of_week of [2, 3, 4, 5]) {
    const room_id = day_of_week % 2 ? other.id : entry.room_id;
    await Promise.all([change({ room_id }), change({ day_of_week })]);
    expect((await as(app, admin).get(`/api/timetable/${entry.id}`)).body).toMatchObject({
      room_id,
      day_of_week,
    });
  }
});
