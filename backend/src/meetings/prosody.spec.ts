import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { as, testApp } from '#test/app';
import { makeCourse, makeLecturer, makeMeeting, makeStudent } from '#test/make';
import { course_api_attendance } from './tables.ts';

const SECRET = 'the secret of the video server';
const app = await testApp({ JITSI_WEBHOOK_SECRET: SECRET, JITSI_MAX_OCCUPANTS: '8' });
afterAll(() => app.close());

const began = Math.floor(Date.now() / 1000) - 1800;
async function lecture(values = {}) {
  const lecturer = await makeLecturer(app);
  const amina = await makeStudent(app, { full_name: 'Amina Yusuf' });
  const course = await makeCourse(app, { instructor_id: lecturer.id, students: [amina] });
  const meeting = await makeMeeting(app, {
    course_id: course.id,
    host_id: lecturer.id,
    state: 'live',
    from: -30,
    started_at: new Date(began * 1000).toISOString(),
    ...values,
  });
  return { lecturer, amina, meeting };
}
async function prosody(
  path: string,
  body?: object | string,
  { secret = SECRET, method = 'POST' as 'POST' | 'GET' | 'DELETE' } = {},
) {
  const form = typeof body === 'string';
  const response = await app.inject({
    method,
    url: `/internal/jitsi/${path}`,
    headers: {
      ...(secret && { authorization: `Bearer ${secret}` }),
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(body !== undefined && { payload: body }),
  });
  return { status: response.statusCode, body: response.body ? response.json() : null };
}
const rowsOf = (meeting: { id: number }) =>
  app.db.select().from(course_api_attendance).where(eq(course_api_attendance.meeting_id, meeting.id));
const at = (seconds: number) => new Date((began + seconds) * 1000).toISOString();

test('without the secret nothing is answered, whoever asks', async () => {
  const { lecturer, meeting } = await lecture();
  const form = `name=${meeting.room}`;
  for (const secret of ['', 'wrong', `${SECRET} `.repeat(2), lecturer.token])
    expect((await prosody('conference', form, { secret })).status).toBe(401);
  expect((await prosody('events/room/created', { room_name: meeting.room }, { secret: 'no' })).status).toBe(
    401,
  );
  const closed = await testApp();
  const none = await closed.inject({
    method: 'POST',
    url: '/internal/jitsi/events/room/created',
    headers: { authorization: 'Bearer ' },
    payload: { room_name: meeting.room },
  });
  expect(none.statusCode).toBe(401);
  await closed.close();
});

describe('occupants', () => {
  const occupant = (who: { id: number }, jid: string, joined: number, left?: number) => ({
    id: String(who.id),
    name: 'Amina',
    occupant_jid: jid,
    joined_at: began + joined,
    ...(left !== undefined && { left_at: began + left }),
  });

  test('are counted once, however often and in whatever order events come', async () => {
    const { lecturer, amina, meeting } = await lecture();
    const event = { event_name: 'muc-occupant-left', room_name: meeting.room, is_breakout: false };
    const left = { ...event, occupant: occupant(amina, 'a@muc/1', 0, 600) };
    const joined = { ...event, occupant: occupant(amina, 'a@muc/1', 0) };
    for (const [path, body] of [
      ['left', left],
      ['joined', joined],
      ['left', left],
      ['joined', joined],
    ] as const)
      expect((await prosody(`events/occupant/${path}`, body)).status).toBe(204);
    const rows = await rowsOf(meeting);
    expect(rows).toMatchObject([
      { user_id: amina.id, source: 'jitsi', device_key: 'a@muc/1', joined_at: at(0), left_at: at(600) },
    ]);
    await prosody('events/occupant/joined', { ...event, occupant: occupant(amina, 'a@muc/2', 900) });
    const { body } = await as(app, lecturer).get(`/api/meetings/${meeting.id}/attendance/`);
    expect(body.items[0]).toMatchObject({ user: { id: amina.id }, here: true, present_minutes: 25 });
  });

  test('that have no account, such as the recorder, are left out, and unknown rooms are not ours', async () => {
    const { amina, meeting } = await lecture();
    const recorder = { occupant_jid: 'r@muc/1', joined_at: began };
    expect(
      (await prosody('events/occupant/joined', { room_name: meeting.room, occupant: recorder })).status,
    ).toBe(204);
    const stranger = occupant({ id: 999_999_999 }, 's@muc/1', 0);
    expect(
      (await prosody('events/occupant/joined', { room_name: meeting.room, occupant: stranger })).status,
    ).toBe(204);
    expect(await rowsOf(meeting)).toEqual([]);
    const elsewhere = { room_name: 'm-unknown', occupant: occupant(amina, 'a@muc/1', 0) };
    expect((await prosody('events/occupant/joined', elsewhere)).status).toBe(404);
  });

  test('are settled by the list of a room that is gone', async () => {
    const { lecturer, amina, meeting } = await lecture();
    const join = (jid: string, joined: number) =>
      prosody('events/occupant/joined', { room_name: meeting.room, occupant: occupant(amina, jid, joined) });
    await join('a@muc/1', 0);
    await join('a@muc/lost', 60);
    const destroyed = {
      event_name: 'muc-room-destroyed',
      room_name: meeting.room,
      created_at: began,
      destroyed_at: began + 1200,
      all_occupants: [occupant(amina, 'a@muc/1', 0, 300), occupant(lecturer, 'l@muc/1', 0)],
    };
    for (let n = 0; n < 2; n += 1)
      expect((await prosody('events/room/destroyed', destroyed)).status).toBe(204);
    await join('a@muc/1', 0);
    const rows = await rowsOf(meeting);
    expect(Object.fromEntries(rows.map((row) => [row.device_key, row.left_at]))).toEqual({
      'a@muc/1': at(300),
      'a@muc/lost': at(1200),
      'l@muc/1': at(1200),
    });
    const empty = { ...destroyed, all_occupants: {} };
    expect((await prosody('events/room/destroyed', empty)).status).toBe(204);
    expect((await prosody('events/room/created', { room_name: meeting.room })).status).toBe(204);
  });
});

describe('reservations', () => {
  const ask = (room: string) =>
    prosody(
      'conference',
      new URLSearchParams({
        name: room,
        mail_owner: '6cc6b7bb@meet.jitsi',
        start_time: '2026-11-22T04:01:11.000Z',
      }).toString(),
    );

  test('let the room of an open meeting open, until half an hour after its end', async () => {
    const { meeting } = await lecture();
    const { status, body } = await ask(meeting.room);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: meeting.id,
      name: meeting.room,
      mail_owner: '6cc6b7bb@meet.jitsi',
      start_time: meeting.starts_at,
      duration: 5400,
      // The course has two people: two devices each and some room, and not more than is set.
      max_occupants: 8,
    });
    expect((await ask(meeting.room.toUpperCase())).body.name).toBe(meeting.room);
    const found = await prosody(`conference/${meeting.id}`, undefined, { method: 'GET' });
    expect([found.status, found.body.name]).toEqual([200, meeting.room]);
  });

  test.each([
    ['ended', { state: 'ended' }, /over/],
    ['cancelled', { state: 'cancelled' }, /cancelled/],
    ['tomorrow’s', { state: 'scheduled', from: 1440, started_at: null }, /opens on/],
    ['overdue', { state: 'live', from: -200 }, /over/],
  ])('refuse the room of an %s meeting in words that people are shown', async (_what, values, words) => {
    const { meeting } = await lecture(values);
    const { status, body } = await ask(meeting.room);
    expect(status).toBe(403);
    expect(body.message).toMatch(words);
    expect((await prosody(`conference/${meeting.id}`, undefined, { method: 'GET' })).status).toBe(403);
  });

  test('refuse unknown rooms, and forget what is gone', async () => {
    expect(await ask('m-unknown')).toMatchObject({ status: 404, body: { message: /no meeting/ } });
    const { amina, meeting } = await lecture();
    const joined = { id: amina.id, occupant_jid: 'a@muc/1', joined_at: began };
    await prosody('events/occupant/joined', { room_name: meeting.room, occupant: joined });
    const drop = () => prosody(`conference/${meeting.id}`, undefined, { method: 'DELETE' });
    expect([(await drop()).status, (await drop()).status]).toEqual([204, 204]);
    expect((await rowsOf(meeting))[0]?.left_at).not.toBeNull();
    expect((await ask(meeting.room)).status).toBe(200);
    expect((await prosody('conference/999999999', undefined, { method: 'DELETE' })).status).toBe(404);
  });

  test('take a form nowhere else', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/auth/login',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'email=a',
    });
    expect(response.statusCode).toBe(415);
  });
});
