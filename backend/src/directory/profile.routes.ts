import multipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Nothing } from '#platform/contract';
import { invalidField } from '#platform/problem';
import type { App } from '#platform/server';
import { ProfilePatch, User } from './contract.ts';
import { getProfile, openAvatar, removeAvatar, setAvatar, updateProfile, type Crop } from './profile.ts';

const signedIn = { access: 'signed-in' } as const;
const tags = ['accounts'];
const MAX_BYTES = 12 * 1024 * 1024;
const WEEK = 7 * 24 * 3600;
const Fraction = Type.Optional(Type.Number({ minimum: 0, maximum: 1 }));

export async function profileRoutes(app: App) {
  const { db, files, sessions } = app;

  app.get(
    '/api/users/me',
    { config: signedIn, schema: { tags, summary: 'My account', response: { 200: User } } },
    async (request) => getProfile(db, request.actor),
  );

  app.patch(
    '/api/users/me',
    {
      config: signedIn,
      schema: { tags, summary: 'Change my account', body: ProfilePatch, response: { 200: User } },
    },
    async ({ actor, body }) => {
      const user = await updateProfile(db, actor, body);
      if (user.full_name !== actor.full_name) await sessions.refresh(actor.id);
      return user;
    },
  );

  app.get(
    '/media/profiles/:file',
    {
      config: { access: 'anyone' },
      schema: {
        tags,
        summary: 'The picture of a person',
        params: Type.Object({ file: Type.String() }),
        response: { 200: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }) },
      },
      serializerCompiler: () => String,
    },
    async (request, reply) => {
      const { stream, size } = await openAvatar(files, request.params.file);
      return reply
        .type('image/webp')
        .headers({
          'cache-control': `public, max-age=${WEEK}, immutable`,
          'content-length': size,
          'content-disposition': 'inline',
        })
        .send(stream);
    },
  );
  await app.register(avatarRoutes);
}

/** Multipart is read only here. */
async function avatarRoutes(app: App) {
  const { db, files } = app;
  await app.register(multipart, { limits: { fileSize: MAX_BYTES, files: 1, fields: 5, fieldSize: 100 } });

  app.post(
    '/api/users/me/avatar',
    {
      config: signedIn,
      bodyLimit: MAX_BYTES + 10_000,
      // The parts are streamed; the schema is for the reader of the documentation.
      validatorCompiler: () => () => true,
      schema: {
        tags,
        summary: 'Set my picture, cropped to a square',
        consumes: ['multipart/form-data'],
        body: Type.Object({
          file: Type.Unsafe<unknown>({ type: 'string', format: 'binary' }),
          x: Fraction,
          y: Fraction,
          size: Fraction,
        }),
        response: { 200: User },
      },
    },
    async (request) => {
      const { file, crop } = await readPicture(request);
      return setAvatar(db, request.actor, files, file, crop);
    },
  );

  app.delete(
    '/api/users/me/avatar',
    { config: signedIn, schema: { tags, summary: 'Remove my picture', response: { 204: Nothing } } },
    async (request, reply) => {
      await removeAvatar(db, request.actor, files);
      return reply.code(204).send(null);
    },
  );
}

async function readPicture(request: FastifyRequest): Promise<{ file: Buffer; crop?: Crop }> {
  let file: Buffer | undefined;
  const numbers = new Map<string, number>();
  for await (const part of request.parts()) {
    if (part.type === 'file') file = await part.toBuffer();
    else numbers.set(part.fieldname, fractionOf(part.fieldname, part.value));
  }
  if (!file || file.length === 0) throw invalidField('/file', 'The picture is missing.');
  const [x, y, size] = ['x', 'y', 'size'].map((name) => numbers.get(name));
  return x === undefined || y === undefined || size === undefined ? { file } : { file, crop: { x, y, size } };
}

function fractionOf(name: string, value: unknown): number {
  const number = Number(value);
  if (!(number >= 0 && number <= 1))
    throw invalidField(`/${name}`, `${name} must be a fraction from 0 to 1.`);
  return number;
}
