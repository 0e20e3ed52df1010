import { Worker } from 'node:worker_threads';

export interface SignerKey {
  kid: string;
  private_pem: string;
}
type Answer = { id: number; token: string } | { id: number; error: string };
interface Waiting {
  resolve: (token: string) => void;
  reject: (error: Error) => void;
}

/**
 * Signs with RS256 in a thread of its own: one signature takes about a millisecond of processor time, and `jsonwebtoken`
 * takes it on whichever thread calls, even in its callback form. The thread starts with the first token and is
 * started anew should it die.
 */
export function openSigner(readKey: () => Promise<SignerKey>) {
  const waiting = new Map<number, Waiting>();
  let worker: Promise<Worker> | undefined;
  let last = 0;

  async function start(): Promise<Worker> {
    const thread = new Worker(new URL('./signer-worker.ts', import.meta.url), {
      workerData: await readKey(),
    });
    thread.unref();
    thread.on('message', (answer: Answer) => {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('token' in answer) one?.resolve(answer.token);
      else one?.reject(new Error(answer.error));
    });
    thread.once('error', giveUp);
    thread.once('exit', (code) => giveUp(new Error(`the signing thread ended with ${code}`)));
    return thread;
  }

  function giveUp(error: Error) {
    worker = undefined;
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  }

  return {
    async sign(claims: object): Promise<string> {
      worker ??= start().catch((error: unknown) => {
        worker = undefined;
        throw error;
      });
      const thread = await worker;
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        thread.postMessage({ id, claims });
      });
    },
    async close() {
      await (await worker)?.terminate();
    },
  };
}
