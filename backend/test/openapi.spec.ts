import type { RouteOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { as, testApp } from '#test/app';

/** Not in the document: for machines that need none, and sockets, which OpenAPI cannot describe. */
const HIDDEN = [
  'GET /asap',
  'GET /ws/notifications/',
  'GET /ws/study-groups/:id/',
  'GET /ws/meetings/:id/call',
];
/** Takes a body that is no JSON, or none at all: there is nothing to describe. */
const WITHOUT_BODY = [
  'POST /api/auth/logout',
  'POST /api/auth/ws-ticket',
  'POST /api/auth/verify/resend',
  'POST /api/users/:id/invite',
  'POST /api/courses/:id/leave',
  'POST /api/courses/:id/rejoin',
  'POST /api/meetings/:id/cancel',
  'POST /api/meetings/:id/end',
  'POST /api/meetings/:id/join',
  'POST /api/meetings/:id/start',
  'POST /api/study-groups/:id/invitation',
  'POST /api/study-groups/:id/leave',
  'POST /api/study-groups/join/:code',
];

interface Operation {
  tags?: string[];
  summary?: string;
  parameters?: { name: string; in: string; schema?: object }[];
  requestBody?: { content?: Record<string, { schema?: object }> };
  responses: Record<string, { content?: Record<string, { schema?: object }>; description?: string }>;
}

const routes: { method: string; url: string; name: string }[] = [];
const app = await testApp({}, undefined, { onRoute });
afterAll(() => app.close());

function onRoute({ method, url }: RouteOptions) {
  for (const one of [method].flat())
    if (one !== 'HEAD' && one !== 'OPTIONS') routes.push({ method: one, url, name: `${one} ${url}` });
}

let paths: Record<string, Record<string, Operation>> = {};
beforeAll(async () => {
  const { status, body } = await as(app).get('/api/docs/json');
  expect(status).toBe(200);
  expect(body.openapi).toBe('3.1.0');
  paths = body.paths;
});

/** `/api/courses/:id/` as OpenAPI writes it; a wildcard is a parameter called `*`. */
const documented = (url: string) => url.replaceAll(/:(\w+)/g, '{$1}').replace(/\*$/, '{*}');
const operationOf = (route: { method: string; url: string }) =>
  paths[documented(route.url)]?.[route.method.toLowerCase()];
const shown = () => routes.filter((route) => !HIDDEN.includes(route.name));

test('every route is in the document, and nothing else is', () => {
  const there = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const wanted = shown().map((route) => `${route.method} ${documented(route.url)}`);
  expect(there.toSorted()).toEqual(wanted.toSorted());
});

test('every exception still exists', () => {
  const names = routes.map((route) => route.name);
  expect([...HIDDEN, ...WITHOUT_BODY].filter((name) => !names.includes(name))).toEqual([]);
});

test('every parameter of an address has a schema', () => {
  const without = shown().filter((route) => {
    const named = [...route.url.matchAll(/:(\w+)/g)].map((match) => match[1]);
    const described = operationOf(route)?.parameters?.filter((one) => one.in === 'path' && one.schema) ?? [];
    return named.some((name) => !described.some((one) => one.name === name));
  });
  expect(without.map((route) => route.name)).toEqual([]);
});

test('every body has a schema', () => {
  const without = shown().filter((route) => {
    const takesBody = ['POST', 'PUT', 'PATCH'].includes(route.method) && !WITHOUT_BODY.includes(route.name);
    const content = Object.values(operationOf(route)?.requestBody?.content ?? {});
    return takesBody && !content.some((one) => one.schema);
  });
  expect(without.map((route) => route.name)).toEqual([]);
});

test('every route states what it answers when all is well, with its schema', () => {
  const without = shown().filter((route) => {
    const good = Object.entries(operationOf(route)?.responses ?? {}).filter(([status]) =>
      /^[23]/.test(status),
    );
    const isDescribed = ([status, answer]: (typeof good)[number]) =>
      status === '204' ||
      Object.values(answer.content ?? {}).some((one) => one.schema && Object.keys(one.schema).length > 0);
    return good.length === 0 || !good.every(isDescribed);
  });
  expect(without.map((route) => route.name)).toEqual([]);
});

test('every route says in words what it does, and to which part it belongs', () => {
  const without = shown().filter(
    (route) => !operationOf(route)?.summary || !operationOf(route)?.tags?.length,
  );
  expect(without.map((route) => route.name)).toEqual([]);
});

test('every route documents its problems', () => {
  const without = shown().filter((route) => !operationOf(route)?.responses['4XX']);
  expect(without.map((route) => route.name)).toEqual([]);
});
