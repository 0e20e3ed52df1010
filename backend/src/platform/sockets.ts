import { Compile } from 'typebox/compile';
import type { FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import type { WebSocket } from 'ws';
import { parseJson } from './json.ts';
import { asProblem, Problem } from './problem.ts';
import { send } from './rooms.ts';

/**
 * Reads a socket's frames in order, one at a time, against a schema. What cannot be read closes with 1007
 * (RFC 6455 §7.4.1); what is refused is answered `{ type: 'refused', client_id?, problem }` and the socket stays.
 * Attach before anything is awaited, or early frames are lost.
 */
export function onFrames<T extends TSchema>(
  socket: WebSocket,
  request: FastifyRequest,
  schema: T,
  handle: (event: Static<T>) => Promise<void> | void,
) {
  const validator = Compile(schema);
  let queue = Promise.resolve();
  socket.on('error', () => socket.terminate());
  socket.on('message', (data, isBinary) => {
    const event = isBinary ? undefined : readFrame(String(data));
    if (!validator.Check(event)) return socket.close(1007, 'This message is not understood.');
    queue = queue
      .then(async () => handle(event))
      .catch((error: unknown) => refuse(socket, request, event, error));
  });
}

function readFrame(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

async function refuse(socket: WebSocket, request: FastifyRequest, event: unknown, error: unknown) {
  const problem = await asProblem(error).catch(() => undefined);
  if (!problem) request.log.error({ err: error }, 'a socket event failed');
  const body = (problem ?? new Problem(500, 'internal', 'Something failed on our side. Try again.')).body(
    request.id,
  );
  send(socket, { type: 'refused', ...clientIdOf(event), problem: body });
}

const clientIdOf = (event: unknown) =>
  typeof event === 'object' && event !== null && 'client_id' in event ? { client_id: event.client_id } : {};
