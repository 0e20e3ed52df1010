import { createPublicKey, verify } from 'node:crypto';
import { createHash } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { afterAll, describe, expect, test } from 'vitest';
import { directory_user } from '#directory/tables';
import { eq } from 'drizzle-orm';
import { as, testApp, type SignedIn } from '#test/app';
import { makeAdmin, makeCourse, makeGroup, makeLecturer, makeMeeting, makeStudent } from '#test/make';
import type { MeetingState } from './contract.ts';

const app = await testApp({ PUBLIC_URL: 'https://co.example.ac.ke' });
afterAll(() => app.close());

const lecturer = await makeLecturer(app);
const admin = await makeAdmin(app);
const student = await makeStudent(app);
const member = await makeStudent(app);
const course = await makeCourse(app, { instructor_id: lecturer.id, students: [student] });
const group = await makeGroup(app, { owner: student, members: [member] });
const people: Record<string, SignedIn> = {
  host: lecturer,
  student,
  admin,
  outsider: await makeStudent(app),
  'other lecturer': await makeLecturer(app),
};
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

describe('who may enter a lecture, and when', () => {
  // `from`: minutes until it starts; it lasts an hour.
  const table: [string, MeetingState, number, Record<string, number>][] = [
    ['a day ahead', 'scheduled', 1440, { host: 409, student: 409, admin: 409 }],
    ['16 minutes before', 'scheduled', 16, { host: 409, student: 409, admin: 409 }],
    ['14 minutes before', 'scheduled', 14, { host: 200, student: 409, admin: 200 }],
    ['6 minutes before', 'scheduled', 6, { host: 200, student: 409, admin: 200 }],
    ['4 minutes before', 'scheduled', 4, { host: 200, student: 200, admin: 200 }],
    ['14 minutes before, started early', 'live', 14, { host: 200, student: 200, admin: 200 }],
    ['in its time, not started', 'scheduled', -30, { host: 200, student: 200, admin: 200 }],
    ['in its time, live', 'live', -30, { host: 200, student: 200, admin: 200 }],
    ['after its time, never started', 'scheduled', -61, { host: 409, student: 409, admin: 409 }],
    ['in overtime, still live', 'live', -89, { host: 200, student: 200, admin: 200 }],
    ['past its overtime', 'live', -91, { host: 409, student: 409, admin: 409 }],
    ['ended early', 'ended', -30, { host: 409, student: 409, admin: 409 }],
    ['cancelled', 'cancelled', -30, { host: 409, student: 409, admin: 409 }],
  ];
  test.each(table)('%s', async (_when, state, from, expected) => {
    const started_at = state === 'live' || state === 'ended' ? minutesAgo(Math.max(1, -from)) : null;
    const meeting = await makeMeeting(app, {
      course_id: course.id,
      host_id: lecturer.id,
      state,
      from,
      started_at,
    });
    for (const [who, person] of Object.entries(people)) {
      const status = expected[who] ?? 404;
      const joined = await as(app, person).post(`/api/meetings/${meeting.id}/join`);
      expect([who, joined.status]).toEqual([who, status]);
      const { status: seen, body } = await as(app, person).get(`/api/meetings/${meeting.id}/`);
      expect([who, seen]).toEqual([who, status === 404 ? 404 : 200]);
      if (seen === 404) continue;
      expect(body.may_join).toBe(status === 200);
      expect([body.jwt_token === null, body.room === null]).toEqual([status !== 200, status !== 200]);
      if (status === 409) expect(joined.body.joinable_at).toBe(body.joinable_at);
    }
    expect((await as(app).post(`/api/meetings/${meeting.id}/join`)).status).toBe(401);
  });
});

test('joinable_at is another moment for the host than for a student', async () => {
  const meeting = await makeMeeting(app, { course_id: course.id, host_id: lecturer.id, from: 60 });
  const start = Date.parse(meeting.starts_at);
  const opensFor = async (who: SignedIn) =>
    start - Date.parse((await as(app, who).get(`/api/meetings/${meeting.id}/`)).body.joinable_at);
  expect(await opensFor(lecturer)).toBe(15 * 60_000);
  expect(await opensFor(student)).toBe(5 * 60_000);
});

test('both moments are settings', async () => {
  const own = await testApp({ MEETING_HOST_EARLY_MINUTES: '60', MEETING_STUDENT_EARLY_MINUTES: '0' });
  const [host, learner] = [await makeLecturer(own), await makeStudent(own)];
  const { id } = await makeCourse(own, { instructor_id: host.id, students: [learner] });
  const meeting = await makeMeeting(own, { course_id: id, host_id: host.id, from: 59 });
  expect((await as(own, host).post(`/api/meetings/${meeting.id}/join`)).status).toBe(200);
  const soon = await makeMeeting(own, { course_id: id, host_id: host.id, from: 1 });
  expect((await as(own, learner).post(`/api/meetings/${soon.id}/join`)).status).toBe(409);
  await own.close();
});

test('only the host and the course’s lecturer lead the call', async () => {
  const meeting = await makeMeeting(app, { course_id: course.id, host_id: admin.id, state: 'live' });
  const leads = async (who: SignedIn, id = meeting.id) =>
    (await as(app, who).post(`/api/meetings/${id}/join`)).body.moderator;
  expect(await leads(admin)).toBe(true);
  expect(await leads(lecturer)).toBe(true);
  expect(await leads(student)).toBe(false);
  const call = await makeMeeting(app, { study_group_id: group.id, host_id: member.id, state: 'live' });
  expect(await leads(member, call.id)).toBe(true);
  expect(await leads(student, call.id)).toBe(false);
  expect(await leads(admin, call.id)).toBe(false);
});

test('a lecturer who has handed the course over is an outsider of its meetings', async () => {
  const meeting = await makeMeeting(app, {
    course_id: course.id,
    host_id: (people['other lecturer'] as SignedIn).id,
    state: 'live',
  });
  expect((await as(app, people['other lecturer']).post(`/api/meetings/${meeting.id}/join`)).status).toBe(404);
  expect((await as(app, lecturer).post(`/api/meetings/${meeting.id}/join`)).body.moderator).toBe(true);
});

describe('the token', () => {
  const kidFile = `/asap/${createHash('sha256').update('co-1').digest('hex')}.pem`;
  const enter = async (who: SignedIn) => {
    const meeting = await makeMeeting(app, { course_id: course.id, host_id: lecturer.id, state: 'live' });
    return { meeting, ...(await as(app, who).post(`/api/meetings/${meeting.id}/join`)).body };
  };

  test('is what Prosody checks, claim by claim', async () => {
    await app.db.update(directory_user).set({ avatar_key: 'k3y' }).where(eq(directory_user.id, lecturer.id));
    const before = Math.floor(Date.now() / 1000);
    const { jwt_token, meeting, expires_at } = await enter(lecturer);
    const { header, payload } = jwt.decode(jwt_token, { complete: true }) ?? {};
    expect(header).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'co-1' });
    const { iat, nbf, exp, ...claims } = payload as jwt.JwtPayload;
    expect(claims).toEqual({
      iss: 'course-organizer',
      aud: 'jitsi',
      sub: 'meet.jitsi',
      room: meeting.room,
      context: {
        user: {
          id: String(lecturer.id),
          name: lecturer.full_name,
          avatar: 'https://co.example.ac.ke/media/profiles/k3y-160.webp',
          moderator: true,
          lobby_bypass: true,
        },
        features: {
          recording: true,
          livestreaming: false,
          transcription: false,
          'create-polls': true,
          'send-groupchat': true,
          'name-readonly': true,
        },
      },
    });
    expect(iat).toBeGreaterThanOrEqual(before);
    expect([nbf, exp]).toEqual([Number(iat) - 60, Number(iat) + 3600]);
    expect(Date.parse(expires_at)).toBe(Number(exp) * 1000);
    expect(meeting.room).toMatch(/^m-[a-z0-9]{26,32}$/);
  });

  test('makes no student a moderator, and tells nobody’s address', async () => {
    const { jwt_token } = await enter(student);
    const { user, features } = (jwt.decode(jwt_token) as jwt.JwtPayload)['context'];
    expect(user).toEqual({
      id: String(student.id),
      name: student.full_name,
      moderator: false,
      lobby_bypass: false,
    });
    expect(features.recording).toBe(false);
    expect(Buffer.from(jwt_token.split('.')[1], 'base64url').toString()).not.toContain('@');
  });

  test('verifies with the key that Prosody is served, and with no other', async () => {
    const { jwt_token } = await enter(student);
    const { body: pem, headers } = await as(app).get(kidFile);
    expect(headers['cache-control']).toBe('public, max-age=3600');
    expect(pem).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    expect(createPublicKey(pem).asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 });
    const [head, claims, signature] = jwt_token.split('.');
    const signed = (text: string) =>
      verify('RSA-SHA256', Buffer.from(text), pem, Buffer.from(signature, 'base64url'));
    expect(signed(`${head}.${claims}`)).toBe(true);
    expect(signed(`${head}.${claims}x`)).toBe(false);
  });

  test('is given again during the whole meeting', async () => {
    const meeting = await makeMeeting(app, {
      course_id: course.id,
      host_id: lecturer.id,
      state: 'live',
      from: -80,
    });
    for (let n = 0; n < 3; n += 1)
      expect((await as(app, student).post(`/api/meetings/${meeting.id}/join`)).status).toBe(200);
  });

  test.each([
    '',
    '/',
    '/x.pem',
    '/index.html',
    `/${'0'.repeat(64)}.pem`,
    `${kidFile.slice(5)}/more`,
    '/../asap/x',
  ])('nothing but the key is found beneath /asap: %s', async (path) => {
    const { status, headers } = await as(app).get(`/asap${path}`);
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json']);
  });
});

test('without Jitsi the call goes browser to browser, with the same kind of token', async () => {
  const meeting = await makeMeeting(app, { course_id: course.id, host_id: lecturer.id, state: 'live' });
  const { body } = await as(app, student).post(`/api/meetings/${meeting.id}/join`);
  expect(Object.keys(body).sort()).toEqual(
    [
      'engine',
      'expires_at',
      'ice_servers',
      'jitsi_domain',
      'jwt_token',
      'meeting_url',
      'moderator',
      'room',
    ].sort(),
  );
  expect(body).toMatchObject({
    engine: 'peer',
    jitsi_domain: null,
    ice_servers: [],
    meeting_url: `https://co.example.ac.ke/meetings/${meeting.id}`,
    room: meeting.room,
  });
});

test('with Jitsi the browser is sent there, with the configured servers', async () => {
  const own = await testApp({
    JITSI_DOMAIN: 'meet.example.ac.ke',
    ICE_SERVERS:
      '[{"urls":["stun:stun.example.ac.ke"]},{"urls":"turn:turn.example.ac.ke","username":"a","credential":"b"}]',
  });
  const host = await makeLecturer(own);
  const { id } = await makeCourse(own, { instructor_id: host.id });
  const meeting = await makeMeeting(own, { course_id: id, host_id: host.id });
  expect((await as(own, host).post(`/api/meetings/${meeting.id}/join`)).body).toMatchObject({
    engine: 'jitsi',
    jitsi_domain: 'meet.example.ac.ke',
    ice_servers: [
      { urls: ['stun:stun.example.ac.ke'] },
      { urls: 'turn:turn.example.ac.ke', username: 'a', credential: 'b' },
    ],
  });
  await own.close();
});

test('ICE_SERVERS that no browser would take stop the start', async () => {
  for (const ICE_SERVERS of ['nonsense', '{}', '[{"urls":"https://stun.example.ac.ke"}]'])
    await expect(testApp({ ICE_SERVERS })).rejects.toThrow('ICE_SERVERS');
});
