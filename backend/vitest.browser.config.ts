import { defineConfig } from 'vitest/config';

/** Real browsers on the real program: `npm run test:browser`. One server with demo data for all files. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.spec.ts'],
    globalSetup: ['test/browser/server.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
