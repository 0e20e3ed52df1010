import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { directory_semester } from '#directory/tables';
import { as, connect, testApp, type SignedIn } from '#test/app';
import {
  makeAdmin,
  makeCourse,
  makeGroup,
  makeLecturer,
  makeMeeting,
  makeSemester,
  makeStudent,
} from '#test/make';
import { course_api_timetableentry, course_api_timetableoccurrence } from '#timetable/tables';
import { endOverdueMeetings } from './lifecycle.ts';
import { course_api_meeting } from './tables.ts';

const app = await testApp();
afterAll(() => app.close());

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const times = (from = 60) => ({ starts_at: inMinutes(from), ends_at: inMinutes(from + 60) });
async function world() {
  const [lecturer, student, outsider] = [
    await makeLecturer(app),
    await makeStudent(app),
    await makeStudent(app),
  ];
  const course = await makeCourse(app, { instructor_id: lecturer.id, students: [student] });
  const group = await makeGroup(app, { owner: student });
  return { lecturer, student, outsider, course, group };
}

test('a lecturer schedules a lecture, and everybody concerned sees it without token or room', async () => {
  const { lecturer, student, outsider, course } = await world();
  const input = { title: ' Hash tables ', course_id: course.id, ...times() };
  const { status, body } = await as(app, lecturer).post('/api/meetings/', input);
  expect(status).toBe(201);
  expect(body).toMatchObject({
    title: 'Hash tables',
    kind: 'lecture',
    course_id: course.id,
    study_group_id: null,
    host: { id: lecturer.id, full_name: lecturer.full_name },
    state: 'scheduled',
    may_join: false,
    may_manage: true,
    meeting_url: `${app.settings.public_url}/meetings/${body.id}`,
  });
  const { body: list } = await as(app, student).get('/api/meetings/?scope=upcoming');
  expect(list.items).toHaveLength(1);
  expect(list.items[0]).toMatchObject({ id: body.id, may_manage: false });
  expect(JSON.stringify([body, list])).not.toMatch(/jwt_token|"room"|m-[0-9a-f]{32}/);
  expect((await as(app, outsider).get('/api/meetings/')).body.items).toEqual([]);
});

test('who schedules where', async () => {
  const { student, outsider, course, group } = await world();
  const [admin, other] = [await makeAdmin(app), await makeLecturer(app)];
  const schedule = async (who: SignedIn, place: object) =>
    (await as(app, who).post('/api/meetings/', { title: 'Revision', ...times(), ...place })).status;
  const lecture = { course_id: course.id };
  expect(await schedule(student, lecture)).toBe(403);
  expect(await schedule(outsider, lecture)).toBe(404);
  expect(await schedule(other, lecture)).toBe(403);
  expect(await schedule(admin, lecture)).toBe(201);
  const call = { study_group_id: group.id };
  expect(await schedule(student, call)).toBe(201);
  expect(await schedule(outsider, call)).toBe(403);
  expect(await schedule(student, {})).toBe(400);
  expect(await schedule(student, { ...call, ...lecture })).toBe(400);
});

test('times that cannot be are refused at their field', async () => {
  const { lecturer, course } = await world();
  const start = inMinutes(60);
  for (const wrong of [
    { starts_at: start, ends_at: start },
    { starts_at: inMinutes(60), ends_at: inMinutes(60 * 26) },
    { starts_at: inMinutes(-60), ends_at: inMinutes(-1) },
  ]) {
    const { status, body } = await as(app, lecturer).post('/api/meetings/', {
      title: 'Revision',
      course_id: course.id,
      ...wrong,
    });
    expect([status, body.errors[0].pointer]).toEqual([400, '/ends_at']);
  }
});

test('a closed semester has no new lectures', async () => {
  const lecturer = await makeLecturer(app);
  const semester = await makeSemester(app);
  const course = await makeCourse(app, { instructor_id: lecturer.id, semester_id: semester.id });
  await app.db
    .update(directory_semester)
    .set({ closed_at: inMinutes(-1) })
    .where(eq(directory_semester.id, semester.id));
  const { status, body } = await as(app, lecturer).post('/api/meetings/', {
    title: 'Revision',
    course_id: course.id,
    ...times(),
  });
  expect([status, body.type]).toEqual([409, '/problems/semester-closed']);
});

async function slot(course_id: number, from = 60) {
  const [entry] = await app.db
    .insert(course_api_timetableentry)
    .values({
      course_id,
      day_of_week: 1,
      starts_at: '08:00',
      ends_at: '10:00',
      starts_on: new Date().toISOString().slice(0, 10),
      ends_on: new Date().toISOString().slice(0, 10),
    })
    .returning();
  const entry_id = entry?.id ?? 0;
  const [occurrence] = await app.db
    .insert(course_api_timetableoccurrence)
    .values({ entry_id, course_id, ...times(from) })
    .returning();
  return { timetable_entry_id: entry_id, starts_at: occurrence?.starts_at ?? '' };
}

test('a double click on a class of the timetable makes one meeting', async () => {
  const { lecturer, course } = await world();
  const input = await slot(course.id);
  const clicks = await Promise.all(
    Array.from({ length: 6 }, () => as(app, lecturer).post('/api/meetings/from-slot', input)),
  );
  expect(clicks.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
  expect(new Set(clicks.map(({ body }) => body.id)).size).toBe(1);
  expect(clicks[0]?.body).toMatchObject({ title: course.title, starts_at: input.starts_at, kind: 'lecture' });

  const { status, body } = await as(app, lecturer).post('/api/meetings/', {
    title: 'Again',
    course_id: course.id,
    timetable_entry_id: input.timetable_entry_id,
    starts_at: input.starts_at,
    ends_at: inMinutes(200),
  });
  expect([status, body.meeting_id]).toEqual([409, clicks[0]?.body.id]);
});

test('a class whose meeting moved keeps it, and one whose meeting was cancelled gets a new one', async () => {
  const { lecturer, course } = await world();
  const input = await slot(course.id);
  const call = as(app, lecturer);
  const { body: first } = await call.post('/api/meetings/from-slot', input);
  await call.patch(`/api/meetings/${first.id}/`, times(90));
  expect((await call.post('/api/meetings/from-slot', input)).body.id).toBe(first.id);
  await call.post(`/api/meetings/${first.id}/cancel`);
  expect((await call.post('/api/meetings/from-slot', input)).body.id).not.toBe(first.id);
});

test('the timetable shows which class has a meeting', async () => {
  const { lecturer, student, course } = await world();
  const input = await slot(course.id);
  const { body: made } = await as(app, lecturer).post('/api/meetings/from-slot', input);
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const { body } = await as(app, student).get(`/api/timetable/?from=${day(-1)}&to=${day(1)}`);
  expect(body.items.map((one: { meeting_id: number }) => one.meeting_id)).toEqual([made.id]);
});

test('only who teaches the course makes a meeting of its class', async () => {
  const { student, outsider, course } = await world();
  const input = await slot(course.id);
  expect((await as(app, student).post('/api/meetings/from-slot', input)).status).toBe(403);
  expect((await as(app, outsider).post('/api/meetings/from-slot', input)).status).toBe(404);
});

test('a waiting student hears the start at once, and is notified', async () => {
  const { lecturer, student, outsider, course } = await world();
  const { id } = await makeMeeting(app, { course_id: course.id, host_id: lecturer.id, from: 10 });
  const tab = await connect(app, '/ws/notifications/', student);
  const foreign = await connect(app, '/ws/notifications/', outsider);
  await tab.next('unread');
  await foreign.next('unread');

  const { status, body } = await as(app, lecturer).post(`/api/meetings/${id}/start`);
  expect([status, body.state]).toEqual([200, 'live']);
  const { meeting } = await tab.next<{ meeting: object }>('meeting');
  expect(meeting).toMatchObject({ id, state: 'live' });
  expect(meeting).not.toHaveProperty('room');
  expect(meeting).not.toHaveProperty('may_join');
  const { notification } = await tab.next<{ notification: object }>('notification');
  expect(notification).toMatchObject({ kind: 'meeting-started', link: `/meetings/${id}` });
  expect((await as(app, student).post(`/api/meetings/${id}/join`)).status).toBe(200);
  expect((await as(app, lecturer).get('/api/notifications/')).body.items).toEqual([]);

  await as(app, lecturer).post(`/api/meetings/${id}/end`);
  expect((await tab.next<{ meeting: { state: string } }>('meeting')).meeting.state).toBe('ended');
  expect(foreign.received.map((event) => event['type'])).toEqual(['hello', 'unread']);
});

test('whoever is enrolled hears of the course’s meetings at once, and no more when taken out', async () => {
  const { lecturer, outsider, course } = await world();
  const tab = await connect(app, '/ws/notifications/', outsider);
  await tab.next('unread');
  const call = as(app, lecturer);
  const schedule = async (title: string) =>
    (await call.post('/api/meetings/', { title, course_id: course.id, ...times() })).body.id;
  await call.post(`/api/courses/${course.id}/enrolments/`, { user_id: outsider.id });
  const first = await schedule('First');
  expect(await tab.next('meeting')).toMatchObject({ meeting: { id: first } });
  await call.delete(`/api/courses/${course.id}/enrolments/${outsider.id}/`);
  await schedule('Second');
  await call.post(`/api/courses/${course.id}/enrolments/`, { user_id: outsider.id });
  const third = await schedule('Third');
  expect(await tab.next('meeting')).toMatchObject({ meeting: { id: third } });
});

test('pressing start twice notifies once', async () => {
  const { lecturer, student, course } = await world();
  const { id } = await makeMeeting(app, { course_id: course.id, host_id: lecturer.id });
  const presses = await Promise.all([1, 2, 3].map(() => as(app, lecturer).post(`/api/meetings/${id}/start`)));
  expect(presses.map(({ status, body }) => [status, body.state])).toEqual(Array(3).fill([200, 'live']));
  expect((await as(app, student).get('/api/notifications/')).body.items).toHaveLength(1);
});

test('what the state does not allow is refused in words', async () => {
  const { lecturer, course } = await world();
  const press = async (state: 'scheduled' | 'live' | 'ended' | 'cancelled', verb: string) => {
    const { id } = await makeMeeting(app, { course_id: course.id, host_id: lecturer.id, state });
    const { status, body } = await as(app, lecturer).post(`/api/meetings/${id}/${verb}`);
    return status === 200 ? body.state : `${status} ${body.type.split('/').pop()}`;
  };
  expect(await press('scheduled', 'end')).toBe('409 meeting-scheduled');
  expect(await press('live', 'cancel')).toBe('409 meeting-live');
  expect(await press('ended', 'start')).toBe('409 meeting-ended');
  expect(await press('ended', 'cancel')).toBe('409 meeting-ended');
  expect(await press('cancelled', 'start')).toBe('409 meeting-cancelled');
  expect(await press('cancelled', 'end')).toBe('409 meeting-cancelled');
  expect(await press('ended', 'end')).toBe('ended');
  expect(await press('cancelled', 'cancel')).toBe('cancelled');
});

test('a meeting is not started before the host may enter', async () => {
  const { lecturer, course } = await world();
  const { id } = await makeMeeting(app, { course_id: course.id, host_id: lecturer.id, from: 60 });
  const { status, body } = await as(app, lecturer).post(`/api/meetings/${id}/start`);
  expect([status, body.type]).toEqual([409, '/problems/meeting-not-open']);
});

test('who may start, change, cancel and remove', async () => {
  const { lecturer, student, outsider, course } = await world();
  const { id } = await makeMeeting(app, { course_id: course.id, host_id: lecturer.id, from: 10 });
  const tries = async (who: SignedIn) => [
    (await as(app, who).patch(`/api/meetings/${id}/`, { title: 'Mine' })).status,
    (await as(app, who).post(`/api/meetings/${id}/start`)).status,
    (await as(app, who).post(`/api/meetings/${id}/cancel`)).status,
    (await as(app, who).delete(`/api/meetings/${id}/`)).status,
  ];
  expect(await tries(student)).toEqual([403, 403, 403, 403]);
  expect(await tries(outsider)).toEqual([404, 404, 404, 404]);
  expect(await tries(await makeLecturer(app))).toEqual([404, 404, 404, 404]);
  expect(await tries(await makeAdmin(app))).toEqual([200, 200, 409, 409]);
});

test('a new time is told to the students; a started meeting keeps its time', async () => {
  const { lecturer, student, course } = await world();
  const { id } = await makeMeeting(app, { course_id: course.id, host_id: lecturer.id, from: 60 });
  const tab = await connect(app, '/ws/notifications/', student);
  await tab.next('unread');
  const moved = times(120);
  const { body } = await as(app, lecturer).patch(`/api/meetings/${id}/`, { ...moved, title: 'Trees' });
  expect(body).toMatchObject({ ...moved, title: 'Trees' });
  expect((await tab.next<{ meeting: object }>('meeting')).meeting).toMatchObject({ id, ...moved });
  expect((await tab.next<{ notification: object }>('notification')).notification).toMatchObject({
    kind: 'meeting-moved',
  });
  await app.db.update(course_api_meeting).set({ state: 'live' }).where(eq(course_api_meeting.id, id));
  expect((await as(app, lecturer).patch(`/api/meetings/${id}/`, times())).status).toBe(409);
});

test('a removed meeting disappears from open tabs', async () => {
  const { student, group } = await world();
  const { id } = await makeMeeting(app, { study_group_id: group.id, host_id: student.id, from: 60 });
  const tab = await connect(app, '/ws/notifications/', student);
  await tab.next('unread');
  expect((await as(app, student).delete(`/api/meetings/${id}/`)).status).toBe(204);
  expect(await tab.next('meeting-deleted')).toEqual({ type: 'meeting-deleted', id });
  expect((await as(app, student).get(`/api/meetings/${id}/`)).status).toBe(404);
});

test('what a host forgot to end is ended half an hour later, and what never started at its end', async () => {
  const { lecturer, student, course } = await world();
  const make = (state: 'live' | 'scheduled', from: number) =>
    makeMeeting(app, { course_id: course.id, host_id: lecturer.id, state, from });
  const [forgotten, overtime, missed, coming] = [
    await make('live', -91),
    await make('live', -89),
    await make('scheduled', -61),
    await make('scheduled', -59),
  ];
  const tab = await connect(app, '/ws/notifications/', student);
  await tab.next('unread');
  const parts = { rooms: app.rooms, rules: app.settings };
  const ended = (await Promise.all([1, 2].map(() => endOverdueMeetings(app.db, parts)))).flat();
  expect(ended.filter((id) => id >= forgotten.id).sort()).toEqual([forgotten.id, missed.id].sort());
  expect((await tab.next<{ meeting: object }>('meeting')).meeting).toMatchObject({ state: 'ended' });
  const { body } = await as(app, student).get('/api/meetings/?scope=live');
  expect(body.items.map((one: { id: number }) => one.id)).toEqual([overtime.id]);
  expect((await as(app, student).get('/api/meetings/')).body.items[0].id).toBe(coming.id);
});

test('lists: upcoming next first, past latest first, page by page, of one course', async () => {
  const { lecturer, student, course, group } = await world();
  const make = (from: number, state: 'scheduled' | 'ended' = 'scheduled') =>
    makeMeeting(app, { course_id: course.id, host_id: lecturer.id, from, state });
  const ids = async (url: string) => {
    const { body } = await as(app, student).get(`/api/meetings/?${url}`);
    return { ids: body.items.map((one: { id: number }) => one.id), next: body.next };
  };
  const [third, first, second] = [await make(300), await make(100), await make(200)];
  const [old, older] = [await make(-200, 'ended'), await make(-300, 'ended')];
  const call = await makeMeeting(app, { study_group_id: group.id, host_id: student.id, from: 150 });

  const page = await ids(`scope=upcoming&limit=2&course_id=${course.id}`);
  expect(page.ids).toEqual([first.id, second.id]);
  const rest = await ids(
    `scope=upcoming&limit=2&course_id=${course.id}&cursor=${encodeURIComponent(page.next)}`,
  );
  expect(rest).toEqual({ ids: [third.id], next: null });
  expect((await ids('scope=upcoming')).ids).toEqual([first.id, call.id, second.id, third.id]);
  expect((await ids('scope=past')).ids).toEqual([old.id, older.id]);
  expect((await ids(`scope=upcoming&study_group_id=${group.id}`)).ids).toEqual([call.id]);
});

test('who leaves the group leaves its calls', async () => {
  const { student, outsider, group } = await world();
  const { id } = await makeMeeting(app, { study_group_id: group.id, host_id: outsider.id, state: 'live' });
  expect((await as(app, outsider).post(`/api/meetings/${id}/join`)).status).toBe(404);
  expect((await as(app, student).post(`/api/meetings/${id}/end`)).status).toBe(200);
});

test('two changes of one meeting at the same moment both hold', async () => {
  const { lecturer, course } = await world();
  const meeting = await makeMeeting(app, { course_id: course.id, host_id: lecturer.id, from: 60 });
  const change = (body: object) => as(app, lecturer).patch(`/api/meetings/${meeting.id}/`, body);
  for (const minutes of [150, 160, 170, 180]) {
    const [title, ends_at] = [`Until ${minutes}`, inMinutes(minutes)];
    await Promise.all([change({ title }), change({ ends_at })]);
    const { body } = await as(app, lecturer).get(`/api/meetings/${meeting.id}/`);
    expect(body).toMatchObject({ title, ends_at });
  }
});

test('the lectures of a closed semester are cancelled or ended, and no more', async () => {
  const lecturer = await makeLecturer(app);
  const semester = await makeSemester(app);
  const course = await makeCourse(app, { instructor_id: lecturer.id, semester_id: semester.id });
  const { id } = await makeMeeting(app, { course_id: course.id, host_id: lecturer.id });
  await app.db
    .update(directory_semester)
    .set({ closed_at: inMinutes(-1) })
    .where(eq(directory_semester.id, semester.id));
  const path = `/api/meetings/${id}`;
  expect((await as(app, lecturer).patch(`${path}/`, { title: 'Later' })).body.type).toBe(
    '/problems/semester-closed',
  );
  expect((await as(app, lecturer).post(`${path}/start`)).body.type).toBe('/problems/semester-closed');
  expect((await as(app, lecturer).post(`${path}/cancel`)).status).toBe(200);
});
