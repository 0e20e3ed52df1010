import { createTransport } from 'nodemailer';
import { desc } from 'drizzle-orm';
import type { Db } from './db.ts';
import { enqueue, PermanentFailure, type Job } from './jobs.ts';
import { platform_mailbox } from './tables.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Puts a mail into the outbox, in the caller's transaction. */
export const sendMail = (db: Db, mail: Mail, dedupe_key?: string) =>
  enqueue(db, 'mail', mail, dedupe_key ? { dedupe_key } : {});

/** Delivers outbox mail by SMTP, or into the local mailbox when no SMTP server is configured. */
export function openMailer(db: Db, mail: { url?: string | undefined; from: string }, domain: string) {
  const transport = mail.url
    ? createTransport({
        url: mail.url,
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        socketTimeout: 30_000,
      })
    : undefined;
  return {
    kind: transport ? ('smtp' as const) : ('mailbox' as const),
    async deliver(job: Job) {
      const { to, subject, text } = job.payload as Mail;
      if (!transport)
        return void (await db.insert(platform_mailbox).values({ recipient: to, subject, body: text }));
      // The same Message-ID on every attempt: a crash between send and record may send twice, and readers fold the copies.
      const message = { from: mail.from, to, subject, text, messageId: `<job-${job.id}@${domain}>` };
      await transport.sendMail(message).catch((error: Error & { responseCode?: number }) => {
        throw (error.responseCode ?? 0) >= 500 ? new PermanentFailure(error.message) : error;
      });
    },
    close: () => transport?.close(),
  };
}
export type Mailer = ReturnType<typeof openMailer>;

/** The newest mails of the local mailbox. */
export const listMailbox = (db: Db) =>
  db.select().from(platform_mailbox).orderBy(desc(platform_mailbox.id)).limit(100);
