import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import type { WebSocket } from 'ws';
import type { FastifyRequest } from 'fastify';
import { IdParams } from '#platform/contract';
import { bucket } from '#platform/limits';
import { asProblem, forbidden } from '#platform/problem';
import { send } from '#platform/rooms';
import type { App } from '#platform/server';
import { onFrames } from '#platform/sockets';
import { hearPage } from './call-events.ts';
import { roleOf } from './call.ts';
import type { Page } from './calls.ts';
import { CALL_CLOSED, CALL_REMOVED, CallFromClient, type CallFromServer } from './contract.ts';
import { getStanding, type MeetingRow } from './find.ts';
import { whyClosed, type Standing } from './standing.ts';

/** Joining a full mesh takes some hundred candidates at once, and little afterwards. */
const SIGNALS_PER_SECOND = 60;
const SIGNALS_AT_ONCE = 300;
const ACTS_PER_SECOND = 5;
const ACTS_AT_ONCE = 20;

const Query = Type.Object({ token: Type.Optional(Type.String()) });

/** The call of one meeting: who is there, hands, moderation, and what browsers tell each other to connect. */
export async function callSocket(app: App) {
  const found = new WeakMap<FastifyRequest, { row: MeetingRow; standing: Standing }>();
  app.get(
    '/ws/meetings/:id/call',
    {
      websocket: true,
      config: { access: 'signed-in' },
      schema: { tags: ['meetings'], summary: 'Call (WebSocket)', params: IdParams, querystring: Query },
      preHandler: async (request) => {
        const meeting = await getStanding(app.db, request.actor, request.params.id).catch(asNotTakingPart);
        const closed = whyClosed(meeting.row, meeting.standing, app.settings);
        if (closed?.status === 403) throw closed;
        found.set(request, meeting);
      },
    },
    (socket, request) => {
      const meeting = found.get(request);
      if (meeting) open(app, socket, request, meeting.row, meeting.standing);
    },
  );
}

/** The same for an unknown meeting and one that is not mine. */
async function asNotTakingPart(error: unknown): Promise<never> {
  const problem = await asProblem(error);
  throw problem?.status === 404 ? forbidden('You do not take part in this meeting.') : error;
}

function open(app: App, socket: WebSocket, request: FastifyRequest, row: MeetingRow, standing: Standing) {
  const closed = whyClosed(row, standing, app.settings);
  if (closed) {
    socket.on('error', () => socket.terminate());
    tell(socket, { type: 'refused', problem: closed.body(request.id) });
    return socket.close(CALL_CLOSED, closed.type);
  }
  const page: Page = {
    meeting_id: row.id,
    peer: {
      peer_id: randomUUID(),
      user_id: request.actor.id,
      full_name: request.actor.full_name,
      avatar_url: null,
      role: roleOf(standing),
      mic: false,
      camera: false,
      sharing: false,
      listener: false,
    },
    socket,
    actor: request.actor,
    heard_at: Date.now(),
    held: [],
  };
  hear(app, request, page);
}

function hear(app: App, request: FastifyRequest, page: Page) {
  const { socket } = page;
  const signalled = bucket(SIGNALS_PER_SECOND, SIGNALS_AT_ONCE);
  const acted = bucket(ACTS_PER_SECOND, ACTS_AT_ONCE);
  const entered = enter(app, page);
  onFrames(socket, request, CallFromClient, async (event) => {
    page.heard_at = Date.now();
    await entered;
    if (page.held) return;
    if (event.type === 'signal') signalled();
    else acted();
    await hearPage(app, page, event);
  });
  entered.catch((error: unknown) => {
    request.log.warn({ err: error }, 'a call page was not let in');
    socket.close(1013, 'The server could not open the call. Come back in a moment.');
  });
}

/** Looks again when the page is in: it may have been removed, or the meeting ended, while it came. */
async function enter(app: App, page: Page) {
  const { row } = await getStanding(app.db, page.actor, page.meeting_id);
  await app.calls.enter(page, row.started_at);
  const again = await getStanding(app.db, page.actor, page.meeting_id);
  const closed = whyClosed(again.row, again.standing, app.settings);
  if (closed) page.socket.close(closed.status === 403 ? CALL_REMOVED : CALL_CLOSED, closed.type);
}

const tell = (socket: WebSocket, event: CallFromServer) => send(socket, event);
