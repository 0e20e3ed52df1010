import { afterAll, describe, expect, test } from 'vitest';
import { as, connect, testApp, type SignedIn, type TestSocket } from '#test/app';
import { makeAdmin, makeCourse, makeGroup, makeLecturer, makeMeeting, makeStudent } from '#test/make';
import { CALL_CLOSED, CALL_REMOVED, type CallFromServer } from './contract.ts';

const app = await testApp();
afterAll(() => app.close());

type Event<T extends CallFromServer['type']> = Extract<CallFromServer, { type: T }>;
const call = (id: number) => `/ws/meetings/${id}/call`;

async function lecture() {
  const lecturer = await makeLecturer(app);
  const students = await Promise.all(
    ['Amina Yusuf', 'Brian Mutua', 'Carol Wairimu'].map((full_name) => makeStudent(app, { full_name })),
  );
  const [amina, brian, carol] = students;
  if (!amina || !brian || !carol) throw new Error('no students');
  const course = await makeCourse(app, { instructor_id: lecturer.id, students });
  const meeting = await makeMeeting(app, {
    course_id: course.id,
    host_id: lecturer.id,
    state: 'live',
    from: -5,
    started_at: new Date().toISOString(),
  });
  return { lecturer, amina, brian, carol, course, meeting };
}

interface Caller extends TestSocket {
  hello: Event<'hello'>;
  peer: string;
}
async function enter(id: number, who: SignedIn, instance = app): Promise<Caller> {
  const opened = await connect(instance, call(id), who);
  const hello = await opened.next<Event<'hello'>>('hello');
  return { ...opened, hello, peer: hello.self.peer_id };
}
const refusal = async (caller: TestSocket) => (await caller.next<Event<'refused'>>('refused')).problem;
const status = (error: unknown) => Number(/\d{3}/.exec(String(error))?.[0]);

describe('who may enter', () => {
  test('people of the meeting, in its time; others are refused before the upgrade', async () => {
    const { lecturer, amina, course, meeting } = await lecture();
    const [outsider, other, admin] = [await makeStudent(app), await makeLecturer(app), await makeAdmin(app)];
    const enters = (who?: SignedIn) =>
      connect(app, call(meeting.id), who).then(
        () => 101,
        (error: unknown) => status(error),
      );
    expect(await enters()).toBe(401);
    expect(await enters(outsider)).toBe(403);
    expect(await enters(other)).toBe(403);
    for (const [who, role] of [
      [amina, 'member'],
      [lecturer, 'host'],
      [admin, 'member'],
    ] as const)
      expect((await enter(meeting.id, who)).hello.self).toMatchObject({ user_id: who.id, role });
    const tomorrow = await makeMeeting(app, { course_id: course.id, host_id: lecturer.id, from: 1440 });
    const early = await connect(app, call(tomorrow.id), amina);
    expect((await refusal(early)).type).toBe('/problems/meeting-not-open');
    expect(await early.closed).toBe(CALL_CLOSED);
  });

  test('everybody hears who comes and who goes, with names and roles from the server', async () => {
    const { lecturer, amina, meeting } = await lecture();
    const host = await enter(meeting.id, lecturer);
    expect(host.hello).toMatchObject({ engine: 'peer', peers: [], hands: [], sharing: null });
    expect(host.hello.limits).toEqual({ video: 6, audio: 10 });
    expect(host.hello.started_at).toBe(meeting.started_at);
    const student = await enter(meeting.id, amina);
    expect(student.hello.peers).toMatchObject([
      { peer_id: host.peer, role: 'host', full_name: lecturer.full_name },
    ]);
    const { peer } = await host.next<Event<'peer-joined'>>('peer-joined');
    expect(peer).toMatchObject({
      peer_id: student.peer,
      user_id: amina.id,
      full_name: 'Amina Yusuf',
      role: 'member',
    });
    student.socket.terminate();
    expect(await host.next('peer-left')).toEqual({ type: 'peer-left', peer_id: student.peer });
    expect(student.received.filter((event) => event['type'] === 'peer-joined')).toEqual([]);
  });

  test('a second tab of the same person is a peer of its own', async () => {
    const { amina, meeting } = await lecture();
    const [one, two] = [await enter(meeting.id, amina), await enter(meeting.id, amina)];
    expect(two.hello.peers.map((peer) => peer.peer_id)).toEqual([one.peer]);
    expect(one.peer).not.toBe(two.peer);
  });
});

describe('signalling', () => {
  test('reaches only its peer, and bears the sender that the server knows', async () => {
    const { amina, brian, carol, meeting } = await lecture();
    const [a, b, c] = [
      await enter(meeting.id, amina),
      await enter(meeting.id, brian),
      await enter(meeting.id, carol),
    ];
    const description = { type: 'offer', sdp: 'v=0\r\n' };
    a.send({ type: 'signal', to: b.peer, from: c.peer, user_id: carol.id, description });
    expect(await b.next('signal')).toEqual({ type: 'signal', from: a.peer, description });
    const candidate = {
      candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host',
      sdpMid: '0',
      sdpMLineIndex: 0,
    };
    b.send({ type: 'signal', to: a.peer, candidate });
    expect(await a.next('signal')).toEqual({ type: 'signal', from: b.peer, candidate });
    b.send({ type: 'signal', to: a.peer, candidate: null });
    expect(await a.next('signal')).toEqual({ type: 'signal', from: b.peer, candidate: null });
    expect(c.received.filter((event) => event['type'] === 'signal')).toEqual([]);
  });

  test('does not leave the meeting', async () => {
    const here = await lecture();
    const there = await lecture();
    const a = await enter(here.meeting.id, here.amina);
    const stranger = await enter(there.meeting.id, there.amina);
    a.send({ type: 'signal', to: stranger.peer, candidate: null });
    expect((await refusal(a)).status).toBe(404);
    a.send({ type: 'signal', to: a.peer, candidate: null });
    expect((await refusal(a)).status).toBe(404);
    a.send({ type: 'signal', to: 'nobody' });
    expect((await refusal(a)).status).toBe(400);
    stranger.send({ type: 'hand', up: true });
    await stranger.next('hands');
    expect(stranger.received.filter((event) => event['type'] === 'signal')).toEqual([]);
  });

  test('is bounded in size and in number', async () => {
    const { amina, brian, meeting } = await lecture();
    const [a, b] = [await enter(meeting.id, amina), await enter(meeting.id, brian)];
    for (let n = 0; n < 700; n += 1) a.send({ type: 'signal', to: b.peer, candidate: null });
    expect((await refusal(a)).status).toBe(429);
    b.send({ type: 'signal', to: a.peer, description: { type: 'offer', sdp: 'x'.repeat(48_001) } });
    expect(await b.closed).toBe(1007);
    for (let n = 0; n < 25; n += 1) a.send({ type: 'reaction', emoji: '👍' });
    expect((await refusal(a)).status).toBe(429);
  });
});

describe('in the call', () => {
  test('what a page says of itself is told, and given to who comes later', async () => {
    const { lecturer, amina, brian, meeting } = await lecture();
    const host = await enter(meeting.id, lecturer);
    const a = await enter(meeting.id, amina);
    a.send({ type: 'state', mic: true, camera: false, sharing: true, listener: false, role: 'host' });
    const { peer } = await host.next<Event<'peer-changed'>>('peer-changed');
    expect(peer).toMatchObject({ peer_id: a.peer, mic: true, camera: false, sharing: true, role: 'member' });
    const late = await enter(meeting.id, brian);
    expect(late.hello.peers.find((one) => one.peer_id === a.peer)).toEqual(peer);
    expect(late.hello.sharing).toBe(a.peer);
  });

  test('hands are a queue in order, one for each person, and the host lowers them', async () => {
    const { lecturer, amina, brian, carol, meeting } = await lecture();
    const host = await enter(meeting.id, lecturer);
    const b = await enter(meeting.id, brian);
    const a = await enter(meeting.id, amina);
    const queue = async (length: number) =>
      (await host.next<Event<'hands'>>('hands', (event) => event.hands.length === length)).hands.map(
        (one) => one.user_id,
      );
    b.send({ type: 'hand', up: true });
    expect(await queue(1)).toEqual([brian.id]);
    a.send({ type: 'hand', up: true });
    expect(await queue(2)).toEqual([brian.id, amina.id]);
    const c = await enter(meeting.id, carol);
    expect(c.hello.hands.map((one) => one.user_id)).toEqual([brian.id, amina.id]);
    b.send({ type: 'hand', up: true });
    expect(await queue(2)).toEqual([brian.id, amina.id]);
    host.send({ type: 'let-speak', user_id: brian.id });
    await b.next('may-speak');
    expect(await queue(1)).toEqual([amina.id]);
    c.send({ type: 'hand', up: true });
    expect(await queue(2)).toEqual([amina.id, carol.id]);
    a.socket.terminate();
    expect(await queue(1)).toEqual([carol.id]);
    const back = await enter(meeting.id, amina);
    expect(back.hello.hands.map((one) => one.user_id)).toEqual([amina.id, carol.id]);
    host.send({ type: 'lower-hand' });
    expect(await queue(0)).toEqual([]);
  });

  test('reactions are one emoji', async () => {
    const { lecturer, amina, meeting } = await lecture();
    const [host, a] = [await enter(meeting.id, lecturer), await enter(meeting.id, amina)];
    a.send({ type: 'reaction', emoji: '👏🏾' });
    expect(await host.next('reaction')).toEqual({ type: 'reaction', user_id: amina.id, emoji: '👏🏾' });
    a.send({ type: 'reaction', emoji: '<b>' });
    expect((await refusal(a)).status).toBe(400);
  });

  test('after “mute all” a late joiner counts as muted until let speak', async () => {
    const { lecturer, amina, brian, meeting } = await lecture();
    const [host, a] = [await enter(meeting.id, lecturer), await enter(meeting.id, amina)];
    expect(a.hello.muted_by_host).toBe(false);
    host.send({ type: 'mute-all' });
    expect(await a.next('mute-all')).toEqual({ type: 'mute-all', by: lecturer.id });
    const b = await enter(meeting.id, brian);
    expect(b.hello.muted_by_host).toBe(true);
    expect((await enter(meeting.id, lecturer)).hello.muted_by_host).toBe(false);
    host.send({ type: 'ask-unmute', user_id: brian.id });
    expect(await b.next('ask-unmute')).toEqual({ type: 'ask-unmute', by: lecturer.id });
    host.send({ type: 'let-speak', user_id: brian.id });
    await b.next('may-speak');
    expect((await enter(meeting.id, brian)).hello.muted_by_host).toBe(false);
    expect((await enter(meeting.id, amina)).hello.muted_by_host).toBe(true);
  });
});

describe('moderation', () => {
  const orders = (user_id: number) => [
    { type: 'mute-all' },
    { type: 'ask-unmute', user_id },
    { type: 'lower-hand', user_id },
    { type: 'let-speak', user_id },
    { type: 'remove', user_id },
    { type: 'end' },
    { type: 'engine', engine: 'peer' },
  ];

  test('is refused to students, and to an administrator who looks in', async () => {
    const { amina, brian, meeting } = await lecture();
    const b = await enter(meeting.id, brian);
    for (const who of [amina, await makeAdmin(app)]) {
      const one = await enter(meeting.id, who);
      for (const order of orders(brian.id)) {
        one.send(order);
        expect([order.type, (await refusal(one)).status]).toEqual([order.type, 403]);
      }
    }
    const types = b.received.map((event) => event['type']);
    expect(types.filter((type) => type !== 'hello' && type !== 'peer-joined')).toEqual([]);
  });

  test('is the course’s lecturer’s too, and an administrator’s who holds the meeting', async () => {
    const { lecturer, amina, course } = await lecture();
    const admin = await makeAdmin(app);
    const meeting = await makeMeeting(app, { course_id: course.id, host_id: admin.id, state: 'live' });
    const a = await enter(meeting.id, amina);
    for (const who of [lecturer, admin]) {
      const one = await enter(meeting.id, who);
      one.send({ type: 'mute-all' });
      expect(await a.next('mute-all')).toEqual({ type: 'mute-all', by: who.id });
    }
  });

  test('in a group’s call it is who called, not the group’s owner', async () => {
    const [owner, caller] = [await makeStudent(app), await makeStudent(app)];
    const group = await makeGroup(app, { owner, members: [caller] });
    const meeting = await makeMeeting(app, { study_group_id: group.id, host_id: caller.id, state: 'live' });
    const [one, two] = [await enter(meeting.id, owner), await enter(meeting.id, caller)];
    one.send({ type: 'mute-all' });
    expect((await refusal(one)).status).toBe(403);
    two.send({ type: 'mute-all' });
    await one.next('mute-all');
  });

  test('who is removed is out on all tabs, and gets no socket and no token again', async () => {
    const { lecturer, amina, meeting } = await lecture();
    const host = await enter(meeting.id, lecturer);
    const [phone, laptop] = [await enter(meeting.id, amina), await enter(meeting.id, amina)];
    host.send({ type: 'remove', user_id: amina.id });
    for (const page of [phone, laptop]) {
      await page.next('removed');
      expect(await page.closed).toBe(CALL_REMOVED);
    }
    const again = await connect(app, call(meeting.id), amina).catch((error: unknown) => status(error));
    expect(again).toBe(403);
    const joined = await as(app, amina).post(`/api/meetings/${meeting.id}/join`);
    expect([joined.status, joined.body.type]).toEqual([403, '/problems/removed']);
    const { body } = await as(app, amina).get(`/api/meetings/${meeting.id}/`);
    expect([body.may_join, body.jwt_token, body.room]).toEqual([false, null, null]);
  });

  test('nobody who leads can be removed', async () => {
    const { lecturer, course, amina } = await lecture();
    const admin = await makeAdmin(app);
    const meeting = await makeMeeting(app, { course_id: course.id, host_id: admin.id, state: 'live' });
    const host = await enter(meeting.id, admin);
    for (const user_id of [lecturer.id, admin.id]) {
      host.send({ type: 'remove', user_id });
      expect((await refusal(host)).status).toBe(403);
    }
    host.send({ type: 'remove', user_id: (await makeStudent(app)).id });
    expect((await refusal(host)).status).toBe(404);
    expect((await as(app, amina).post(`/api/meetings/${meeting.id}/join`)).status).toBe(200);
  });

  test('“end” ends the meeting for everybody, also one that was never started', async () => {
    const { lecturer, amina, course, meeting } = await lecture();
    const waiting = await makeMeeting(app, { course_id: course.id, host_id: lecturer.id, from: -2 });
    for (const { id } of [meeting, waiting]) {
      const [host, a] = [await enter(id, lecturer), await enter(id, amina)];
      host.send({ type: 'end' });
      for (const page of [host, a]) {
        await page.next('ended');
        expect(await page.closed).toBe(CALL_CLOSED);
      }
      const { body } = await as(app, amina).get(`/api/meetings/${id}/`);
      expect([body.state, body.started_at === null]).toEqual(['ended', false]);
    }
  });

  test('ending it in the list of meetings closes the call as well', async () => {
    const { lecturer, amina, meeting } = await lecture();
    const a = await enter(meeting.id, amina);
    await as(app, lecturer).post(`/api/meetings/${meeting.id}/end`);
    await a.next('ended');
    expect(await a.closed).toBe(CALL_CLOSED);
  });
});

test('a student who leaves the course is out of its call', async () => {
  const { lecturer, amina, course, meeting } = await lecture();
  const a = await enter(meeting.id, amina);
  await as(app, lecturer).delete(`/api/courses/${course.id}/enrolments/${amina.id}/`);
  await app.calls.beat();
  expect(await a.closed).toBe(CALL_REMOVED);
});
