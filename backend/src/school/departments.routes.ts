import { IdParams, Items, Nothing } from '#platform/contract';
import type { App } from '#platform/server';
import { Department, DepartmentPatch, NewDepartment } from './contract.ts';
import {
  createDepartment,
  deleteDepartment,
  getDepartment,
  listDepartments,
  updateDepartment,
} from './departments.ts';

const signedIn = { access: 'signed-in' } as const;
const admin = { access: ['admin'] } as const;
const tags = ['school'];

export async function departmentRoutes(app: App) {
  const { db } = app;

  app.get(
    '/api/departments/',
    {
      config: signedIn,
      schema: { tags, summary: 'Departments, by name', response: { 200: Items(Department) } },
    },
    async () => ({ items: await listDepartments(db) }),
  );

  app.post(
    '/api/departments/',
    {
      config: admin,
      schema: { tags, summary: 'Add a department', body: NewDepartment, response: { 201: Department } },
    },
    async (request, reply) => reply.code(201).send(await createDepartment(db, request.actor, request.body)),
  );

  app.get(
    '/api/departments/:id/',
    {
      config: signedIn,
      schema: { tags, summary: 'One department', params: IdParams, response: { 200: Department } },
    },
    async (request) => getDepartment(db, request.params.id),
  );

  app.patch(
    '/api/departments/:id/',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Change a department',
        params: IdParams,
        body: DepartmentPatch,
        response: { 200: Department },
      },
    },
    async ({ actor, params, body }) => updateDepartment(db, actor, params.id, body),
  );

  app.delete(
    '/api/departments/:id/',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Delete a department that is not used',
        params: IdParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await deleteDepartment(db, request.actor, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
