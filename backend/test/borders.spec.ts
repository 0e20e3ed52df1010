import { readdirSync } from 'node:fs';
import { ESLint } from 'eslint';
import ts from 'typescript-eslint';
import { expect, test } from 'vitest';
import { borders, DOMAINS } from '../../eslint.borders.js';

const eslint = new ESLint({
  cwd: new URL('../..', import.meta.url).pathname,
  overrideConfigFile: true,
  overrideConfig: [{ ...ts.configs.base, files: ['**/*.ts'] }, ...borders],
});

/** What the borders say to a file that holds this one line. */
async function refusals(file: string, line: string): Promise<string[]> {
  const [result] = await eslint.lintText(line, { filePath: file });
  return result?.messages.map((message) => message.message) ?? [];
}

const crossings: [rule: string, file: string, line: string][] = [
  ['a domain does not import what stands to its right', 'backend/src/courses/courses.ts', `import '#meetings/public';`],
  ['the platform imports no domain', 'backend/src/platform/db.ts', `import '#directory/tables';`],
  ['a neighbour is entered only by its doors', 'backend/src/meetings/meetings.ts', `import '#courses/enrolments';`],
  ['no domain imports routes of another', 'backend/src/meetings/meetings.ts', `import '#courses/courses.routes';`],
  ['no topic imports its own routes', 'backend/src/courses/courses.ts', `import './courses.routes.ts';`],
  ['no topic imports its own socket', 'backend/src/study-groups/chat.ts', `import './chat.socket.ts';`],
  ['inside a domain nobody goes upwards', 'backend/src/courses/courses.ts', `import '../school/tables.ts';`],
  ['a domain does not name itself from outside', 'backend/src/courses/courses.ts', `import '#courses/tables';`],
  ['routes hold no SQL', 'backend/src/courses/courses.routes.ts', `import { eq } from 'drizzle-orm';`],
  ['sockets hold no SQL', 'backend/src/study-groups/chat.socket.ts', `import { eq } from 'drizzle-orm';`],
  ['the product does not import tests', 'backend/src/courses/courses.ts', `import '#test/make';`],
  ['a domain of the frontend does not import another', 'frontend/src/app/courses/course.ts', `import '../meetings/meeting-row.ts';`],
  ['nor from a folder further down', 'frontend/src/app/courses/form/field.ts', `import '../../meetings/meeting-row.ts';`],
  ['a domain of the frontend does not import pages', 'frontend/src/app/courses/course.ts', `import '../pages/dashboard.ts';`],
  ['the platform of the frontend imports no domain', 'frontend/src/app/platform/session.ts', `import '../directory/auth.api.ts';`],
  ['the frontend takes types from the contract, not code', 'frontend/src/app/courses/course.ts', `import { Course } from '@api/courses';`],
]; // prettier-ignore

test.each(crossings)('%s', async (_rule, file, line) => {
  expect(await refusals(file, line)).toHaveLength(1);
});

const allowed: [rule: string, file: string, line: string][] = [
  ['a domain enters its left by tables', 'backend/src/courses/courses.ts', `import '#school/tables';`],
  ['a domain enters its left by public', 'backend/src/meetings/meetings.ts', `import '#courses/public';`],
  ['everybody uses the platform', 'backend/src/courses/courses.ts', `import '#platform/problem';`],
  ['a routes file imports its topic', 'backend/src/courses/courses.routes.ts', `import './courses.ts';`],
  ['app.ts imports routes', 'backend/src/app.ts', `import '#courses/courses.routes';`],
  ['a test builds its world', 'backend/src/courses/courses.spec.ts', `import '#test/make';`],
  ['pages bring domains together', 'frontend/src/app/pages/dashboard.ts', `import '../meetings/meetings.api.ts';`],
  ['the frontend reads the types of a contract', 'frontend/src/app/courses/course.ts', `import type { Course } from '@api/courses';`],
]; // prettier-ignore

test.each(allowed)('%s', async (_rule, file, line) => {
  expect(await refusals(file, line)).toEqual([]);
});

test('every domain has its place in the order', () => {
  const folders = readdirSync(new URL('../src', import.meta.url), { withFileTypes: true });
  const missing = folders.filter((entry) => entry.isDirectory() && !DOMAINS.includes(entry.name));
  expect(missing.map((entry) => entry.name)).toEqual([]);
});
