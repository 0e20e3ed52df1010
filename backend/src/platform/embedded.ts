import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ConfigError } from './config.ts';

/**
 * Starts PostgreSQL inside this process, its files in `dataDir` (`memory://` for none), behind a Unix socket.
 * `host` is the folder to give to `pg`. The socket lies in the system's temporary folder because its path may
 * have at most 107 bytes. `snapshot` is a file made by `dumpDataDir` to begin with.
 */
export async function startEmbedded(dataDir: string, snapshot?: string) {
  const release = dataDir === 'memory://' ? () => {} : lockFolder(dataDir);
  const host = mkdtempSync(join(tmpdir(), 'course-organizer-'));
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), {
    workerData: { dataDir, snapshot, path: join(host, '.s.PGSQL.5432') },
  });
  await once(worker, 'message');
  return {
    host,
    async stop() {
      worker.postMessage('stop');
      await once(worker, 'exit');
      rmSync(host, { recursive: true, force: true });
      release();
    },
  };
}

const held = new Set<string>();

/** PGlite takes no lock of its own, and two processes on one folder would destroy it. */
function lockFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const file = `${dataDir.replace(/\/$/, '')}.lock`;
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, String(process.pid));
      closeSync(handle);
      held.add(file);
      return () => {
        held.delete(file);
        rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const pid = Number(readFileSync(file, 'utf8'));
      // Our own pid in the file is a leftover (in a container it is always 1) unless we hold it right now.
      if (isAlive(pid) && (pid !== process.pid || held.has(file)))
        throw new ConfigError(
          `The embedded database in ${dataDir} is in use by process ${pid}. Stop that one first, or set DATA_DIR.`,
        );
      rmSync(file, { force: true });
    }
  }
  throw new Error(`The lock ${file} could not be taken.`);
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
