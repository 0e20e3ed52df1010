import { Type } from 'typebox';
import { IdParams, Items, Nothing } from '#platform/contract';
import type { App } from '#platform/server';
import { Account, AccountPage, AccountPatch, AccountQuery, FoundPerson, NewAccount } from './contract.ts';
import { createUser, findPeople, getAccount, inviteAgain, listUsers, updateUser } from './users.ts';

const admin = { access: ['admin'] } as const;
const tags = ['people'];

export async function userRoutes(app: App) {
  const { db, sessions, settings } = app;

  app.get(
    '/api/people/',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        summary: 'Find people by name, to mention, invite or pick',
        querystring: Type.Object({ q: Type.String({ minLength: 2, maxLength: 100 }) }),
        response: { 200: Items(FoundPerson) },
      },
    },
    async (request) => ({ items: await findPeople(db, request.query.q) }),
  );

  app.get(
    '/api/users/',
    {
      config: admin,
      schema: {
        tags,
        summary: 'All accounts, by name',
        querystring: AccountQuery,
        response: { 200: AccountPage },
      },
    },
    async (request) => listUsers(db, request.query),
  );

  app.post(
    '/api/users/',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Make an account; invite when it has no password',
        body: NewAccount,
        response: { 201: Account },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await createUser(db, request.actor, settings, request.body)),
  );

  app.get(
    '/api/users/:id',
    { config: admin, schema: { tags, summary: 'One account', params: IdParams, response: { 200: Account } } },
    async (request) => getAccount(db, request.params.id),
  );

  app.patch(
    '/api/users/:id',
    {
      config: admin,
      schema: {
        tags,
        summary: 'Change an account; demotion and deactivation act at once',
        params: IdParams,
        body: AccountPatch,
        response: { 200: Account },
      },
    },
    async ({ actor, params, body }) => {
      const { account, ended, changed } = await updateUser(db, actor, settings, params.id, body);
      if (ended) await sessions.end({ user_id: params.id });
      else if (changed) await sessions.refresh(params.id);
      return account;
    },
  );

  app.post(
    '/api/users/:id/invite',
    {
      config: admin,
      schema: { tags, summary: 'Send the invitation again', params: IdParams, response: { 204: Nothing } },
    },
    async (request, reply) => {
      await inviteAgain(db, request.actor, settings, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
