import type { App } from '#platform/server';
import { Overview } from './contract.ts';
import { getOverview } from './overview.ts';

/** The administrator's first page: it looks into every domain, so it stands to the right of all of them. */
export async function overviewRoutes(app: App) {
  app.get(
    '/api/admin/overview',
    {
      config: { access: ['admin'] },
      schema: {
        tags: ['overview'],
        summary: 'Counts, and what waits for an administrator',
        response: { 200: Overview },
      },
    },
    async () => getOverview(app.db),
  );
}
