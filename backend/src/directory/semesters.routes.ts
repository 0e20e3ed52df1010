import { IdParams, Items, Nothing } from '#platform/contract';
import type { App } from '#platform/server';
import { createSemester, deleteSemester, getSemester, listSemesters, updateSemester } from './semesters.ts';
import { Semester, SemesterPatch, NewSemester } from './contract.ts';

const signedIn = { access: 'signed-in' } as const;
const admin = { access: ['admin'] } as const;
const tags = ['school'];

export async function semesterRoutes(app: App) {
  const { db } = app;

  app.get(
    '/api/semesters/',
    {
      config: signedIn,
      schema: { tags, summary: 'Semesters, the newest first', response: { 200: Items(Semester) } },
    },
    async () => ({ items: await listSemesters(db) }),
  );

  app.post(
    '/api/semesters/',
    {
      config: admin,
      schema: { tags, summary: 'Add a semester', body: NewSemester, response: { 201: Semester } },
    },
    async (request, reply) => reply.code(201).send(await createSemester(db, request.actor, request.body)),
  );

  app.get(
    '/api/semesters/:id/',
    {
      config: signedIn,
      schema: { tags, summary: 'One semester', params: IdParams, response: { 200: Semester } },
    },
    async (request) => getSemester(db, request.params.id),
  );

  app.patch(
    '/api/semesters/:id/',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Change a semester',
        params: IdParams,
        body: SemesterPatch,
        response: { 200: Semester },
      },
    },
    async ({ actor, params, body }) => updateSemester(db, actor, params.id, body),
  );

  app.delete(
    '/api/semesters/:id/',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Delete a semester without courses',
        params: IdParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await deleteSemester(db, request.actor, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
