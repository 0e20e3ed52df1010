import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, expect, test } from 'vitest';
import { as, testApp } from '#test/app';
import { unique } from '#test/make';

const received: { to: string[]; text: string; subject: string }[] = [];
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', async () => {
      const mail = await PostalMime.parse(Buffer.concat(chunks));
      const to = session.envelope.rcptTo.map((one) => one.address);
      received.push({ to, text: mail.text ?? '', subject: mail.subject ?? '' });
      done();
    });
  },
});
const port = await new Promise<number>((resolve) => {
  const server = smtp.listen(0, '127.0.0.1', () => {
    const address = server.address();
    resolve(typeof address === 'object' && address ? address.port : 0);
  });
});
const app = await testApp({ SMTP_URL: `smtp://127.0.0.1:${port}`, PUBLIC_URL: 'https://co.example.ac.ke' });
afterAll(async () => {
  await app.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

const email = `${unique('faith')}@example.test`;
const deliver = async () => {
  while ((await app.jobs.drain()) > 0);
  return received.at(-1);
};

test('a mail server gets the confirmation and the link for a new password', async () => {
  const password = 'a long enough secret';
  await as(app).post('/api/auth/register', { email, password, full_name: 'Faith Mwende' });
  const confirmation = await deliver();
  expect(confirmation?.to).toEqual([email]);
  const token = /https:\/\/co\.example\.ac\.ke\/verify\?token=([\w-]+)/.exec(confirmation?.text ?? '')?.[1];
  expect((await as(app).post('/api/auth/verify', { token })).status).toBe(204);

  await as(app).post('/api/auth/password/forgot', { email });
  const reset = await deliver();
  const secret = /\/reset\?token=([\w-]+)/.exec(reset?.text ?? '')?.[1];
  expect(reset?.subject).toContain('A new password');
  expect(
    (await as(app).post('/api/auth/password/reset', { token: secret, password: 'quite another secret' }))
      .status,
  ).toBe(204);
});

test('with a mail server there is no local mailbox', async () => {
  expect((await as(app).get('/api/mailbox/')).status).toBe(404);
  expect((await as(app).get('/api/auth/settings')).body).toMatchObject({ mail: 'smtp' });
});
