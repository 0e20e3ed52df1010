// `npm run bench -- P1`: one row of the targets, on the PostgreSQL of DATABASE_URL (and Redis of REDIS_URL when set).
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureAcknowledged } from './chat.ts';
import { startServer, type ServerKind } from './servers.ts';
import { openWorld } from './world.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
  },
});
const [runs, seconds] = [Number(values.runs), Number(values.seconds)];
const server = process.env['DATABASE_URL'];
if (!server) throw new Error('Set DATABASE_URL to a PostgreSQL on which databases may be created.');

const rows: Record<string, () => Promise<void>> = { P1: acknowledgedPerSecond };
for (const name of positionals.length > 0 ? positionals : Object.keys(rows)) {
  const row = rows[name];
  if (!row) throw new Error(`There is no row ${name}: ${Object.keys(rows).join(', ')}`);
  await row();
}

/** P1: 32 groups of 2 members, 4 messages under way on each socket. */
async function acknowledgedPerSecond() {
  const world = await openWorld(server ?? '', 32, 2);
  const results: Record<ServerKind, { rate: number; p99_ms: number; refused: number }[]> = {
    plain: [],
    product: [],
  };
  try {
    for (let run = 0; run < runs; run += 1)
      for (const kind of ['plain', 'product'] as const) {
        await world.empty();
        const running = await startServer(kind, world.url);
        try {
          results[kind].push(await measureAcknowledged(running.base, world.members, 4, seconds));
        } finally {
          await running.stop();
        }
      }
  } finally {
    await world.close();
  }
  const [plain, product] = [
    median(results.plain.map((one) => one.rate)),
    median(results.product.map((one) => one.rate)),
  ];
  console.table(
    Object.fromEntries(
      Object.entries(results).map(([kind, list]) => [
        kind,
        {
          'messages/s': median(list.map((one) => one.rate)),
          'p99 ms': median(list.map((one) => one.p99_ms)),
          runs: list.map((one) => one.rate).join(' '),
          refused: list.reduce((sum, one) => sum + one.refused, 0),
        },
      ]),
    ),
  );
  const shared = `${cpus().length} cores shared by server, database and load; load average ${loadavg()[0]?.toFixed(1)}`;
  console.log(
    JSON.stringify({ row: 'P1', plain, product, ratio: round(product / plain), target: 1.6, runs, shared }),
  );
}

function median(list: number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
