import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Db } from '#platform/db';
import type { AuditEntry } from './contract.ts';
import { personColumns } from './public.ts';
import { directory_auditentry, directory_user } from './tables.ts';

interface Query {
  limit?: number;
  cursor?: string;
  /** What it was about: `user`, `semester`, `room` … */
  about?: string;
}

/** The newest first. The cursor is the id that was read last. */
export async function listAudit(db: Db, query: Query): Promise<{ items: AuditEntry[]; next: string | null }> {
  const limit = query.limit ?? 50;
  const rows = await db
    .select({ entry: directory_auditentry, actor: personColumns })
    .from(directory_auditentry)
    .leftJoin(directory_user, eq(directory_user.id, directory_auditentry.actor_id))
    .where(
      and(
        query.cursor ? lt(directory_auditentry.id, Number(query.cursor) || 0) : undefined,
        query.about ? sql`split_part(${directory_auditentry.subject}, ':', 1) = ${query.about}` : undefined,
      ),
    )
    .orderBy(desc(directory_auditentry.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(({ entry: { actor_id: _, ...entry }, actor }) => ({
    ...entry,
    actor: actor && actor.id !== null ? actor : null,
  }));
  return { items, next: rows.length > limit ? String(items.at(-1)?.id) : null };
}
