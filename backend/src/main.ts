import { buildApp } from './app.ts';
import { ConfigError, readConfig } from '#platform/config';
import { startDraining } from '#platform/health.routes';

const DRAIN_MS = 30_000;

try {
  const config = readConfig(process.env);
  const app = await buildApp(config);
  await app.listen({ host: config.host, port: config.port });
  app.jobs.start();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, async () => {
      startDraining();
      setTimeout(() => process.exit(1), DRAIN_MS).unref();
      await app.close();
      process.exit(0);
    });
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(`\n  ${error.message}\n  All settings are explained in docs/configuration.md.\n`);
  process.exit(2);
}
