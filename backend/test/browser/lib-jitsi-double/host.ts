import { execFileSync } from 'node:child_process';
import { createPublicKey, createVerify } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { buildSync } from 'esbuild';
import { type WebSocket, WebSocketServer } from 'ws';
import { readClaims, Rooms } from './rooms.ts';

/** Checks the signature as Prosody does with a static key; without a key only the claims count. */
const reader = (pem?: string) => (token: string) => {
  const [head = '', body = '', signature = ''] = token.split('.');
  const header = JSON.parse(Buffer.from(head, 'base64url').toString());
  if (header.typ !== 'JWT') throw new Error('Invalid typ');
  if (header.alg !== 'RS256') throw new Error('Invalid or incorrect alg');
  const verify = createVerify('RSA-SHA256').update(`${head}.${body}`);
  if (pem && !verify.verify(createPublicKey(pem), signature, 'base64url'))
    throw new Error('Invalid signature');
  return readClaims(token);
};

/** A second origin in the place of the Jitsi host: gives the double as the library, and carries its frames. */
export async function startJitsiDouble(publicKey?: string, port = 0) {
  const files = mkdtempSync(join(tmpdir(), 'jitsi-double-'));
  const [key, cert] = [join(files, 'key.pem'), join(files, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert];
  execFileSync('openssl', [...args, ...subject], { stdio: 'ignore' });
  const script = bundle();
  const tls = { key: readFileSync(key), cert: readFileSync(cert) };
  const server = createServer(tls, (request, response) => {
    const found = request.url === '/libs/lib-jitsi-meet.min.js';
    const type = found ? 'text/javascript' : 'text/plain';
    response.writeHead(found ? 200 : 404, { 'content-type': type, 'access-control-allow-origin': '*' });
    response.end(found ? script : '');
  });
  const sockets = new Set<Duplex>();
  server.on(
    'connection',
    (socket) => sockets.add(socket).size && socket.on('close', () => sockets.delete(socket)),
  );
  const rooms = new Rooms(reader(publicKey));
  new WebSocketServer({ server, path: '/xmpp-websocket' }).on('connection', (socket, request) =>
    seat(rooms, socket, new URL(request.url ?? '', 'wss://localhost')),
  );
  server.listen(port, 'localhost');
  await once(server, 'listening');
  return {
    domain: `localhost:${(server.address() as AddressInfo).port}`,
    rooms,
    /** Of its own authority. */
    certificate: cert,
    /** As when the machine dies: nobody is told. */
    async kill() {
      server.close();
      for (const socket of sockets) socket.destroy();
      rmSync(files, { recursive: true });
      await once(server, 'close').catch(() => {});
    },
  };
}

function seat(rooms: Rooms, socket: WebSocket, url: URL): void {
  const id = rooms.seat(
    url,
    (frame) => socket.send(JSON.stringify(frame)),
    () => socket.terminate(),
  );
  if (!id) return socket.close();
  socket.on('message', (data) => rooms.hear(id, JSON.parse(String(data))));
  socket.on('close', () => rooms.unseat(id));
}

function bundle(): string {
  const entry = join(import.meta.dirname, 'page.ts');
  const { outputFiles } = buildSync({ entryPoints: [entry], bundle: true, format: 'iife', write: false });
  return outputFiles[0]?.text ?? '';
}
