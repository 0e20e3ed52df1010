import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { seeded } from '#demo/random';
import { ChatFromClient } from '#study-groups/contract';
import { connect, testApp, type TestSocket } from '#test/app';
import { makeChat, type ChatEvent } from '#test/chat';
import { makeMessage } from '#test/make';
import { mutate, oddText, sampleOf, type Schema } from '#test/samples';

/** Say FUZZ_SEED to see a run again. */
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);
const random = seeded(seed);
const FRAMES = 400;
const NOT_UNDERSTOOD = 1007;
const TOO_LARGE = 1009;

const app = await testApp();
afterAll(() => app.close());

const schema: Schema = JSON.parse(JSON.stringify(ChatFromClient));

function frame(messageId: number): string | Buffer {
  if (random.below(10) === 0)
    return random.pick([Buffer.from([0, 255, 1]), oddText(random), 'x'.repeat(70_000)]);
  const event = sampleOf(random, random.pick(schema.anyOf ?? []));
  // Most changes name a message that is there.
  if (typeof event === 'object' && event && 'id' in event && random.below(2)) event.id = messageId;
  return JSON.stringify(random.below(2) ? event : mutate(random, event));
}

/** The code that the socket was closed with, or undefined when a message still goes through it. */
async function survives({ send, next, closed }: TestSocket): Promise<number | undefined> {
  const client_id = randomUUID();
  send({ type: 'message', body: 'still here', client_id });
  const heard = next<ChatEvent<'message'>>('message', ({ message }) => message.client_id === client_id);
  heard.catch(() => {});
  return Promise.race([heard.then(() => undefined), closed]);
}

test(`a frame is understood, refused or the end of its own socket, and others keep chatting (FUZZ_SEED=${seed})`, async () => {
  console.info(`frames: FUZZ_SEED=${seed}`);
  const { group, owner, member, ws } = await makeChat(app);
  const { id } = await makeMessage(app, group, owner);
  const witness = await connect(app, ws, owner);
  let rude = await connect(app, ws, member);
  const heard = [rude.received];
  for (let n = 0; n < FRAMES; n += 1) {
    const data = frame(id);
    rude.socket.send(data);
    const code = await survives(rude);
    if (code === undefined) continue;
    expect([NOT_UNDERSTOOD, TOO_LARGE], `closed with ${code} after ${String(data).slice(0, 200)}`).toContain(
      code,
    );
    rude = await connect(app, ws, member);
    heard.push(rude.received);
  }
  const refused = heard.flat().filter((event) => event['type'] === 'refused');
  expect(refused.length).toBeGreaterThan(10);
  expect(refused.filter((event) => JSON.stringify(event).includes('"status":5'))).toEqual([]);
  expect(await survives(witness)).toBeUndefined();
  const numbers = witness.received.flatMap((event) =>
    event['type'] === 'message' ? (event as ChatEvent<'message'>).message.seq : [],
  );
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
}, 60_000);
