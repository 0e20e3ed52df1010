import { Compile, type Validator } from 'typebox/compile';
import type { FastifyRequest } from 'fastify';
import type { Static, TProperties, TSchema } from 'typebox';
import type { WebSocket } from 'ws';
import { parseJson } from './json.ts';
import { asProblem, Problem } from './problem.ts';
import { send } from './rooms.ts';

/** Frames of one socket that wait for their turn; above it nothing more is read from its line. */
const MAX_WAITING = 64;

/** Says that an event is done when `work` is, while the next frame is read already. */
type Later = (work: Promise<void>) => void;

/**
 * Reads a socket's frames in order, one at a time, against a schema. What cannot be read closes with 1007
 * (RFC 6455 §7.4.1); what is refused is answered `{ type: 'refused', client_id?, problem }` and the socket stays.
 * Attach before anything is awaited, or early frames are lost.
 */
export function onFrames<T extends TSchema>(
  socket: WebSocket,
  request: FastifyRequest,
  schema: T,
  handle: (event: Static<T>, later: Later) => Promise<void> | void,
) {
  const { rooms } = request.server;
  const validator = validatorOf(schema);
  let queue = Promise.resolve();
  let waiting = 0;
  const done = () => {
    waiting -= 1;
    if (socket.isPaused && waiting < MAX_WAITING / 2) socket.resume();
  };
  socket.on('error', () => socket.terminate());
  socket.on('message', (data, isBinary) => {
    if (socket.readyState !== socket.OPEN || rooms.isDraining()) return;
    const event = isBinary ? undefined : readFrame(String(data));
    if (!validator.Check(event)) return socket.close(1007, 'This message is not understood.');
    waiting += 1;
    if (waiting === MAX_WAITING) socket.pause();
    const refused = (error: unknown) => refuse(socket, request, event, error);
    let work: Promise<void> | undefined;
    queue = queue
      .then(async () => handle(event, (promise) => void (work = promise)))
      .catch(refused)
      .then(() => {
        if (!work) return done();
        const finished = work.catch(refused).then(done);
        rooms.working(finished);
      });
    rooms.working(queue);
  });
}

/** Compiled once for each schema, not once for each socket. */
const validators = new WeakMap<TSchema, Validator<TProperties, TSchema>>();
function validatorOf<T extends TSchema>(schema: T) {
  const known = validators.get(schema) ?? Compile(schema);
  validators.set(schema, known as Validator<TProperties, TSchema>);
  return known as Validator<TProperties, T>;
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
