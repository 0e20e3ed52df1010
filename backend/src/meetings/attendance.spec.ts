import { afterAll, describe, expect, test } from 'vitest';
import { as, connect, testApp, type SignedIn } from '#test/app';
import { makeAdmin, makeCourse, makeGroup, makeLecturer, makeMeeting, makeStudent } from '#test/make';
import type { Attendance, AttendanceLine, CallFromServer } from './contract.ts';
import { course_api_attendance } from './tables.ts';

const app = await testApp({ TIME_ZONE: 'Africa/Nairobi' });
afterAll(() => app.close());

const began = Date.parse('2026-03-16T08:00:00Z');
const minute = (n: number) => new Date(began + n * 60_000).toISOString();

/** A lecture of an hour that is over. */
async function lecture(names = ['Amina Yusuf', 'Brian Mutua']) {
  const lecturer = await makeLecturer(app);
  const students = await Promise.all(names.map((full_name) => makeStudent(app, { full_name })));
  const [amina, brian] = students;
  if (!amina || !brian) throw new Error('no students');
  const course = await makeCourse(app, { instructor_id: lecturer.id, students });
  const meeting = await makeMeeting(app, {
    course_id: course.id,
    host_id: lecturer.id,
    state: 'ended',
    starts_at: minute(0),
    ends_at: minute(60),
    started_at: minute(0),
    ended_at: minute(60),
  });
  return { lecturer, amina, brian, course, meeting };
}
type Span = [joined: number, left: number | null, device?: string, source?: 'call' | 'jitsi'];
async function was(meeting: { id: number }, who: { id: number }, ...spans: Span[]) {
  for (const [joined, left, device_key = `device-${joined}-${who.id}`, source = 'call'] of spans)
    await app.db.insert(course_api_attendance).values({
      meeting_id: meeting.id,
      user_id: who.id,
      source,
      device_key,
      joined_at: minute(joined),
      seen_at: minute(left ?? joined),
      left_at: left === null ? null : minute(left),
    });
}
const read = async (who: SignedIn, id: number): Promise<Attendance> =>
  (await as(app, who).get(`/api/meetings/${id}/attendance/`)).body;
async function lineOf(who: SignedIn, id: number, of: { id: number }): Promise<AttendanceLine> {
  const line = (await read(who, id)).items.find((one) => one.user.id === of.id);
  if (!line) throw new Error('no line');
  return line;
}

describe('who may read what', () => {
  test('the host, the course’s lecturer and administrators everybody’s, a student their own line', async () => {
    const { lecturer, amina, brian, course } = await lecture();
    const admin = await makeAdmin(app);
    const meeting = await makeMeeting(app, { course_id: course.id, host_id: admin.id, from: -60 });
    for (const who of [lecturer, admin, await makeAdmin(app)]) {
      const { items, expected } = await read(who, meeting.id);
      expect([items.length, expected]).toEqual([2, 2]);
    }
    for (const who of [amina, brian]) {
      const body = await read(who, meeting.id);
      expect(body.items.map((line) => line.user.id)).toEqual([who.id]);
      expect([body.expected, body.present]).toEqual([1, 0]);
      const csv = await as(app, who).get(`/api/meetings/${meeting.id}/attendance/?format=csv`);
      expect(csv.body.trim().split('\r\n')).toHaveLength(2);
    }
    const outsiders = [await makeStudent(app), await makeLecturer(app)];
    for (const who of outsiders)
      expect((await as(app, who).get(`/api/meetings/${meeting.id}/attendance/`)).status).toBe(404);
    expect((await as(app).get(`/api/meetings/${meeting.id}/attendance/`)).status).toBe(401);
  });

  test('in a group, who called reads everybody’s, and the owner their own', async () => {
    const [owner, caller] = [await makeStudent(app), await makeStudent(app)];
    const group = await makeGroup(app, { owner, members: [caller] });
    const meeting = await makeMeeting(app, { study_group_id: group.id, host_id: caller.id });
    expect((await read(caller, meeting.id)).items).toHaveLength(2);
    expect((await read(owner, meeting.id)).items.map((line) => line.user.id)).toEqual([owner.id]);
  });
});

describe('minutes', () => {
  test('of devices that overlap, and of returns, are merged', async () => {
    const { lecturer, amina, brian, meeting } = await lecture();
    await was(
      meeting,
      amina,
      [0, 20, 'phone'],
      [10, 30, 'laptop'],
      [40, 60, 'phone'],
      [12, 25, 'jid', 'jitsi'],
    );
    expect(await lineOf(lecturer, meeting.id, amina)).toMatchObject({
      status: 'present',
      present_minutes: 50,
      late: false,
      left_early: false,
      joined_at: minute(0),
      left_at: minute(60),
    });
    expect(await lineOf(lecturer, meeting.id, brian)).toMatchObject({
      status: 'absent',
      present_minutes: 0,
      joined_at: null,
      late: false,
      left_early: false,
    });
    const { present, expected } = await read(lecturer, meeting.id);
    expect([present, expected]).toEqual([1, 2]);
  });

  test('count within the meeting only; late and early begin after five minutes', async () => {
    const { lecturer, amina, brian, meeting } = await lecture();
    await was(meeting, amina, [-10, 5, 'a'], [5, 75, 'b']);
    expect(await lineOf(lecturer, meeting.id, amina)).toMatchObject({ present_minutes: 60, late: false });
    await was(meeting, brian, [6, 54]);
    expect(await lineOf(lecturer, meeting.id, brian)).toMatchObject({
      present_minutes: 48,
      late: true,
      late_minutes: 6,
      left_early: true,
      left_early_minutes: 6,
    });
  });

  test('end at the last heartbeat when the line was never closed', async () => {
    const { lecturer, amina, meeting } = await lecture();
    await was(meeting, amina, [0, null]);
    expect(await lineOf(lecturer, meeting.id, amina)).toMatchObject({ status: 'absent', here: false });
    await app.db.update(course_api_attendance).set({ seen_at: minute(25) });
    expect(await lineOf(lecturer, meeting.id, amina)).toMatchObject({
      present_minutes: 25,
      left_early: true,
    });
  });

  test('of the lecturer stand beside the roster', async () => {
    const { lecturer, meeting } = await lecture();
    await was(meeting, lecturer, [0, 60]);
    expect(await lineOf(lecturer, meeting.id, lecturer)).toMatchObject({ guest: true, present_minutes: 60 });
    expect(await read(lecturer, meeting.id)).toMatchObject({ present: 0, expected: 2 });
  });
});

describe('as a file', () => {
  test('cells that begin like a formula are text, in the institution’s time', async () => {
    const { lecturer, amina, meeting } = await lecture([
      '=HYPERLINK("http://evil.test","x")',
      '@SUM(A1), Brian',
    ]);
    await was(meeting, amina, [0, 60]);
    const { body, headers } = await as(app, lecturer).get(
      `/api/meetings/${meeting.id}/attendance/?format=csv`,
    );
    expect(headers['content-type']).toMatch(/^text\/csv/);
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="attendance-Hash-tables-2026-03-16.csv"/,
    );
    const [head, ...lines] = body.trimEnd().split('\r\n');
    expect(head).toBe(
      'Name,Status,Present (minutes),Joined,Left,Late (minutes),Left early (minutes),On the roster',
    );
    expect(lines).toContain(
      `"'=HYPERLINK(""http://evil.test"",""x"")",present,60,2026-03-16 11:00:00,2026-03-16 12:00:00,0,0,yes`,
    );
    expect(lines).toContain(`"'@SUM(A1), Brian",absent,0,,,0,0,yes`);
  });

  test.each(['+1', '-1', '\t=1', '＝1'])('%j as a name is text', async (name) => {
    const { lecturer, meeting } = await lecture([name, 'Brian Mutua']);
    const { body } = await as(app, lecturer).get(`/api/meetings/${meeting.id}/attendance/?format=csv`);
    expect(body).toContain(`\r\n'${name},absent`);
  });
});

describe('live', () => {
  type Told = Extract<CallFromServer, { type: 'attendance' }>;
  test('the host sees who comes and goes, a student does not', async () => {
    const { lecturer, amina, course } = await lecture();
    const meeting = await makeMeeting(app, {
      course_id: course.id,
      host_id: lecturer.id,
      state: 'live',
      from: -20,
    });
    const open = async (who: SignedIn) => {
      const socket = await connect(app, `/ws/meetings/${meeting.id}/call`, who);
      await socket.next('hello');
      return socket;
    };
    const host = await open(lecturer);
    const [phone, laptop] = [await open(amina), await open(amina)];
    const here = (wanted: boolean) => (told: Told) =>
      told.items.some((line) => line.user.id === amina.id && line.here === wanted);
    const told = await host.next<Told>('attendance', here(true));
    expect(told).toMatchObject({ meeting_id: meeting.id, expected: 2, present: 1 });
    expect(told.items.find((line) => line.user.id === amina.id)).toMatchObject({
      late: true,
      late_minutes: 20,
    });
    phone.socket.terminate();
    laptop.socket.terminate();
    await host.next<Told>('attendance', here(false));
    expect([...phone.received, ...laptop.received].some((event) => event['type'] === 'attendance')).toBe(
      false,
    );
    const rows = await app.db.select().from(course_api_attendance);
    const mine = rows.filter((row) => row.meeting_id === meeting.id && row.user_id === amina.id);
    expect(mine.map((row) => row.left_at === null)).toEqual([false, false]);
  });
});
