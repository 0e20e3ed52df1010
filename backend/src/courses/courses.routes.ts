import { Type } from 'typebox';
import { IdParams, Nothing } from '#platform/contract';
import type { App } from '#platform/server';
import { Course, CourseChange, CourseDetail, CourseQuery, NewCourse } from './contract.ts';
import { changeCourse, createCourse, deleteCourse, getCourse, listCourses } from './courses.ts';

const tags = ['courses'];
const signedIn = { access: 'signed-in' } as const;
const teaching = { access: ['faculty', 'admin'] } as const;

export async function courseRoutes(app: App) {
  app.get(
    '/api/courses/',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'My courses',
        querystring: CourseQuery,
        response: { 200: Type.Array(Course) },
      },
    },
    async (request) => listCourses(app.db, request.actor, request.query),
  );

  app.post(
    '/api/courses/',
    {
      config: teaching,
      schema: { tags, summary: 'Create a course', body: NewCourse, response: { 201: CourseDetail } },
    },
    async (request, reply) => reply.code(201).send(await createCourse(app.db, request.actor, request.body)),
  );

  app.get(
    '/api/courses/:id/',
    {
      config: signedIn,
      schema: { tags, summary: 'A course', params: IdParams, response: { 200: CourseDetail } },
    },
    async (request) => getCourse(app.db, request.actor, request.params.id),
  );

  app.patch(
    '/api/courses/:id/',
    {
      config: teaching,
      schema: {
        tags,
        summary: 'Change a course',
        params: IdParams,
        body: CourseChange,
        response: { 200: CourseDetail },
      },
    },
    async (request) => changeCourse(app.db, request.actor, request.params.id, request.body),
  );

  app.delete(
    '/api/courses/:id/',
    {
      config: teaching,
      schema: {
        tags,
        summary: 'Delete a course without meetings and groups',
        params: IdParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await deleteCourse(app.db, request.actor, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
