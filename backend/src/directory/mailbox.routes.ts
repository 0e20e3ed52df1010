import { isIP } from 'node:net';
import { Items } from '#platform/contract';
import { listMailbox } from '#platform/mailer';
import { notFound } from '#platform/problem';
import type { App } from '#platform/server';
import { MailboxItem } from './contract.ts';

/** The mails of an installation without a mail server. They hold sign-in links, so only this machine reads them. */
export async function mailboxRoutes(app: App) {
  const exists = app.mailer.kind === 'mailbox' && !app.settings.production;

  app.get(
    '/api/mailbox/',
    {
      config: { access: 'anyone' },
      schema: {
        tags: ['accounts'],
        summary: 'Mails that were not sent, because no mail server is set',
        response: { 200: Items(MailboxItem) },
      },
    },
    async (request) => {
      if (!exists || !isLoopback(request.ip)) throw notFound('The mailbox');
      return { items: await listMailbox(app.db) };
    },
  );
}

const isLoopback = (ip: string) => {
  const address = ip.replace(/^::ffff:/, '');
  return isIP(address) === 4 ? address.startsWith('127.') : address === '::1';
};
