import { Type } from 'typebox';
import { Page, PageQuery } from '#platform/contract';
import type { App } from '#platform/server';
import { listAudit } from './audit.ts';
import { AuditEntry } from './contract.ts';

export async function auditRoutes(app: App) {
  app.get(
    '/api/audit/',
    {
      config: { access: ['admin'] },
      schema: {
        tags: ['people'],
        summary: 'Who changed what, the newest first',
        querystring: Type.Object({
          ...PageQuery.properties,
          about: Type.Optional(Type.String({ maxLength: 40 })),
        }),
        response: { 200: Page(AuditEntry) },
      },
    },
    async (request) => listAudit(app.db, request.query),
  );
}
