import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
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
      if (!exists || !isFromHere(request, app.settings.trust_proxy.length > 0)) throw notFound('The mailbox');
      return { items: await listMailbox(app.db) };
    },
  );
}

/** A proxy on this machine speaks from loopback too; one that is not trusted only names the person it speaks for. */
const isFromHere = ({ ip, headers }: FastifyRequest, trusts: boolean) =>
  isLoopback(ip) && (trusts || !(headers['x-forwarded-for'] ?? headers.forwarded));

const isLoopback = (ip: string) => {
  const address = ip.replace(/^::ffff:/, '');
  return isIP(address) === 4 ? address.startsWith('127.') : address === '::1';
};
