import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { as, testApp, type SignedIn } from '#test/app';
import { makeStudent } from '#test/make';
import { directory_user } from './tables.ts';

const app = await testApp();
afterAll(() => app.close());

/** Left half red, right half blue, 400 × 200. */
const flag = () =>
  sharp({ create: { width: 400, height: 200, channels: 3, background: '#ff0000' } }).composite([
    { input: { create: { width: 200, height: 200, channels: 3, background: '#0000ff' } }, left: 200, top: 0 },
  ]);

async function upload(user: SignedIn, content: Buffer, fields: Record<string, string> = {}, name = 'me.jpg') {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.append(key, value);
  form.append('file', new Blob([new Uint8Array(content)], { type: 'image/jpeg' }), name);
  const request = new Request('http://localhost/', { method: 'POST', body: form });
  const response = await app.inject({
    method: 'POST',
    url: '/api/users/me/avatar',
    headers: {
      authorization: `Bearer ${user.token}`,
      'content-type': request.headers.get('content-type') ?? '',
    },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: response.statusCode, body: response.json() };
}
const picture = async (url: string) => {
  const { statusCode, headers, rawPayload } = await app.inject({ url });
  return { status: statusCode, headers, content: rawPayload };
};

test('a picture is re-encoded in three sizes, without what the camera wrote into it', async () => {
  const student = await makeStudent(app);
  const photo = await flag()
    .withExif({ IFD0: { Copyright: 'Faith', Model: 'Nokia' } })
    .jpeg()
    .toBuffer();
  expect((await sharp(photo).metadata()).exif).toBeDefined();
  const { status, body } = await upload(student, photo);
  expect(status).toBe(200);
  expect(body.avatar_url).toMatch(/^\/media\/profiles\/[\w-]{22}-160\.webp$/);
  for (const size of [64, 160, 480]) {
    const { headers, content } = await picture(body.avatar_url.replace('-160', `-${size}`));
    expect(headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=604800, immutable',
      'x-content-type-options': 'nosniff',
    });
    const { format, width, height, exif } = await sharp(content).metadata();
    expect({ format, width, height, exif }).toEqual({
      format: 'webp',
      width: size,
      height: size,
      exif: undefined,
    });
  }
});

test('the picture is turned upright and cropped where I said', async () => {
  const student = await makeStudent(app);
  const lying = await flag().withMetadata({ orientation: 6 }).jpeg().toBuffer();
  // Upright it is 200 × 400: red above, blue below.
  const { body } = await upload(student, lying, { x: '0', y: '0.5', size: '1' });
  const { content } = await picture(body.avatar_url);
  const { channels } = await sharp(content).stats();
  expect(channels[2]?.mean).toBeGreaterThan(240);
  expect(channels[0]?.mean).toBeLessThan(15);
});

test.each(['png', 'webp', 'gif', 'avif'] as const)(
  'a %s is read by its content, not by its name',
  async (format) => {
    const student = await makeStudent(app);
    const content = await flag().toFormat(format).toBuffer();
    expect((await upload(student, content, {}, '../../evil.exe')).status).toBe(200);
  },
);

test('a drawing, a text and a bomb of pixels are refused', async () => {
  const student = await makeStudent(app);
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>',
  );
  const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'black' } })
    .jpeg()
    .toBuffer();
  const tiff = await flag().tiff().toBuffer();
  for (const content of [svg, Buffer.from('hello'), bomb, tiff])
    expect((await upload(student, content)).status).toBe(415);
  expect((await upload(student, Buffer.alloc(13 * 1024 * 1024))).status).toBe(413);
  expect((await upload(student, await flag().png().toBuffer(), { x: '7', y: '0', size: '1' })).status).toBe(
    400,
  );
  expect((await as(app, student).get('/api/users/me')).body.avatar_url).toBeNull();
});

test('a new picture takes the place of the old one, and removing leaves nothing', async () => {
  const student = await makeStudent(app);
  const content = await flag().png().toBuffer();
  const first = (await upload(student, content)).body.avatar_url;
  const second = (await upload(student, content)).body.avatar_url;
  expect((await picture(first)).status).toBe(404);
  expect((await as(app, student).delete('/api/users/me/avatar')).status).toBe(204);
  expect((await picture(second)).status).toBe(404);
  const left = await readdir(join(app.settings.data_dir, 'media/profiles'));
  expect(left.filter((name) => second.includes(name.slice(0, 22)))).toEqual([]);
});

test('no other file is reached through the pictures', async () => {
  for (const path of ['..%2f..%2fsecret-key', 'x-160.webp', '..%2fprofiles', `${'a'.repeat(22)}-99.webp`])
    expect((await picture(`/media/profiles/${path}`)).status).toBe(404);
});

test('I change my name, time zone and language, and nothing else', async () => {
  const student = await makeStudent(app);
  const patch = {
    full_name: '  Faith\u202e  Mwende ',
    time_zone: 'Europe/Berlin',
    locale: 'sw',
    role: 'admin',
    active: false,
  };
  const { status, body } = await as(app, student).patch('/api/users/me', patch);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    full_name: 'Faith Mwende',
    time_zone: 'Europe/Berlin',
    locale: 'sw',
    role: 'student',
  });
  const wrong = await as(app, student).patch('/api/users/me', { time_zone: 'Nairobi' });
  expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([400, '/time_zone']);
  expect((await as(app, student).patch('/api/users/me', { full_name: ' \u200b ' })).status).toBe(400);
});

test('what an administrator changes while its owner saves something else stays changed', async () => {
  const student = await makeStudent(app);
  const saved = await app.db.transaction(async (tx) => {
    await tx.update(directory_user).set({ full_name: 'Renamed' }).where(eq(directory_user.id, student.id));
    const saving = as(app, student).patch('/api/users/me', { time_zone: 'Africa/Kampala' });
    await setTimeout(200);
    return { saving };
  });
  expect((await saved.saving).body).toMatchObject({ full_name: 'Renamed', time_zone: 'Africa/Kampala' });
  expect((await as(app, student).patch('/api/users/me', {})).status).toBe(200);
});
