import { Type } from 'typebox';
import { tellNotified } from '#notifications/public';
import { Id, IdParams, Items, Nothing } from '#platform/contract';
import type { App } from '#platform/server';
import { GroupMember, JoinInput, Membership, StudyGroup } from './contract.ts';
import { getGroup } from './groups.ts';
import {
  addMember,
  handOver,
  joinByCode,
  joinGroup,
  leaveGroup,
  listMembers,
  removeMember,
  setMuted,
  type MembershipChange,
} from './members.ts';

const config = { access: 'signed-in' } as const;
const ofGroup = { tags: ['study groups'], params: IdParams };
const UserInput = Type.Object({ user_id: Id });

export async function memberRoutes(app: App) {
  const tell = (groupId: number, userId: number, { state, is_new, notified }: MembershipChange) => {
    if (is_new) app.groups.membership(groupId, userId, state);
    tellNotified(app.rooms, notified);
  };

  app.post(
    '/api/study-groups/:id/join',
    {
      config,
      schema: {
        ...ofGroup,
        summary: 'Join, or ask to; `my.state` says which (202 when the owner has to approve)',
        body: Type.Optional(Type.Union([JoinInput, Type.Null()])),
        response: { 200: StudyGroup, 202: StudyGroup },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const change = await joinGroup(app.db, request.actor, id, request.body?.code);
      tell(id, request.actor.id, change);
      return reply
        .code(change.state === 'member' ? 200 : 202)
        .send(await getGroup(app.db, request.actor, id));
    },
  );

  app.post(
    '/api/study-groups/join/:code',
    {
      config,
      schema: {
        tags: ['study groups'],
        summary: 'Join with an invitation link',
        params: Type.Object({ code: Type.String({ maxLength: 64 }) }),
        response: { 200: StudyGroup },
      },
    },
    async (request) => {
      const { group_id, change } = await joinByCode(app.db, request.actor, request.params.code);
      tell(group_id, request.actor.id, change);
      return getGroup(app.db, request.actor, group_id);
    },
  );

  app.post(
    '/api/study-groups/:id/leave',
    {
      config,
      schema: { ...ofGroup, summary: 'Leave, or withdraw a request', response: { 204: Nothing } },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { ended } = await leaveGroup(app.db, request.actor, id);
      if (ended) app.groups.ended(id, [request.actor.id]);
      else app.groups.membership(id, request.actor.id, 'none');
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/study-groups/:id/owner',
    {
      config,
      schema: {
        ...ofGroup,
        summary: 'Hand the group over to another member (owner)',
        body: UserInput,
        response: { 200: StudyGroup },
      },
    },
    async (request) => {
      const { id } = request.params;
      tellNotified(app.rooms, await handOver(app.db, request.actor, id, request.body.user_id));
      return getGroup(app.db, request.actor, id);
    },
  );
  await placeRoutes(app, tell);
}

async function placeRoutes(
  app: App,
  tell: (groupId: number, userId: number, change: MembershipChange) => void,
) {
  app.get(
    '/api/study-groups/:id/members/',
    {
      config,
      schema: {
        ...ofGroup,
        summary: 'Who is in; for the owner also who asks to be',
        response: { 200: Items(GroupMember) },
      },
    },
    async (request) => {
      const { id } = request.params;
      return listMembers(app.db, request.actor, id, await app.groups.presence.list(id));
    },
  );

  app.post(
    '/api/study-groups/:id/members/',
    {
      config,
      schema: {
        ...ofGroup,
        summary: 'Approve a request, or add somebody (owner)',
        body: UserInput,
        response: { 201: Items(GroupMember) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { user_id } = request.body;
      tell(id, user_id, await addMember(app.db, request.actor, id, user_id));
      return reply
        .code(201)
        .send(await listMembers(app.db, request.actor, id, await app.groups.presence.list(id)));
    },
  );

  app.delete(
    '/api/study-groups/:id/members/:user_id/',
    {
      config,
      schema: {
        tags: ['study groups'],
        summary: 'Remove a member, or turn a request down (owner)',
        params: Type.Object({ id: Id, user_id: Id }),
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const { id, user_id } = request.params;
      await removeMember(app.db, request.actor, id, user_id);
      app.groups.membership(id, user_id, 'none');
      return reply.code(204).send(null);
    },
  );

  app.patch(
    '/api/study-groups/:id/me',
    {
      config,
      schema: {
        ...ofGroup,
        summary: 'Mute or unmute the group for me',
        body: Type.Object({ muted: Type.Boolean() }),
        response: { 200: Membership },
      },
    },
    (request) => setMuted(app.db, request.actor, request.params.id, request.body.muted),
  );
}
