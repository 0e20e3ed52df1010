import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Nothing } from '#platform/contract';
import type { App } from '#platform/server';
import { authenticate, getAuthSettings, makeTicket, register, signIn } from './auth.ts';
import {
  AuthSettings,
  ChangePassword,
  Credentials,
  ForgotPassword,
  Registration,
  ResetPassword,
  SignedInAnswer,
  Ticket,
  VerifyEmail,
} from './contract.ts';
import {
  answerForgotten,
  changePassword,
  forgotPassword,
  resendVerification,
  resetPassword,
  verifyEmail,
} from './password.ts';

const fromOf = (request: FastifyRequest) => ({
  user_agent: request.headers['user-agent'] ?? '',
  ip: request.ip,
});
const anyone = { access: 'anyone' } as const;
const signedIn = { access: 'signed-in' } as const;
const tags = ['accounts'];
const Accepted = Type.Object({ detail: Type.String() });

/** Coming in and going out. */
export async function authRoutes(app: App) {
  const { db, kv, limits, sessions, settings } = app;
  app.jobs.handle<{ email: string }>('password-forgotten', (job) =>
    answerForgotten(db, limits, settings, job),
  );

  app.get(
    '/api/auth/settings',
    {
      config: anyone,
      schema: { tags, summary: 'What the sign-in page may know', response: { 200: AuthSettings } },
    },
    () => getAuthSettings(db, settings, app.mailer.kind),
  );

  app.post(
    '/api/auth/register',
    {
      config: anyone,
      schema: {
        tags,
        summary: 'Make an account, always a student',
        body: Registration,
        response: { 201: SignedInAnswer },
      },
    },
    async (request, reply) => {
      const user = await register(db, settings, request.body);
      return reply.code(201).send(await signIn(sessions, user, fromOf(request)));
    },
  );

  app.post(
    '/api/auth/login',
    {
      config: anyone,
      schema: { tags, summary: 'Sign in', body: Credentials, response: { 200: SignedInAnswer } },
    },
    async (request) =>
      signIn(sessions, await authenticate(db, limits, request.body, request.ip), fromOf(request)),
  );

  app.post(
    '/api/auth/logout',
    {
      config: signedIn,
      schema: { tags, summary: 'End this session, its sockets and tickets', response: { 204: Nothing } },
    },
    async ({ actor }, reply) => {
      await sessions.end({ user_id: actor.id, session_id: actor.session_id });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/auth/ws-ticket',
    { config: signedIn, schema: { tags, summary: 'Open one socket within 30 s', response: { 201: Ticket } } },
    async (request, reply) => reply.code(201).send(await makeTicket(kv, request.actor)),
  );

  app.post(
    '/api/auth/verify',
    {
      config: anyone,
      schema: { tags, summary: 'Confirm an e-mail address', body: VerifyEmail, response: { 204: Nothing } },
    },
    async (request, reply) => {
      await verifyEmail(db, request.body.token);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/auth/verify/resend',
    {
      config: signedIn,
      schema: { tags, summary: 'Send the confirmation again', response: { 202: Accepted } },
    },
    async (request, reply) => {
      await resendVerification(db, limits, settings, request.actor);
      return reply.code(202).send({ detail: 'The mail is on its way.' });
    },
  );
  passwordRoutes(app);
}

function passwordRoutes(app: App) {
  const { db, limits, sessions } = app;

  app.post(
    '/api/auth/password/forgot',
    {
      config: anyone,
      schema: {
        tags,
        summary: 'Ask for a link by e-mail',
        body: ForgotPassword,
        response: { 202: Accepted },
      },
    },
    async (request, reply) => {
      await forgotPassword(db, limits, request.body.email, request.ip);
      return reply
        .code(202)
        .send({ detail: 'If there is an account with this address, a mail is on its way.' });
    },
  );

  app.post(
    '/api/auth/password/reset',
    {
      config: anyone,
      schema: {
        tags,
        summary: 'Choose a password by that link',
        body: ResetPassword,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const user_id = await resetPassword(db, limits, request.body.token, request.body.password);
      await sessions.end({ user_id });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/auth/password/change',
    {
      config: signedIn,
      schema: {
        tags,
        summary: 'Change my password and end my other sessions',
        body: ChangePassword,
        response: { 204: Nothing },
      },
    },
    async ({ actor, body }, reply) => {
      await changePassword(db, limits, actor, body);
      await sessions.end({ user_id: actor.id, except_session_id: actor.session_id });
      return reply.code(204).send(null);
    },
  );
}
