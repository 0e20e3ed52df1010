import { eq, sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { connect, openTestDatabase, testApp, type SignedIn } from '#test/app';
import type { App } from '#platform/server';
import { makeCourse, makeLecturer, makeMeeting, makeStudent } from '#test/make';
import { CALL_CLOSED, CALL_REMOVED, type CallFromServer } from './contract.ts';
import { course_api_attendance, course_api_callpeer, course_api_meetingremoval } from './tables.ts';

/** Without Redis the two share only the database, as when Redis is away. */
const withRedis = test.runIf(process.env['REDIS_URL']);

const database = await openTestDatabase();
const [one, two] = [await testApp({}, database), await testApp({}, database)];
afterAll(async () => {
  await one.close();
  await two.close();
  await database.close();
});

type Hello = Extract<CallFromServer, { type: 'hello' }>;
async function lecture() {
  const lecturer = await makeLecturer(one);
  const [amina, brian] = [await makeStudent(one), await makeStudent(one)];
  const course = await makeCourse(one, { instructor_id: lecturer.id, students: [amina, brian] });
  const meeting = await makeMeeting(one, { course_id: course.id, host_id: lecturer.id, state: 'live' });
  const enter = async (instance: App, who: SignedIn) => {
    const socket = await connect(instance, `/ws/meetings/${meeting.id}/call`, who);
    const hello = await socket.next<Hello>('hello');
    return { ...socket, hello, peer: hello.self.peer_id };
  };
  return { lecturer, amina, brian, meeting, enter };
}

withRedis('a call spans both instances: presence, signals, hands, removal and the end', async () => {
  const { lecturer, amina, brian, enter } = await lecture();
  const host = await enter(one, lecturer);
  const a = await enter(two, amina);
  const b = await enter(two, brian);
  expect(a.hello.peers.map((peer) => peer.peer_id)).toEqual([host.peer]);
  await host.next('peer-joined', (event: { peer: { peer_id: string } }) => event.peer.peer_id === a.peer);
  const description = { type: 'offer', sdp: 'v=0\r\n' };
  host.send({ type: 'signal', to: a.peer, description });
  expect(await a.next('signal')).toEqual({ type: 'signal', from: host.peer, description });
  a.send({ type: 'signal', to: host.peer, candidate: null });
  expect(await host.next('signal')).toEqual({ type: 'signal', from: a.peer, candidate: null });
  expect(b.received.filter((event) => event['type'] === 'signal')).toEqual([]);
  a.send({ type: 'hand', up: true });
  expect(await host.next('hands')).toMatchObject({ hands: [{ user_id: amina.id }] });
  host.send({ type: 'remove', user_id: amina.id });
  await a.next('removed');
  expect(await a.closed).toBe(CALL_REMOVED);
  expect(await host.next('peer-left')).toEqual({ type: 'peer-left', peer_id: a.peer });
  host.send({ type: 'end' });
  await b.next('ended');
  expect(await b.closed).toBe(CALL_CLOSED);
});

test('what the bus lost is made good by the database within a beat', async () => {
  const { lecturer, amina, brian, meeting, enter } = await lecture();
  const host = await enter(one, lecturer);
  const a = await enter(two, amina);
  await one.calls.beat();
  await host.next('peer-joined', (event: { peer: { peer_id: string } }) => event.peer.peer_id === a.peer);
  await one.db
    .insert(course_api_meetingremoval)
    .values({ meeting_id: meeting.id, user_id: amina.id, removed_by: lecturer.id });
  await two.calls.beat();
  expect(await a.closed).toBe(CALL_REMOVED);
  const late = await enter(two, brian);
  expect(late.hello.peers.map((peer) => peer.user_id)).toContain(lecturer.id);
});

test('an instance that died leaves nobody behind: peers go, and presence ends at the last heartbeat', async () => {
  const { lecturer, amina, meeting, enter } = await lecture();
  const host = await enter(one, lecturer);
  const joined_at = new Date(Date.now() - 600_000).toISOString();
  const seen_at = new Date(Date.now() - 300_000).toISOString();
  const lost = { meeting_id: meeting.id, user_id: amina.id };
  await one.db
    .insert(course_api_callpeer)
    .values({ ...lost, peer_id: 'dead', role: 'member', seen_at: sql`now()` });
  await one.db
    .insert(course_api_attendance)
    .values({ ...lost, source: 'call', device_key: 'dead', joined_at, seen_at });
  await one.calls.beat();
  await host.next('peer-joined', (event: { peer: { peer_id: string } }) => event.peer.peer_id === 'dead');
  await one.db.update(course_api_callpeer).set({ seen_at }).where(eq(course_api_callpeer.peer_id, 'dead'));
  await one.calls.beat();
  expect(await host.next('peer-left')).toEqual({ type: 'peer-left', peer_id: 'dead' });
  const [row] = await one.db
    .select()
    .from(course_api_attendance)
    .where(eq(course_api_attendance.device_key, 'dead'));
  expect(row?.left_at).toBe(seen_at);
});

test('heartbeats move the end of an open interval, and a restart closes it', async () => {
  const { amina, meeting, enter } = await lecture();
  const three = await testApp({}, database);
  const a = await enter(three, amina);
  const read = async () =>
    (
      await one.db
        .select()
        .from(course_api_attendance)
        .where(eq(course_api_attendance.meeting_id, meeting.id))
    )[0];
  const before = await read();
  await new Promise((resolve) => setTimeout(resolve, 30));
  a.send({ type: 'hand', up: true });
  await a.next('hands');
  await three.calls.beat();
  const after = await read();
  expect(after?.joined_at).toBe(before?.joined_at);
  expect(Date.parse(after?.seen_at ?? '')).toBeGreaterThan(Date.parse(before?.seen_at ?? ''));
  expect(after?.left_at).toBeNull();
  await three.close();
  expect((await read())?.left_at).not.toBeNull();
});
