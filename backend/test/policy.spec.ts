import type { RouteOptions } from 'fastify';
import { afterAll, expect, test } from 'vitest';
import type { Role } from '#platform/contract';
import { as, connect, testApp, type SignedIn } from '#test/app';
import { bodies, policy, type Row } from '#test/policy';
import { addressOf, makeWorld, type World } from '#test/world';

const routes: { name: string; socket: boolean }[] = [];
const app = await testApp({}, undefined, { onRoute });
afterAll(() => app.close());

function onRoute(route: RouteOptions) {
  for (const method of [route.method].flat())
    if (method !== 'HEAD' && method !== 'OPTIONS')
      routes.push({ name: `${method} ${route.url}`, socket: route.websocket === true });
}

/** `ok` for 2xx and an opened socket, else the status. */
async function ask(
  route: { name: string; socket: boolean },
  url: string,
  world: World,
  user?: SignedIn,
): Promise<string> {
  if (route.socket) {
    const opened = await connect(app, url, user).catch((error: Error) => error);
    return opened instanceof Error ? (/\d{3}/.exec(opened.message)?.[0] ?? opened.message) : 'ok';
  }
  const method = route.name.split(' ', 1)[0]?.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
  const { status } = await as(app, user)[method](url, bodies[route.name]?.(world));
  return status < 300 ? 'ok' : String(status);
}

/** What really happens, in the notation of the policy; strangers' things are tried before one's own. */
async function walk(route: { name: string; socket: boolean }): Promise<Row> {
  const path = route.name.split(' ')[1] ?? '';
  const hasOwner = /[:*]/.test(path);
  const answers: string[] = [];
  for (const role of ['anonymous', 'student', 'faculty', 'admin'] as const) {
    const world = await makeWorld(app, role === 'anonymous' ? 'student' : (role satisfies Role));
    const user = role === 'anonymous' ? undefined : world.me;
    const on = (side: World['own'] | World['missing']) =>
      ask(route, addressOf(path, side), { ...world, own: side }, user);
    const missing = hasOwner ? await on(world.missing) : '';
    const foreign = hasOwner ? await on(world.foreign) : '';
    const own = await on(world.own);
    answers.push(
      new Set([own, foreign, missing]).size === 1 || !hasOwner ? own : `${own} ${foreign} ${missing}`,
    );
  }
  return answers as unknown as Row;
}

test('every route has a row in the policy, and every row a route', () => {
  expect(Object.keys(policy).toSorted()).toEqual(routes.map((route) => route.name).toSorted());
});

test.each(routes)('the policy holds for $name', { timeout: 60_000 }, async (route) => {
  expect(await walk(route)).toEqual(policy[route.name]);
});
