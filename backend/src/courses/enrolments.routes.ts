import { Type } from 'typebox';
import { userRoom } from '#notifications/public';
import { Id, IdParams, Nothing, PageQuery } from '#platform/contract';
import type { App } from '#platform/server';
import { EnrolmentPage, EnrolmentResult, EnrolmentTarget } from './contract.ts';
import { enrol, leaveCourse, listEnrolments, rejoinCourse, unenrol } from './enrolments.ts';
import { courseMemberIds, courseRoom } from './public.ts';

const tags = ['courses'];
const signedIn = { access: 'signed-in' } as const;
const teaching = { access: ['faculty', 'admin'] } as const;
const ListQuery = Type.Object({ ...PageQuery.properties, q: Type.Optional(Type.String({ maxLength: 100 })) });

export async function enrolmentRoutes(app: App) {
  app.get(
    '/api/courses/:id/enrolments/',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'Who takes the course',
        params: IdParams,
        querystring: ListQuery,
        response: { 200: EnrolmentPage },
      },
    },
    async (request) => listEnrolments(app.db, request.actor, request.params.id, request.query),
  );

  app.post(
    '/api/courses/:id/enrolments/',
    {
      config: teaching,
      schema: {
        tags,
        summary: 'Enrol people or a class',
        params: IdParams,
        body: EnrolmentTarget,
        response: { 200: EnrolmentResult, 201: EnrolmentResult },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const result = await following(app, id, () => enrol(app.db, request.actor, id, request.body));
      return reply.code(result.changed > 0 ? 201 : 200).send(result);
    },
  );

  app.delete(
    '/api/courses/:id/enrolments/',
    {
      config: teaching,
      schema: {
        tags,
        summary: 'Take people or a class out',
        params: IdParams,
        body: EnrolmentTarget,
        response: { 200: EnrolmentResult },
      },
    },
    async (request) => {
      const { id } = request.params;
      return following(app, id, () => unenrol(app.db, request.actor, id, request.body));
    },
  );

  app.delete(
    '/api/courses/:id/enrolments/:user_id/',
    {
      config: teaching,
      schema: {
        tags,
        summary: 'Take a person out',
        params: Type.Object({ id: Id, user_id: Id }),
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const { id, user_id } = request.params;
      await following(app, id, () => unenrol(app.db, request.actor, id, { user_id }));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/courses/:id/leave',
    {
      config: signedIn,
      schema: { tags, summary: 'Leave a course', params: IdParams, response: { 204: Nothing } },
    },
    async (request, reply) => {
      await leaveCourse(app.db, app.kv, request.actor, request.params.id);
      app.rooms.unfollow(userRoom(request.actor.id), courseRoom(request.params.id));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/courses/:id/rejoin',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'Undo leaving, for ten minutes',
        params: IdParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await rejoinCourse(app.db, app.kv, request.actor, request.params.id);
      app.rooms.follow(userRoom(request.actor.id), courseRoom(request.params.id));
      return reply.code(204).send(null);
    },
  );
}

/** Open tabs of who came in hear of the course from now on, and those of who is out no more. */
async function following<T>(app: App, course_id: number, change: () => Promise<T>): Promise<T> {
  const before = new Set(await courseMemberIds(app.db, course_id));
  const result = await change();
  const after = new Set(await courseMemberIds(app.db, course_id));
  for (const id of after) if (!before.has(id)) app.rooms.follow(userRoom(id), courseRoom(course_id));
  for (const id of before) if (!after.has(id)) app.rooms.unfollow(userRoom(id), courseRoom(course_id));
  return result;
}
