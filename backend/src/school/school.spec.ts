import { afterAll, expect, test } from 'vitest';
import { as, testApp } from '#test/app';
import { makeAdmin, makeClass, makeCourse, makeLecturer, makeRoom, makeStudent, unique } from '#test/make';

const app = await testApp();
afterAll(() => app.close());
const admin = as(app, await makeAdmin(app));
const student = as(app, await makeStudent(app));

test.each([
  ['departments', { name: unique('Mathematics'), code: unique('MA').slice(0, 12) }],
  ['classes', { name: unique('CS-2021'), intake_year: 2021 }],
  ['rooms', { name: unique('Room B'), building: 'Main', capacity: 60 }],
])('an administrator adds, changes and deletes %s, everybody reads them', async (path, values) => {
  const made = await admin.post(`/api/${path}/`, values);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject(values);
  const url = `/api/${path}/${made.body.id}`;
  expect((await student.get(`/api/${path}/`)).body.items).toContainEqual(made.body);
  expect((await student.patch(url, { name: 'X' })).status).toBe(403);
  const again = await admin.post(`/api/${path}/`, values);
  expect([again.status, again.body.errors[0].pointer]).toEqual([409, '/name']);
  const name = unique('Renamed');
  expect((await admin.patch(url, { name })).body).toEqual({ ...made.body, name });
  expect((await admin.delete(url)).status).toBe(204);
  expect((await admin.get(url)).status).toBe(404);
});

test('a student is in one class: joining another one leaves the first', async () => {
  const [kevin, faith] = [await makeStudent(app, { full_name: 'Kevin Mwangi' }), await makeStudent(app)];
  const [old, next] = [await makeClass(app, [kevin]), await makeClass(app)];
  const { status, body } = await admin.post(`/api/classes/${next.id}/students`, {
    user_ids: [kevin.id, faith.id, faith.id],
  });
  expect(status).toBe(200);
  expect(body).toEqual({ added: 2, moved: [{ user_id: kevin.id, from: { id: old.id, name: old.name } }] });
  expect((await admin.get(`/api/classes/${next.id}`)).body.student_count).toBe(2);
  expect((await admin.get(`/api/classes/${old.id}/students`)).body.items).toEqual([]);
  const memberships = await admin.get(`/api/classes/memberships?user_ids=${kevin.id},${faith.id},1`);
  expect(memberships.body.items).toContainEqual({
    user_id: kevin.id,
    class: { id: next.id, name: next.name },
  });
});

test('a class takes students only, and only those who exist', async () => {
  const made = await makeClass(app);
  const lecturer = await makeLecturer(app);
  const refused = await admin.post(`/api/classes/${made.id}/students`, { user_ids: [lecturer.id] });
  expect([refused.status, refused.body.detail]).toEqual([
    409,
    'Dr Wanjiku Kamau is not a student, so not in a class.',
  ]);
  expect((await admin.post(`/api/classes/${made.id}/students`, { user_ids: [987_654] })).status).toBe(400);
});

test('a student is taken out of the class', async () => {
  const kevin = await makeStudent(app);
  const made = await makeClass(app, [kevin]);
  expect((await student.delete(`/api/classes/${made.id}/students/${kevin.id}`)).status).toBe(403);
  expect((await admin.delete(`/api/classes/${made.id}/students/${kevin.id}`)).status).toBe(204);
  expect((await admin.delete(`/api/classes/${made.id}/students/${kevin.id}`)).status).toBe(404);
});

test('what is in use is not deleted, and the refusal says by what', async () => {
  const made = await makeClass(app, [await makeStudent(app)]);
  expect((await admin.delete(`/api/classes/${made.id}`)).body.detail).toContain('has 1 student');
  const empty = await makeClass(app);
  await makeCourse(app, { classes: [empty] });
  expect((await admin.delete(`/api/classes/${empty.id}`)).body.type).toBe('/problems/in-use');
  expect((await admin.delete(`/api/departments/${empty.department_id}`)).body.detail).toContain(
    'has classes',
  );
  expect(
    (await admin.patch(`/api/classes/${empty.id}`, { department_id: 999_999 })).body.errors[0].pointer,
  ).toBe('/department_id');
});

test('a room without places is refused at its field', async () => {
  const room = await makeRoom(app);
  const { status, body } = await admin.patch(`/api/rooms/${room.id}`, { capacity: 0 });
  expect([status, body.errors[0].pointer]).toEqual([400, '/capacity']);
});
