import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { as, connect, testApp, type SignedIn } from '#test/app';
import { makeCourse, makeLecturer, makeMeeting, makeStudent } from '#test/make';
import type { CallFromServer } from './contract.ts';
import { course_api_call, course_api_callpeer } from './tables.ts';

/** What stands where Jitsi's web server does. */
let answer = 200;
const jitsi: Server = createServer((_request, response) => response.writeHead(answer).end('ok'));
await new Promise<void>((resolve) => jitsi.listen(0, '127.0.0.1', resolve));
const { port } = jitsi.address() as AddressInfo;
const app = await testApp({
  JITSI_DOMAIN: 'meet.example.ac.ke',
  JITSI_HEALTH_URL: `http://127.0.0.1:${port}/health`,
  ICE_SERVERS: '[{"urls":"stun:stun.example.ac.ke"}]',
  TURN_URLS: 'turn:turn.example.ac.ke:3478?transport=udp, turns:turn.example.ac.ke:443?transport=tcp',
  TURN_SECRET: 'the secret of coturn',
});
afterAll(async () => {
  await app.close();
  jitsi.close();
});
beforeEach(async () => {
  answer = 200;
  await app.calls.health.check();
});

type Hello = Extract<CallFromServer, { type: 'hello' }>;
type Moved = Extract<CallFromServer, { type: 'engine' }>;

async function lecture() {
  const lecturer = await makeLecturer(app);
  const [amina, brian] = [await makeStudent(app), await makeStudent(app)];
  const course = await makeCourse(app, { instructor_id: lecturer.id, students: [amina, brian] });
  const meeting = await makeMeeting(app, { course_id: course.id, host_id: lecturer.id, state: 'live' });
  const enter = async (who: SignedIn) => {
    const socket = await connect(app, `/ws/meetings/${meeting.id}/call`, who);
    const hello = await socket.next<Hello>('hello');
    return { ...socket, hello, engine: hello.engine };
  };
  const join = async (who: SignedIn) => (await as(app, who).post(`/api/meetings/${meeting.id}/join`)).body;
  return { lecturer, amina, brian, meeting, enter, join };
}

test('calls go through Jitsi while it answers, and from browser to browser while it does not', async () => {
  const { amina, join, enter } = await lecture();
  expect((await join(amina)).engine).toBe('jitsi');
  answer = 502;
  await app.calls.health.check();
  expect((await join(amina)).engine).toBe('peer');
  expect((await enter(amina)).engine).toBe('peer');
  answer = 200;
  await app.calls.health.check();
  const other = await lecture();
  expect((await other.enter(other.amina)).engine).toBe('jitsi');
});

test('one lost answer moves nobody', async () => {
  const { amina, enter } = await lecture();
  const a = await enter(amina);
  answer = 503;
  const checking = app.calls.health.check();
  setTimeout(() => (answer = 200), 500);
  await checking;
  expect(app.calls.health.isUp()).toBe(true);
  expect(a.received.filter((event) => event['type'] === 'engine')).toEqual([]);
});

test('when Jitsi goes down everybody in it is moved, and stays together when it is back', async () => {
  const { lecturer, amina, brian, enter, join } = await lecture();
  const [host, a] = [await enter(lecturer), await enter(amina)];
  expect([host.engine, a.engine]).toEqual(['jitsi', 'jitsi']);
  answer = 502;
  await app.calls.health.check();
  for (const page of [host, a])
    expect(await page.next<Moved>('engine')).toEqual({
      type: 'engine',
      engine: 'peer',
      reason: 'jitsi-down',
    });
  host.send({ type: 'engine', engine: 'jitsi' });
  expect((await host.next<Extract<CallFromServer, { type: 'refused' }>>('refused')).problem.type).toBe(
    '/problems/jitsi-down',
  );
  answer = 200;
  await app.calls.health.check();
  expect((await enter(brian)).engine).toBe('peer');
  expect((await join(brian)).engine).toBe('peer');
  host.send({ type: 'engine', engine: 'jitsi' });
  for (const page of [host, a])
    expect(await page.next<Moved>('engine')).toEqual({ type: 'engine', engine: 'jitsi', reason: 'host' });
  expect((await enter(brian)).engine).toBe('jitsi');
});

test('two people who lost the conference within 10 s move the meeting, one does not', async () => {
  const { lecturer, amina, brian, enter } = await lecture();
  const host = await enter(lecturer);
  const [phone, laptop, b] = [await enter(amina), await enter(amina), await enter(brian)];
  const lost = { type: 'engine-failed', reason: 'connection.droppedError' };
  phone.send(lost);
  laptop.send(lost);
  phone.send({ type: 'reaction', emoji: '👍' });
  laptop.send({ type: 'reaction', emoji: '👍' });
  await host.next('reaction');
  await host.next('reaction');
  expect(host.received.filter((event) => event['type'] === 'engine')).toEqual([]);
  // As if the two had said so a while ago.
  await app.db
    .update(course_api_callpeer)
    .set({ failed_at: new Date(Date.now() - 11_000).toISOString() })
    .where(eq(course_api_callpeer.user_id, amina.id));
  b.send(lost);
  b.send({ type: 'reaction', emoji: '👍' });
  await host.next('reaction');
  expect(host.received.filter((event) => event['type'] === 'engine')).toEqual([]);
  phone.send(lost);
  for (const page of [host, phone, laptop, b])
    expect(await page.next<Moved>('engine')).toEqual({ type: 'engine', engine: 'peer', reason: 'reported' });
  b.send(lost);
  b.send({ type: 'reaction', emoji: '👍' });
  await host.next('reaction');
  expect(host.received.filter((event) => event['type'] === 'engine')).toHaveLength(1);
});

test('the host alone is believed, and so is somebody who is alone', async () => {
  const { lecturer, amina, enter } = await lecture();
  const [host, a] = [await enter(lecturer), await enter(amina)];
  host.send({ type: 'engine-failed', reason: 'conference.videobridgeNotAvailable' });
  expect((await a.next<Moved>('engine')).engine).toBe('peer');
  const other = await lecture();
  const alone = await other.enter(other.amina);
  alone.send({ type: 'engine-failed', reason: 'script' });
  expect((await alone.next<Moved>('engine')).engine).toBe('peer');
});

test('a call that everybody left begins anew with the best there is, unless the host chose', async () => {
  const { amina, meeting, enter } = await lecture();
  const alone = await enter(amina);
  alone.send({ type: 'engine-failed', reason: 'script' });
  await alone.next('engine');
  alone.socket.terminate();
  await expect
    .poll(() =>
      app.db.select().from(course_api_callpeer).where(eq(course_api_callpeer.meeting_id, meeting.id)),
    )
    .toEqual([]);
  expect((await enter(amina)).engine).toBe('jitsi');
  await app.db
    .update(course_api_call)
    .set({ engine: 'peer', engine_reason: 'host' })
    .where(eq(course_api_call.meeting_id, meeting.id));
  await app.db.delete(course_api_callpeer).where(eq(course_api_callpeer.meeting_id, meeting.id));
  expect((await enter(amina)).engine).toBe('peer');
});

test('everybody gets TURN credentials of their own that end', async () => {
  const { amina, brian, enter, join } = await lecture();
  const check = (servers: Hello['ice_servers'], userId: number) => {
    expect(servers[0]).toEqual({ urls: 'stun:stun.example.ac.ke' });
    const turn = servers[1];
    expect(turn?.urls).toEqual([
      'turn:turn.example.ac.ke:3478?transport=udp',
      'turns:turn.example.ac.ke:443?transport=tcp',
    ]);
    const [expiry, user] = (turn?.username ?? '').split(':');
    expect(user).toBe(String(userId));
    expect(Number(expiry) - Date.now() / 1000).toBeGreaterThan(5 * 3600);
    expect(Number(expiry) - Date.now() / 1000).toBeLessThanOrEqual(6 * 3600);
    const credential = createHmac('sha1', 'the secret of coturn')
      .update(turn?.username ?? '')
      .digest('base64');
    expect(turn?.credential).toBe(credential);
  };
  check((await enter(amina)).hello.ice_servers, amina.id);
  check((await join(brian)).ice_servers, brian.id);
});

test('half a TURN setting stops the start', async () => {
  for (const env of [
    { TURN_SECRET: 'x' },
    { TURN_URLS: 'turn:a' },
    { TURN_SECRET: 'x', TURN_URLS: 'https://a' },
  ])
    await expect(testApp(env)).rejects.toThrow('TURN_');
});
