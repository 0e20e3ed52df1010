// PGlite in a thread of its own: its WASM queries are synchronous and would hold up HTTP and WebSocket traffic.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const { dataDir, snapshot, path } = workerData as { dataDir: string; snapshot?: string; path: string };
const db = await PGlite.create({
  dataDir,
  extensions: { btree_gist, citext, pg_trgm, unaccent },
  ...(snapshot && { loadDataDir: new Blob([readFileSync(snapshot)]) }),
});
const server = new PGLiteSocketServer({ db, path, maxConnections: 32 });
await server.start();
parentPort?.on('message', async () => {
  await server.stop();
  await db.close();
  parentPort?.postMessage('stopped');
  process.exit(0);
});
parentPort?.postMessage('ready');
