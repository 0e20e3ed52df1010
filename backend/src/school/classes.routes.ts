import { Type } from 'typebox';
import { Id, IdParams, Items, Nothing } from '#platform/contract';
import type { App } from '#platform/server';
import {
  AddedStudents,
  AddStudents,
  ClassPatch,
  ClassStudent,
  Membership,
  NewClass,
  SchoolClass,
} from './contract.ts';
import {
  addStudents,
  createClass,
  deleteClass,
  getClass,
  listClasses,
  listMemberships,
  listStudents,
  removeStudent,
  updateClass,
} from './classes.ts';

const signedIn = { access: 'signed-in' } as const;
const admin = { access: ['admin'] } as const;
const tags = ['school'];

export async function classRoutes(app: App) {
  const { db } = app;

  app.get(
    '/api/classes/',
    {
      config: signedIn,
      schema: { tags, summary: 'Classes, by name', response: { 200: Items(SchoolClass) } },
    },
    async () => ({ items: await listClasses(db) }),
  );

  app.post(
    '/api/classes/',
    {
      config: admin,
      schema: { tags, summary: 'Add a class', body: NewClass, response: { 201: SchoolClass } },
    },
    async (request, reply) => reply.code(201).send(await createClass(db, request.actor, request.body)),
  );

  app.get(
    '/api/classes/:id/',
    {
      config: signedIn,
      schema: { tags, summary: 'One class', params: IdParams, response: { 200: SchoolClass } },
    },
    async (request) => getClass(db, request.params.id),
  );

  app.patch(
    '/api/classes/:id/',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Change a class',
        params: IdParams,
        body: ClassPatch,
        response: { 200: SchoolClass },
      },
    },
    async ({ actor, params, body }) => updateClass(db, actor, params.id, body),
  );

  app.delete(
    '/api/classes/:id/',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Delete a class that is not used',
        params: IdParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await deleteClass(db, request.actor, request.params.id);
      return reply.code(204).send(null);
    },
  );
  studentRoutes(app);
}

function studentRoutes(app: App) {
  const { db } = app;

  app.get(
    '/api/classes/memberships',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Which classes these people are in',
        querystring: Type.Object({
          user_ids: Type.String({ pattern: '^[0-9]{1,15}(,[0-9]{1,15}){0,199}$' }),
        }),
        response: { 200: Items(Membership) },
      },
    },
    async (request) => ({ items: await listMemberships(db, request.query.user_ids.split(',').map(Number)) }),
  );

  app.get(
    '/api/classes/:id/students',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'The students of a class',
        params: IdParams,
        response: { 200: Items(ClassStudent) },
      },
    },
    async (request) => ({ items: await listStudents(db, request.params.id) }),
  );

  app.post(
    '/api/classes/:id/students',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Put students into the class, out of the one they were in',
        params: IdParams,
        body: AddStudents,
        response: { 200: AddedStudents },
      },
    },
    async ({ actor, params, body }) => addStudents(db, actor, params.id, body.user_ids),
  );

  app.delete(
    '/api/classes/:id/students/:user_id',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Take a student out of the class',
        params: Type.Object({ id: Id, user_id: Id }),
        response: { 204: Nothing },
      },
    },
    async ({ actor, params }, reply) => {
      await removeStudent(db, actor, params.id, params.user_id);
      return reply.code(204).send(null);
    },
  );
}
