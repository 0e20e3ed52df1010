import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Db } from './db.ts';
import { platform_job } from './tables.ts';

/** Thrown by a handler when trying again cannot help. */
export class PermanentFailure extends Error {}

/** Leaves work in the outbox, in the caller's transaction: it is done if and only if that commits. */
export async function enqueue(
  db: Db,
  kind: string,
  payload: object,
  options: { dedupe_key?: string; run_at?: string } = {},
) {
  await db
    .insert(platform_job)
    .values({
      kind,
      payload,
      dedupe_key: options.dedupe_key ?? null,
      ...(options.run_at && { run_at: options.run_at }),
    })
    .onConflictDoNothing({ target: platform_job.dedupe_key });
}

export interface Job<P = unknown> {
  id: number;
  kind: string;
  payload: P;
  attempts: number;
}
type Handler<P = unknown> = (job: Job<P>) => Promise<void>;
export type Jobs = ReturnType<typeof openJobs>;

const LEASE_SECONDS = 60;
const MAX_ATTEMPTS = 10;

/**
 * Runs what stands in the outbox, at least once. A job is leased with SKIP LOCKED, so that several instances share
 * the work, and done outside any transaction; a lease that runs out is taken up by another instance.
 */
export function openJobs(db: Db, log: FastifyBaseLogger) {
  const worker = randomUUID();
  const handlers = new Map<string, Handler>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;

  async function drain(): Promise<number> {
    const kinds = [...handlers.keys()];
    if (kinds.length === 0) return 0;
    const { rows } = await db.execute<Job & Record<string, unknown>>(sql`
      update platform_job set locked_by = ${worker}, locked_until = now() + make_interval(secs => ${LEASE_SECONDS}), attempts = attempts + 1
      where id in (select id from platform_job
        where done_at is null and failed_at is null and run_at <= now() and (locked_until is null or locked_until < now())
          and kind in ${kinds}
        order by run_at, id limit 20 for update skip locked)
      returning id, kind, payload, attempts`);
    await Promise.all(rows.map(perform));
    return rows.length;
  }

  async function perform(job: Job) {
    try {
      await handlers.get(job.kind)?.(job);
      await db.execute(
        sql`update platform_job set done_at = now(), locked_until = null, last_error = null where id = ${job.id} and locked_by = ${worker}`,
      );
    } catch (error) {
      const dead = error instanceof PermanentFailure || job.attempts >= MAX_ATTEMPTS;
      const delay = Math.min(3600, 5 * 2 ** (job.attempts - 1)) * (0.75 + Math.random() / 2);
      log.warn({ err: error, job: job.id, kind: job.kind, dead }, 'a job failed');
      await db.execute(sql`update platform_job set locked_until = null, last_error = ${String(error).slice(0, 500)},
        failed_at = case when ${dead}::boolean then now() end, run_at = now() + make_interval(secs => ${delay}::float8)
        where id = ${job.id} and locked_by = ${worker}`);
    }
  }

  async function tick() {
    running = drain().catch((error: unknown) => {
      log.warn({ err: error }, 'the outbox could not be read');
      return 0;
    });
    const done = await running;
    if (!stopped) timer = setTimeout(tick, done === 20 ? 0 : 1_000).unref();
  }

  return {
    /** `P` is what `enqueue` was given for this kind. */
    handle: <P>(kind: string, handler: Handler<P>) => void handlers.set(kind, handler as Handler),
    start: () => void tick(),
    /** Works off everything that is due now; for tests and for shutting down. */
    drain,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
