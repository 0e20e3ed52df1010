import { loadDemoOnFirstStart } from '#demo/first-start';
import { bannerFor } from '#platform/banner';
import { ConfigError, readConfig } from '#platform/config';
import { startDraining } from '#platform/health.routes';
import type { App } from '#platform/server';
import { PAGES, pagesAreBuilt } from '#platform/spa';
import { assertStartable, explainListen } from '#platform/starting';
import { buildApp } from './app.ts';

const DRAIN_MS = 30_000;
/** A terminal sends Ctrl-C to npm and to us, and npm passes its own on: only a later one means "at once". */
const SAME_PRESS_MS = 1_000;

try {
  const config = readConfig(process.env);
  await assertStartable(config);
  const app = await buildApp(config, { pages: PAGES });
  const demo = await loadDemoOnFirstStart(app);
  await app.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
    throw explainListen(error, config.host, config.port);
  });
  app.jobs.start();
  // What people rely on is in the database's transactions: one callback that throws must not end everybody's calls.
  process.on('uncaughtException', (err, origin) =>
    app.log.fatal({ err, origin }, 'something threw and nobody caught it'),
  );
  drainOnSignal(app);
  if (!config.production)
    console.log(bannerFor(config, { address: addressOf(app), demo, pages: pagesAreBuilt(PAGES) }));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(`\n  ${error.message}\n  All settings are explained in docs/configuration.md.\n`);
  process.exit(2);
}

function drainOnSignal(app: App) {
  let since = 0;
  async function drain() {
    if (since > 0) return void (Date.now() - since > SAME_PRESS_MS && process.exit(1));
    since = Date.now();
    startDraining();
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    await app.close();
    process.exit(0);
  }
  process.on('SIGINT', drain).on('SIGTERM', drain);
}

/** Listening everywhere, or on this machine under its several numbers, is read best as `localhost`. */
function addressOf(app: App): string {
  const { host } = app.settings;
  const listening = app.server.address();
  const port = typeof listening === 'object' ? listening?.port : app.settings.port;
  const name = ['localhost', '127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host;
  return process.env['PUBLIC_URL'] ?? `http://${name}:${port}`;
}
