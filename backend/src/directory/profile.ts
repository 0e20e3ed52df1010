import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import type { Files } from '#platform/files';
import { invalidField, notFound, Problem } from '#platform/problem';
import { cleanName, userOf } from './auth.ts';
import type { ProfilePatch, User } from './contract.ts';
import { getUser } from './public.ts';
import { directory_user } from './tables.ts';

export const getProfile = async (db: Db, actor: Actor): Promise<User> => userOf(await getUser(db, actor.id));

export async function updateProfile(db: Db, actor: Actor, patch: ProfilePatch): Promise<User> {
  // Only what is named is written: an administrator may be changing the rest.
  const change = {
    ...(patch.full_name !== undefined && { full_name: cleanName(patch.full_name) }),
    ...(patch.time_zone !== undefined && { time_zone: zoneOf(patch.time_zone) }),
    ...(patch.locale !== undefined && { locale: patch.locale }),
  };
  if (Object.keys(change).length === 0) return getProfile(db, actor);
  const [user] = await db
    .update(directory_user)
    .set(change)
    .where(eq(directory_user.id, actor.id))
    .returning();
  if (!user) throw notFound('This person');
  return userOf(user);
}

function zoneOf(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw invalidField('/time_zone', 'This is not a time zone such as Africa/Nairobi.');
  }
}

/** A square of the upright picture: left and top as fractions of its width and height, size of its shorter side. */
export interface Crop {
  x: number;
  y: number;
  size: number;
}

const SIZES = [64, 160, 480] as const;
const MAX_PIXELS = 60_000_000;
const formats = new Set(['jpeg', 'png', 'webp', 'gif', 'heif']);

// Everything libvips can read is an attack surface: only these readers exist in this process.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}`),
});

/** Re-encodes the picture in three sizes, without any metadata, and puts it in the place of the one before. */
export async function setAvatar(
  db: Db,
  actor: Actor,
  files: Files,
  picture: Buffer,
  crop?: Crop,
): Promise<User> {
  const sizes = await render(picture, crop);
  const key = randomBytes(16).toString('base64url');
  for (const { size, data } of sizes) await files.put(fileOf(key, size), data);
  return replaceAvatar(db, actor, files, key);
}

export const removeAvatar = (db: Db, actor: Actor, files: Files) => replaceAvatar(db, actor, files, null);

async function replaceAvatar(db: Db, actor: Actor, files: Files, avatar_key: string | null): Promise<User> {
  const { avatar_key: old } = await getUser(db, actor.id);
  const [user] = await db
    .update(directory_user)
    .set({ avatar_key })
    .where(eq(directory_user.id, actor.id))
    .returning();
  if (!user) throw notFound('This person');
  if (old) for (const size of SIZES) await files.delete(fileOf(old, size));
  return userOf(user);
}

const fileOf = (key: string, size: number) => `profiles/${key}-${size}.webp`;

async function render(picture: Buffer, crop?: Crop) {
  try {
    const image = sharp(picture, { limitInputPixels: MAX_PIXELS, animated: false }).autoOrient();
    const { format, autoOrient } = await image.metadata();
    if (!formats.has(format)) throw new Error(`a picture of format ${format}`);
    const square = await image.extract(squareOf(autoOrient, crop)).resize(480, 480).png().toBuffer();
    return await Promise.all(
      SIZES.map(async (size) => ({
        size,
        data: await sharp(square).resize(size).webp({ quality: 82 }).toBuffer(),
      })),
    );
  } catch {
    throw new Problem(
      415,
      'unreadable-picture',
      'This file is not a picture we can read. Take a JPEG, PNG, WebP, GIF or AVIF.',
    );
  }
}

function squareOf({ width, height }: { width: number; height: number }, crop?: Crop) {
  const shorter = Math.min(width, height);
  const side = Math.max(1, Math.min(shorter, Math.round(shorter * (crop?.size ?? 1))));
  const at = (fraction: number | undefined, length: number) =>
    Math.round(
      Math.max(0, Math.min(length - side, fraction === undefined ? (length - side) / 2 : length * fraction)),
    );
  return { left: at(crop?.x, width), top: at(crop?.y, height), width: side, height: side };
}

/** A public picture by its file name; the name is random and its content never changes. */
export async function openAvatar(files: Files, file: string) {
  const [, key, size] = /^([\w-]{22})-(64|160|480)\.webp$/.exec(file) ?? [];
  const found = key && size && (await files.open(fileOf(key, Number(size))));
  if (!found) throw notFound('This picture');
  return found;
}
