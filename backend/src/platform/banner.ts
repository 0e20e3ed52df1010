import { resolve } from 'node:path';
import type { Config } from './config.ts';
import { withoutPassword } from './starting.ts';

export interface Standing {
  address: string;
  /** How to sign in, when the demo data is there. */
  demo?: { accounts: Record<string, string>; password: string } | undefined;
  pages: boolean;
}

/** What a person reads after `npm start`: where it is, who can sign in, what is embedded and what is real. */
export function bannerFor(config: Config, standing: Standing): string {
  const lines = [`Course Organizer is at ${standing.address}`];
  if (!standing.pages) lines.push('The pages are not built: only the API answers. Run npm run build.');
  if (standing.demo) {
    lines.push('', `Sign in with the password ${standing.demo.password} as`);
    for (const [who, email] of Object.entries(standing.demo.accounts)) lines.push(row(who, email));
  }
  lines.push('', ...partsOf(config, standing.address));
  return `\n${lines.map((line) => (line ? `  ${line}` : '')).join('\n')}\n`;
}

function partsOf(config: Config, address: string): string[] {
  const folder = resolve(config.data_dir);
  const real = (value: string) => `${value} (real)`;
  return [
    row(
      'Database',
      config.database_url
        ? real(withoutPassword(config.database_url))
        : 'embedded PostgreSQL; DATABASE_URL is not set',
    ),
    row(
      'Redis',
      config.redis_url
        ? real(withoutPassword(config.redis_url))
        : 'embedded, in this process; REDIS_URL is not set',
    ),
    row('Files', `on disk, in ${folder}/media`),
    row(
      'Mail',
      config.mail.url
        ? real(new URL(config.mail.url).host)
        : `kept here, at ${address}/mailbox; SMTP_URL is not set`,
    ),
    row(
      'Video',
      config.jitsi.domain
        ? real(`https://${config.jitsi.domain}`)
        : 'not configured; JITSI_DOMAIN is not set',
    ),
    row('Data', folder),
  ];
}

const row = (name: string, value: string) => `  ${name.padEnd(10)} ${value}`;
