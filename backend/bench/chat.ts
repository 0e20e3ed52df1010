import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Sender } from './world.ts';

export const openSocket = async (base: string, sender: Sender) => {
  const socket = new WebSocket(`ws://${base}/ws/study-groups/${sender.group_id}/?token=${sender.token}`, {
    perMessageDeflate: false,
  });
  await once(socket, 'open');
  return socket;
};

const BODY =
  'The bridge of exercise 4 has two unknowns; take the moment about the left support first.'.padEnd(100);

/** Messages stored and acknowledged per second, `inFlight` under way on each socket all the time. */
export async function measureAcknowledged(
  base: string,
  senders: Sender[],
  inFlight: number,
  seconds: number,
) {
  const run = Math.random().toString(36).slice(2, 8);
  let acknowledged = 0;
  let refused = 0;
  const latencies: number[] = [];
  const lines = await Promise.all(
    senders.map(async (sender) => {
      const socket = await openSocket(base, sender);
      const mine = `"client_id":"${run}-${sender.user_id}-`;
      const sent = new Map<string, number>();
      let n = 0;
      const post = () => {
        const client_id = `${run}-${sender.user_id}-${(n += 1)}`;
        sent.set(client_id, performance.now());
        socket.send(JSON.stringify({ type: 'message', body: BODY, client_id }));
      };
      socket.on('message', (data) => {
        const text = String(data);
        if (text.startsWith('{"type":"refused"')) refused += 1;
        const at = text.indexOf(mine);
        if (at < 0) return;
        const id = text.slice(at + 13, text.indexOf('"', at + 13));
        latencies.push(performance.now() - (sent.get(id) ?? 0));
        sent.delete(id);
        acknowledged += 1;
        post();
      });
      return { socket, post };
    }),
  );
  for (const { post } of lines) for (let n = 0; n < inFlight; n += 1) post();
  await sleep(1_500);
  acknowledged = 0;
  latencies.length = 0;
  const began = performance.now();
  await sleep(seconds * 1000);
  const rate = acknowledged / ((performance.now() - began) / 1000);
  for (const { socket } of lines) socket.terminate();
  await sleep(200);
  latencies.sort((a, b) => a - b);
  const p99 = latencies[Math.floor(latencies.length * 0.99)] ?? 0;
  return { rate: Math.round(rate), p99_ms: Math.round(p99 * 10) / 10, refused };
}
