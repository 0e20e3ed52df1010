import { IdParams, Items, Nothing } from '#platform/contract';
import type { App } from '#platform/server';
import {
  createAcademicYear,
  deleteAcademicYear,
  getAcademicYear,
  listAcademicYears,
  updateAcademicYear,
} from './academic-years.ts';
import { AcademicYear, AcademicYearPatch, NewAcademicYear } from './contract.ts';

const signedIn = { access: 'signed-in' } as const;
const admin = { access: ['admin'] } as const;
const tags = ['school'];

export async function academicYearRoutes(app: App) {
  const { db } = app;

  app.get(
    '/api/academic-years/',
    {
      config: signedIn,
      schema: { tags, summary: 'Academic years, the newest first', response: { 200: Items(AcademicYear) } },
    },
    async () => ({ items: await listAcademicYears(db) }),
  );

  app.post(
    '/api/academic-years/',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Add an academic year',
        body: NewAcademicYear,
        response: { 201: AcademicYear },
      },
    },
    async (request, reply) => reply.code(201).send(await createAcademicYear(db, request.actor, request.body)),
  );

  app.get(
    '/api/academic-years/:id/',
    {
      config: signedIn,
      schema: { tags, summary: 'One academic year', params: IdParams, response: { 200: AcademicYear } },
    },
    async (request) => getAcademicYear(db, request.params.id),
  );

  app.patch(
    '/api/academic-years/:id/',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Change an academic year',
        params: IdParams,
        body: AcademicYearPatch,
        response: { 200: AcademicYear },
      },
    },
    async ({ actor, params, body }) => updateAcademicYear(db, actor, params.id, body),
  );

  app.delete(
    '/api/academic-years/:id/',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Delete an academic year without semesters',
        params: IdParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await deleteAcademicYear(db, request.actor, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
