// The reference of the benchmarks: node:http and ws without a framework. A token is verified and the membership asked
// when a socket opens; then one INSERT for each message and one ws.send for each receiver. No cache, no batches.
import { createServer } from 'node:http';
import pg from 'pg';
import { WebSocketServer, type WebSocket } from 'ws';
import { openTokens } from '#platform/tokens';

const tokens = openTokens(process.env['SECRET_KEY'] ?? '');
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const groups = new Map<number, { sockets: Set<WebSocket>; last: number }>();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 64 * 1024 });

const server = createServer((_request, response) => response.end('{"status":"ok"}'));
server.on('upgrade', async (request, line, head) => {
  const url = new URL(request.url ?? '/', 'http://plain');
  const groupId = Number(url.pathname.split('/')[3]);
  const claims = tokens.read('session', url.searchParams.get('token') ?? '');
  const { rows } = await pool.query(
    `select u.id, u.full_name, g.last_seq from directory_session s join directory_user u on u.id = s.user_id
     join course_api_studygroupmembership m on m.user_id = u.id and m.state = 'member'
     join course_api_studygroup g on g.id = m.group_id
     where s.id = $1 and s.revoked_at is null and s.expires_at > now() and u.active and g.id = $2`,
    [claims?.['sid'], groupId],
  );
  if (!rows[0]) return line.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  sockets.handleUpgrade(request, line, head, (socket) => chat(socket, groupId, rows[0]));
});

function chat(socket: WebSocket, groupId: number, me: { id: number; full_name: string; last_seq: number }) {
  const group = groups.get(groupId) ?? { sockets: new Set(), last: me.last_seq };
  groups.set(groupId, group);
  group.sockets.add(socket);
  socket.on('close', () => {
    group.sockets.delete(socket);
    if (group.sockets.size === 0) groups.delete(groupId);
  });
  socket.send(JSON.stringify({ type: 'hello', group_id: groupId, last_seq: group.last }));
  socket.on('message', async (data) => {
    const { body, client_id } = JSON.parse(String(data));
    group.last += 1;
    const seq = group.last;
    const { rows } = await pool.query(
      `insert into course_api_groupmessage (group_id, seq, changed_seq, client_id, sender_id, body)
       values ($1, $2, $2, $3, $4, $5) returning id, created_at`,
      [groupId, seq, client_id, me.id, body],
    );
    const sender = { id: me.id, full_name: me.full_name, avatar_url: null };
    const message = { ...rows[0], group_id: groupId, seq, changed_seq: seq, client_id, sender, body };
    const text = JSON.stringify({ type: 'message', message });
    for (const one of group.sockets) one.send(text);
  });
}

server.listen(Number(process.env['PORT']), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
