import { Type } from 'typebox';
import { IdParams, Nothing } from '#platform/contract';
import type { App } from '#platform/server';
import {
  GroupInput,
  GroupPatch,
  GroupQuery,
  Invitation,
  InvitedGroup,
  StudyGroup,
  StudyGroupPage,
} from './contract.ts';
import {
  createGroup,
  deleteGroup,
  getGroup,
  getInvitation,
  getInvitedGroup,
  listGroups,
  renewInvitation,
  updateGroup,
} from './groups.ts';

const config = { access: 'signed-in' } as const;
const tags = ['study groups'];
const ofGroup = { tags, params: IdParams };

export async function groupRoutes(app: App) {
  app.get(
    '/api/study-groups/',
    {
      config,
      schema: {
        tags,
        summary: 'My study groups, or those that I could join',
        querystring: GroupQuery,
        response: { 200: StudyGroupPage },
      },
    },
    (request) => listGroups(app.db, request.actor, request.query),
  );

  app.post(
    '/api/study-groups/',
    {
      config,
      schema: { tags, summary: 'Found a study group', body: GroupInput, response: { 201: StudyGroup } },
    },
    async (request, reply) => {
      const group = await createGroup(app.db, request.actor, request.body);
      app.groups.membership(group.id, request.actor.id, 'member');
      return reply.code(201).send(group);
    },
  );

  app.get(
    '/api/study-groups/:id/',
    { config, schema: { ...ofGroup, summary: 'One study group', response: { 200: StudyGroup } } },
    (request) => getGroup(app.db, request.actor, request.params.id),
  );

  app.patch(
    '/api/study-groups/:id/',
    {
      config,
      schema: {
        ...ofGroup,
        summary: 'Change a study group (owner, administrator)',
        body: GroupPatch,
        response: { 200: StudyGroup },
      },
    },
    (request) => updateGroup(app.db, request.actor, request.params.id, request.body),
  );

  app.delete(
    '/api/study-groups/:id/',
    {
      config,
      schema: {
        ...ofGroup,
        summary: 'End a study group and its chat for everyone (owner, administrator)',
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      app.groups.ended(id, await deleteGroup(app.db, request.actor, id));
      return reply.code(204).send(null);
    },
  );
  await invitationRoutes(app);
}

async function invitationRoutes(app: App) {
  app.get(
    '/api/study-groups/invitations/:code',
    {
      config,
      schema: {
        tags,
        summary: 'What an invitation link leads to',
        params: Type.Object({ code: Type.String({ maxLength: 64 }) }),
        response: { 200: InvitedGroup },
      },
    },
    (request) => getInvitedGroup(app.db, request.actor, request.params.code),
  );

  app.get(
    '/api/study-groups/:id/invitation',
    {
      config,
      schema: { ...ofGroup, summary: 'The invitation link (owner)', response: { 200: Invitation } },
    },
    (request) => getInvitation(app.db, request.actor, request.params.id),
  );

  app.post(
    '/api/study-groups/:id/invitation',
    {
      config,
      schema: {
        ...ofGroup,
        summary: 'A new invitation link; the old one ends (owner)',
        response: { 201: Invitation },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await renewInvitation(app.db, request.actor, request.params.id)),
  );
}
