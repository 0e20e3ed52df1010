import { afterAll, expect, test } from 'vitest';
import { as, testApp } from '#test/app';

const app = await testApp({ METRICS_TOKEN: 'a token for Prometheus' });
afterAll(() => app.close());

const read = (remoteAddress: string, headers: Record<string, string> = {}) =>
  app.inject({ url: '/metrics', remoteAddress, headers });

test('the figures name the route, never the address', async () => {
  await as(app).get('/api/nothing/12345');
  await as(app).get('/health');
  const { statusCode, body, headers } = await read('127.0.0.1');
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toContain('text/plain');
  expect(body).toMatch(
    /http_request_duration_seconds_count\{method="GET",route="\/health",status="200"\} \d/,
  );
  expect(body).toMatch(/outbox_jobs\{state="waiting"\} 0/);
  expect(body).toMatch(/websocket_connections 0/);
  expect(body).toContain('process_resident_memory_bytes');
  expect(body).not.toContain('12345');
});

test('strangers get no figures, not even through a proxy on this machine', async () => {
  expect((await read('41.90.1.1')).statusCode).toBe(404);
  expect((await read('127.0.0.1', { 'x-forwarded-for': '41.90.1.1' })).statusCode).toBe(404);
  expect((await read('41.90.1.1', { authorization: 'Bearer wrong' })).statusCode).toBe(404);
});

test('the token opens the figures from anywhere', async () => {
  expect((await read('41.90.1.1', { authorization: 'Bearer a token for Prometheus' })).statusCode).toBe(200);
});
