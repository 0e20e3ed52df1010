import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seeded } from '#demo/random';
import { testApp } from '#test/app';
import { addressOf, makeWorld, type World } from '#test/world';
import { mutate, oddText, sampleOf, type Schema } from '#test/samples';

/** Say FUZZ_SEED to see a run again, FUZZ_SECONDS for a longer one. */
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);
const seconds = Number(process.env['FUZZ_SECONDS'] ?? 8);
const random = seeded(seed);
const app = await testApp();
afterAll(() => app.close());

interface Operation {
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}
interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  operation: Operation;
}
const roles = ['anonymous', 'student', 'faculty', 'admin'] as const;
let routes: Route[] = [];
const worlds: World[] = [];

beforeAll(async () => {
  const { paths } = (await app.inject('/api/docs/json')).json();
  routes = Object.entries<Record<string, Operation>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase() as Route['method'],
      path: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      operation,
    })),
  );
  for (const role of roles) worlds.push(await makeWorld(app, role === 'anonymous' ? 'student' : role));
});

const ajv = new Ajv2020({ strict: false, allErrors: false });
addFormats.default(ajv);
const compiled = new Map<Schema, ReturnType<typeof ajv.compile>>();
function faultOf(schema: Schema | undefined, value: unknown): string | undefined {
  if (!schema) return undefined;
  const check = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, check);
  return check(value) ? undefined : ajv.errorsText(check.errors);
}

/** An address of somebody's things, sometimes with what is no id at all. */
function urlOf(route: Route, world: World): string {
  const side = random.pick([world.own, world.own, world.own, world.foreign, world.missing]);
  let path = addressOf(route.path, side).split('?', 1)[0] ?? '';
  if (random.below(6) === 0) path = path.replace(/\d+/, () => encodeURIComponent(oddText(random)));
  const wanted = addressOf(route.path, side).split('?')[1];
  const query = new URLSearchParams(random.below(2) ? wanted : undefined);
  for (const { name, in: where, schema } of route.operation.parameters ?? [])
    if (where === 'query' && random.below(3) > 0) {
      const value = random.below(3) ? sampleOf(random, schema) : oddText(random);
      query.set(name, String(value));
    }
  return query.size > 0 ? `${path}?${query}` : path;
}

function bodyOf(route: Route): string | undefined {
  const schema = Object.values(route.operation.requestBody?.content ?? {})[0]?.schema;
  if (!schema) return random.below(4) ? undefined : oddText(random);
  if (random.below(12) === 0) return oddText(random);
  const body = sampleOf(random, schema);
  return JSON.stringify(random.below(2) ? body : mutate(random, body));
}

/** What is wrong with the answer, in words; undefined when it is as it should be. */
async function ask(route: Route, world: World, anonymous: boolean): Promise<string | undefined> {
  const url = urlOf(route, world);
  const payload = bodyOf(route);
  const headers = {
    ...(!anonymous && { authorization: `Bearer ${world.me.token}` }),
    ...(payload !== undefined && { 'content-type': random.below(30) ? 'application/json' : 'text/plain' }),
  };
  const answer = await app.inject({
    method: route.method,
    url,
    headers,
    ...(payload !== undefined && { payload }),
  });
  const what = `${route.method} ${url} ${payload ?? ''}`.slice(0, 600);
  const { statusCode: status } = answer;
  const type = String(answer.headers['content-type'] ?? '');
  if (status >= 500) return `${status} for ${what}`;
  if (status >= 400)
    return type.startsWith('application/problem+json') && answer.json().status === status
      ? undefined
      : `${status} with ${type} for ${what}`;
  if (status === 204 || !type.includes('json')) return undefined;
  const schema = route.operation.responses[status]?.content?.['application/json']?.schema;
  const fault = faultOf(schema, answer.json());
  return fault && `an answer that breaks its schema (${fault}) for ${what}`;
}

/** Ends the session that asks, or all of them: asked at the end, if at all. */
const final = new Set(['POST /api/auth/logout', 'DELETE /api/users/me/sessions']);

test(
  `no random request of any role breaks the server or its contract (FUZZ_SEED=${seed})`,
  { timeout: seconds * 1000 + 30_000 },
  async () => {
    console.info(`fuzz: FUZZ_SEED=${seed}`);
    const faults = new Set<string>();
    const until = Date.now() + seconds * 1000;
    const asked = routes.filter((route) => !final.has(`${route.method} ${route.path}`));
    let count = 0;
    while (Date.now() < until && faults.size < 20) {
      for (const route of asked)
        for (const [index, world] of worlds.entries()) {
          if (Date.now() >= until) break;
          count += 1;
          const fault = await ask(route, world, index === 0);
          if (fault) faults.add(fault);
        }
    }
    console.info(`fuzz: ${count} requests`);
    expect([...faults]).toEqual([]);
    expect(count).toBeGreaterThan(routes.length);
  },
);
