import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';

/** Where file contents lie. Keys are ours (`profiles/…`), never a name from outside. */
export interface Files {
  kind: 'disk';
  put(key: string, content: Buffer): Promise<void>;
  /** Undefined when there is no such file. */
  open(key: string): Promise<{ stream: Readable; size: number; modified: Date } | undefined>;
  delete(key: string): Promise<void>;
}

export function openFiles(folder: string): Files {
  const root = resolve(folder);
  const pathOf = (key: string) => {
    const path = resolve(root, key);
    if (!path.startsWith(root + sep)) throw new Error(`key outside of the media folder: ${key}`);
    return path;
  };
  return {
    kind: 'disk',
    /** Whole or not at all: written beside and renamed. */
    async put(key, content) {
      const path = pathOf(key);
      const part = join(dirname(path), `.${randomUUID()}.part`);
      await mkdir(dirname(path), { recursive: true });
      try {
        await writeFile(part, content, { flush: true });
        await rename(part, path);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    async open(key) {
      const path = pathOf(key);
      const found = await stat(path).catch(() => undefined);
      return found?.isFile()
        ? { stream: createReadStream(path), size: found.size, modified: found.mtime }
        : undefined;
    },
    delete: (key) => rm(pathOf(key), { force: true }),
  };
}
