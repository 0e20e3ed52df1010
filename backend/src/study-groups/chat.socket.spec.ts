import { afterAll, expect, test } from 'vitest';
import { as, connect, testApp } from '#test/app';
import { makeChat, type ChatEvent } from '#test/chat';
import { makeMessage } from '#test/make';
import type { Message } from './contract.ts';

const app = await testApp();
afterAll(() => app.close());

const refusal = { type: 'refused', problem: expect.objectContaining({ detail: expect.any(String) }) };
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('a message resent over the socket is confirmed to its sender only', async () => {
  const { owner, member, ws } = await makeChat(app);
  const [mine, theirs] = [await connect(app, ws, owner), await connect(app, ws, member)];
  mine.send({ type: 'message', body: 'Once', client_id: 'a' });
  const first = await mine.next<ChatEvent<'message'>>('message');
  mine.send({ type: 'message', body: 'Once', client_id: 'a' });
  expect(await mine.next('message')).toEqual(first);
  mine.send({ type: 'message', body: 'Next', client_id: 'b' });
  await theirs.next<ChatEvent<'message'>>('message', ({ message }) => message.client_id === 'b');
  expect(theirs.received.filter((event) => event['type'] === 'message')).toHaveLength(2);
});

test('what one sender sends without waiting keeps its order, slow messages among them', async () => {
  const { owner, ws, messages } = await makeChat(app, 'Owner Otieno', 'Member Mwende');
  const mine = await connect(app, ws, owner);
  const bodies = Array.from({ length: 60 }, (_, n) => (n % 7 === 0 ? `@Member look at ${n}` : `line ${n}`));
  for (const [n, body] of bodies.entries()) mine.send({ type: 'message', body, client_id: `c${n}` });
  await mine.next<ChatEvent<'message'>>('message', ({ message }) => message.client_id === 'c59');
  const { body } = await as(app, owner).get(`${messages}?limit=200`);
  expect(body.items.map((one: Message) => one.body)).toEqual(bodies);
  const heard = mine.received.filter((event) => event['type'] === 'message');
  expect(heard.map((event) => (event as ChatEvent<'message'>).message.body)).toEqual(bodies);
});

test('only its sender edits a message; the sender and the group’s owner delete it', async () => {
  const { owner, member, members, group, ws, messages } = await makeChat(app, 'Owner', 'Sender', 'Third');
  const [own, sender, third] = await Promise.all(
    [owner, member, members[1]].map((one) => connect(app, ws, one)),
  );
  const { id } = await makeMessage(app, group, member, 'frist');
  sender?.send({ type: 'edit', id, body: 'first' });
  const edited = await own?.next<ChatEvent<'edited'>>('edited');
  expect(edited?.message).toMatchObject({ id, seq: 1, changed_seq: 2, body: 'first' });
  third?.send({ type: 'edit', id, body: 'mine' });
  expect(await third?.next('refused')).toMatchObject(refusal);
  own?.send({ type: 'edit', id, body: 'mine' });
  expect(await own?.next('refused')).toMatchObject(refusal);
  third?.send({ type: 'delete', id });
  expect(await third?.next('refused')).toMatchObject(refusal);
  own?.send({ type: 'delete', id });
  expect(await sender?.next('deleted')).toMatchObject({ id, seq: 3 });
  sender?.send({ type: 'edit', id, body: 'back' });
  expect(await sender?.next('refused')).toMatchObject({ problem: { type: '/problems/message-deleted' } });
  sender?.send({ type: 'react', id, emoji: '👍', on: true });
  expect(await sender?.next('refused')).toMatchObject({ problem: { type: '/problems/message-deleted' } });
  sender?.send({ type: 'delete', id });
  expect(await sender?.next('deleted', (event) => event['seq'] === 3)).toMatchObject({ id });
  const { body } = await as(app, owner).get(messages);
  expect(body).toMatchObject({
    last_seq: 3,
    items: [{ id, body: '', attachments: [], reactions: [], deleted_at: expect.any(String) }],
  });
});

test('a deleted message leaves nothing of its text, its reactions and its quote', async () => {
  const { owner, member, group, ws, messages } = await makeChat(app);
  const mine = await connect(app, ws, owner);
  const { id } = await makeMessage(app, group, owner, 'the answer is 42');
  await mine.next('message');
  mine.send({ type: 'react', id, emoji: '❤️', on: true });
  await mine.next('reacted');
  mine.send({ type: 'message', body: 'see above', reply_to: id });
  const reply = await mine.next<ChatEvent<'message'>>('message', ({ message }) => message.reply_to === id);
  expect(reply.message.quoted).toMatchObject({ id, seq: 1, preview: 'the answer is 42' });
  mine.send({ type: 'delete', id });
  await mine.next('deleted');
  const { body } = await as(app, member).get(messages);
  expect(body.items[1].quoted).toMatchObject({ id, preview: '' });
  expect(JSON.stringify(body)).not.toContain('the answer');
});

test('saying the same reaction twice takes no number, and taking it back is told', async () => {
  const { owner, member, group, ws, messages } = await makeChat(app);
  const mine = await connect(app, ws, owner);
  const { id } = await makeMessage(app, group, member);
  for (const on of [true, true, false, false]) mine.send({ type: 'react', id, emoji: '👩🏽‍🔬', on });
  const told = [];
  for (let n = 0; n < 4; n += 1) told.push(await mine.next<ChatEvent<'reacted'>>('reacted'));
  expect(told.map(({ seq }) => seq)).toEqual([2, 2, 3, 3]);
  expect(told[0]).toMatchObject({ id, user_id: owner.id, reactions: [{ user_ids: [owner.id] }] });
  expect(told[2]?.reactions).toEqual([]);
  expect((await as(app, owner).get(messages)).body.last_seq).toBe(3);
});

test('words are not reactions, and a message of another group is not answered or changed from here', async () => {
  const [here, there] = [await makeChat(app), await makeChat(app)];
  const foreign = await makeMessage(app, there.group, there.owner);
  const own = await makeMessage(app, here.group, here.owner);
  const mine = await connect(app, here.ws, here.owner);
  for (const event of [
    { type: 'react', id: own.id, emoji: 'ok', on: true },
    { type: 'react', id: own.id, emoji: '👍👍', on: true },
    { type: 'react', id: foreign.id, emoji: '👍', on: true },
    { type: 'edit', id: foreign.id, body: 'x' },
    { type: 'delete', id: foreign.id },
    { type: 'message', body: 'x', reply_to: foreign.id },
    { type: 'message', body: 'x', attachment_ids: [1] },
    { type: 'message', body: ' \n ' },
    { type: 'message', body: 'x', client_id: '' },
    { type: 'message', body: 'x', client_id: 'y'.repeat(65) },
  ]) {
    mine.send(event);
    expect(await mine.next('refused')).toMatchObject(refusal);
  }
  expect((await as(app, here.owner).get(here.messages)).body.last_seq).toBe(1);
});

test('a refused message names its client_id, and the socket goes on', async () => {
  const { owner, ws } = await makeChat(app);
  const mine = await connect(app, ws, owner);
  mine.send({ type: 'message', body: 'x'.repeat(8001), client_id: 'long' });
  expect(await mine.next('refused')).toMatchObject({ client_id: 'long', problem: { status: 400 } });
  mine.send({ type: 'message', body: '😀'.repeat(8000), client_id: 'emoji' });
  const { message } = await mine.next<ChatEvent<'message'>>('message');
  expect(message.body).toBe('😀'.repeat(8000));
});

test('a body comes back byte for byte', async () => {
  const { owner, ws, messages } = await makeChat(app);
  const mine = await connect(app, ws, owner);
  const body = '  tab\t"quotes" \\back {braces}, null, \u202eright\n```c\n  int x;\n```\n';
  mine.send({ type: 'message', body });
  expect((await mine.next<ChatEvent<'message'>>('message')).message.body).toBe(body);
  expect((await as(app, owner).get(messages)).body.items[0].body).toBe(body);
});

test('frames that cannot be read close with 1007, and the others keep chatting', async () => {
  const { owner, member, ws } = await makeChat(app);
  const [mine] = [await connect(app, ws, owner)];
  const frames = [
    '',
    'null',
    '[]',
    '{"type":"message"}',
    '{"type":"message","body":5}',
    '{"type":"message","body":"a","body":"b"}',
    '{"type":"message","body":"\\ud800"}',
    '{"type":"message","body":"\\u0000"}',
    '{"type":"message","body":"a","client_id":7}',
    '{"type":"message","body":"a","reply_to":"1"}',
    '{"type":"message","body":"a","__proto__":{}}',
    '{"type":"read","seq":-1}',
    '{"type":"read","seq":1.5}',
    '{"type":"edit","id":0,"body":"x"}',
    '{"type":"delete","id":"1"}',
    '{"type":"react","id":1,"emoji":"👍"}',
    '{"type":"unknown"}',
    '{"type":"message","body":"cut',
    `${'['.repeat(5000)}`,
  ];
  for (const frame of frames) {
    const theirs = await connect(app, ws, member);
    theirs.socket.send(frame);
    expect([frame, await theirs.closed]).toEqual([frame, 1007]);
  }
  const binary = await connect(app, ws, member);
  binary.socket.send(Buffer.from('{"type":"typing"}'), { binary: true });
  expect(await binary.closed).toBe(1007);
  mine.send({ type: 'message', body: 'still here' });
  expect((await mine.next<ChatEvent<'message'>>('message')).message.seq).toBe(1);
});

test('typing is told at most every two seconds, and is not kept', async () => {
  const { owner, member, ws, messages } = await makeChat(app);
  const [mine, theirs] = [await connect(app, ws, owner), await connect(app, ws, member)];
  for (let n = 0; n < 5; n += 1) mine.send({ type: 'typing' });
  expect(await theirs.next('typing')).toEqual({ type: 'typing', user_id: owner.id });
  mine.send({ type: 'message', body: 'done' });
  await theirs.next('message');
  expect(theirs.received.filter((event) => event['type'] === 'typing')).toHaveLength(1);
  expect((await as(app, owner).get(messages)).body.last_seq).toBe(1);
});

test('everybody sees who has the chat open, each person once, and who left', async () => {
  const { owner, member, ws, group } = await makeChat(app);
  const [mine, first, second] = [
    await connect(app, ws, owner),
    await connect(app, ws, member),
    await connect(app, ws, member),
  ];
  const both = [owner.id, member.id].sort((a, b) => a - b);
  const isBoth = (event: ChatEvent<'presence'>) => String(event.users) === String(both);
  await mine.next('presence', isBoth);
  first.socket.terminate();
  await pause(400);
  const { body } = await as(app, owner).get(`/api/study-groups/${group.id}/members/`);
  expect(body.items.map((one: { online: boolean }) => one.online)).toEqual([true, true]);
  second.socket.terminate();
  await mine.next<ChatEvent<'presence'>>('presence', ({ users }) => String(users) === String([owner.id]));
});

test('a socket that floods is refused for a moment and told when to come back', async () => {
  const { owner, ws } = await makeChat(app);
  const mine = await connect(app, ws, owner);
  for (let n = 0; n < 1500; n += 1) mine.send({ type: 'message', body: '' });
  const refused = await mine.next<ChatEvent<'refused'>>('refused', ({ problem }) => problem.status === 429);
  expect(refused.problem).toMatchObject({ retry_after: 1 });
  await pause(1100);
  mine.send({ type: 'message', body: 'calm' });
  await mine.next('message');
});

test('my reading position reaches my other tabs', async () => {
  const { owner, member, group, ws } = await makeChat(app);
  const { seq } = await makeMessage(app, group, owner);
  const [phone, laptop] = [await connect(app, ws, member), await connect(app, ws, member)];
  phone.send({ type: 'read', seq });
  expect(await laptop.next('read')).toEqual({ type: 'read', user_id: member.id, seq });
});

test('thousands of missed messages come whole, in order, before what is live', async () => {
  const { owner, member, group, ws, messages } = await makeChat(app);
  await Promise.all(Array.from({ length: 1300 }, (_, n) => makeMessage(app, group, owner, `line ${n}`)));
  const mine = await connect(app, `${ws}?after=10`, member);
  const posts = Array.from({ length: 50 }, (_, n) => as(app, owner).post(messages, { body: `live ${n}` }));
  await Promise.all(posts);
  await mine.next<ChatEvent<'message'>>('message', ({ message }) => message.seq === 1350);
  const seqs = mine.received
    .filter((event) => event['type'] === 'message')
    .map((event) => (event as ChatEvent<'message'>).message.seq);
  expect(seqs).toEqual(Array.from({ length: 1340 }, (_, n) => n + 11));
});

test('what was missed and changed far later comes as a message, not as an edit of the unknown', async () => {
  const { owner, member, group, ws } = await makeChat(app);
  const mine = await connect(app, ws, owner);
  const { id } = await makeMessage(app, group, owner, 'first');
  await Promise.all(Array.from({ length: 600 }, (_, n) => makeMessage(app, group, owner, `line ${n}`)));
  mine.send({ type: 'edit', id, body: 'first, corrected' });
  await mine.next('edited');
  const theirs = await connect(app, `${ws}?after=0`, member);
  const { message } = await theirs.next<ChatEvent<'message'>>('message', (event) => event.message.id === id);
  expect(message).toMatchObject({ seq: 1, changed_seq: 602, body: 'first, corrected' });
});
