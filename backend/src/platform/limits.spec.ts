import { afterAll, expect, test } from 'vitest';
import { unique } from '#test/make';
import { openKv } from './kv.ts';
import { openLimits } from './limits.ts';

const url = process.env['REDIS_URL'];
const kv = openKv(url, () => {});
afterAll(() => kv.close());
if (url) await kv.redis?.ping().catch(() => new Promise((resolve) => kv.redis?.once('ready', resolve)));

test('what goes over the rule is refused with the time to wait', async () => {
  const limits = openLimits(kv);
  const rule = { name: unique('rule'), max: 3, window: 60 };
  for (let i = 0; i < 3; i += 1) await limits.count(rule, 'achieng');
  await expect(limits.count(rule, 'achieng')).rejects.toMatchObject({
    status: 429,
    extra: { headers: { 'retry-after': expect.stringMatching(/^\d+$/) } },
  });
  await limits.count(rule, 'brian');
  await limits.forget(rule, 'achieng');
  await limits.count(rule, 'achieng');
});

test('without Redis the limit counts locally and is not off', async () => {
  const away = openKv('redis://127.0.0.1:1', () => {});
  const limits = openLimits(away);
  const rule = { name: unique('rule'), max: 2, window: 60 };
  await limits.count(rule, 'x');
  await limits.count(rule, 'x');
  await expect(limits.count(rule, 'x')).rejects.toMatchObject({ status: 429 });
  await away.close();
});
