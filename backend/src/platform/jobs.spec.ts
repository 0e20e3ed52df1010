import { eq, sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { testApp } from '#test/app';
import { unique } from '#test/make';
import { enqueue, openJobs, PermanentFailure, type Job } from './jobs.ts';
import { platform_job } from './tables.ts';

const app = await testApp();
afterAll(() => app.close());

const worker = (kind: string, handler: (job: Job) => Promise<void>) => {
  const jobs = openJobs(app.db, app.log);
  jobs.handle(kind, handler);
  return jobs;
};
const jobOf = async (kind: string) =>
  (await app.db.select().from(platform_job).where(eq(platform_job.kind, kind)))[0];

test('four workers do each piece of work once', async () => {
  const kind = unique('count');
  const done: number[] = [];
  for (let i = 0; i < 60; i += 1)
    await enqueue(app.db, kind, { n: i % 40 }, { dedupe_key: `${kind}:${i % 40}` });
  const workers = Array.from({ length: 4 }, () =>
    worker(kind, async (job) => void done.push((job.payload as { n: number }).n)),
  );
  while ((await Promise.all(workers.map((one) => one.drain()))).some((count) => count > 0));
  expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n));
});

test('work promised by a transaction that fails is never done', async () => {
  const kind = unique('undone');
  const failing = app.db.transaction(async (tx) => {
    await enqueue(tx, kind, {});
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  expect(await jobOf(kind)).toBeUndefined();
});

test('work that fails is tried again later, and given up when that is useless', async () => {
  const kind = unique('fails');
  let failure: Error = new Error('not now');
  const jobs = worker(kind, async () => {
    throw failure;
  });
  await enqueue(app.db, kind, {});
  await jobs.drain();
  expect(await jobOf(kind)).toMatchObject({ attempts: 1, failed_at: null, last_error: 'Error: not now' });
  expect(await jobs.drain()).toBe(0);
  failure = new PermanentFailure('no such mailbox');
  await app.db.execute(sql`update platform_job set run_at = now() where kind = ${kind}`);
  await jobs.drain();
  expect((await jobOf(kind))?.failed_at).not.toBeNull();
});

test('work of a worker that died is taken up when its lease is over', async () => {
  const kind = unique('lease');
  await enqueue(app.db, kind, {});
  await app.db.execute(
    sql`update platform_job set locked_by = 'dead', locked_until = now() - interval '1 second' where kind = ${kind}`,
  );
  expect(await worker(kind, async () => {}).drain()).toBe(1);
});
