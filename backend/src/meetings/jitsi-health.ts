import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';

const EVERY_MS = 10_000;
const TIMEOUT_MS = 3_000;
/** One lost answer is no failure: it is asked again after this. */
const AGAIN_MS = 2_000;

export type JitsiHealth = ReturnType<typeof openJitsiHealth>;

/**
 * What we believe of the Jitsi host, asked in the background, so that no request ever waits for it. `onDown` is called
 * when it goes down.
 */
export function openJitsiHealth(
  url: string | undefined,
  log: FastifyBaseLogger,
  onDown: () => Promise<unknown>,
) {
  let up = url !== undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function check() {
    if (!url) return;
    const now =
      (await answers(url)) || (await sleep(AGAIN_MS, undefined, { ref: false }), await answers(url));
    if (stopped || now === up) return;
    up = now;
    log.warn(
      { url },
      now ? 'Jitsi answers again' : 'Jitsi does not answer: calls go from browser to browser',
    );
    if (!now) await onDown();
  }
  const run = () =>
    void check()
      .catch((error: unknown) => log.warn({ err: error }, 'calls could not be moved away from Jitsi'))
      .finally(() => {
        if (!stopped) timer = setTimeout(run, EVERY_MS).unref();
      });

  return {
    isUp: () => up,
    check,
    start: () => void (url && run()),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** A proxy whose Jitsi is gone answers 502 to 504; anything below 500 comes from something that lives. */
async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'manual' });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}
