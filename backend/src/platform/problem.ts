import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemBody } from './contract.ts';
import type { Db } from './db.ts';

type Extra = Record<string, unknown> & { headers?: Record<string, string> };

/** The one error that is meant for people: RFC 9457, thrown anywhere, answered as `application/problem+json`. */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly extra: Extra;

  /** `type` is the last part of `/problems/<type>`; `detail` says in words what happened and what to do. */
  constructor(status: number, type: string, detail: string, extra: Extra = {}) {
    super(detail);
    this.status = status;
    this.type = type;
    this.extra = extra;
  }

  body(instance?: string): ProblemBody {
    const { headers: _, ...members } = this.extra;
    return {
      type: `/problems/${this.type}`,
      title: titleOf(this.type),
      status: this.status,
      detail: this.message,
      ...(instance && { instance }),
      ...members,
    };
  }
}

const titleOf = (type: string) => {
  const words = type.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The same answer for what does not exist and for what is not yours. */
export const notFound = (what = 'This') =>
  new Problem(404, 'not-found', `${what} does not exist, or is not yours to see.`);
export const forbidden = (detail: string) => new Problem(403, 'forbidden', detail);

/** A 400 that names one field, as validation by schema does. */
export const invalidField = (pointer: string, detail: string) =>
  new Problem(400, 'validation', detail, { errors: [{ pointer, detail }] });

type Explain = (error: DatabaseError, db?: Db) => Problem | Promise<Problem>;
export interface DatabaseError {
  code: string;
  constraint?: string;
  detail?: string;
}
const explanations = new Map<string, Explain>();

/**
 * Says, once per constraint of the database, which problem a person sees when a write breaks it. Where the caller has
 * one, `db` is there to ask what stands in the way; the failed transaction is over by then.
 */
export function explainConstraint(constraint: string, explain: Explain) {
  explanations.set(constraint, explain);
}

/** The PostgreSQL error inside whatever the driver and drizzle wrapped around it. */
export function databaseError(error: unknown): DatabaseError | undefined {
  for (let inner = error, depth = 0; inner instanceof Error && depth < 5; inner = inner.cause, depth += 1) {
    const { code, constraint, detail } = inner as Error & Partial<DatabaseError>;
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return { code, constraint, detail };
  }
  return undefined;
}

/** Runs a deletion; 409 `in-use` with these words when other rows still refer to what it deletes. */
export async function deleteUnlessUsed<T>(deletion: PromiseLike<T>, detail: string): Promise<T> {
  try {
    return await deletion;
  } catch (error) {
    if (databaseError(error)?.code === '23503') throw new Problem(409, 'in-use', detail);
    throw error;
  }
}

/**
 * What only the database can refuse in a value: numbers and moments out of range, NUL in an address (PostgreSQL, appendix A,
 * class 22). Division by zero and the like are defects of ours and stay out.
 */
const valueCodes = new Set(['22001', '22003', '22007', '22008', '22009', '22021', '22P02', '22P05']);

const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT']);
/** Lost, refused or exhausted connections and statement timeouts: worth a retry, so 503 and not 500. */
function isUnavailable(error: unknown): boolean {
  const database = databaseError(error);
  if (database) return /^(08|53|57P0|57014|55P03|40)/.test(database.code);
  for (let inner = error, depth = 0; inner instanceof Error && depth < 5; inner = inner.cause, depth += 1) {
    if (connectionCodes.has(String((inner as NodeJS.ErrnoException).code))) return true;
    if (
      /Connection terminated|timeout exceeded when trying to connect|Query read timeout/.test(inner.message)
    )
      return true;
  }
  return false;
}

/** Turns anything thrown into a Problem; undefined is a defect of ours, to be logged and answered without text. */
export async function asProblem(error: unknown, db?: Db): Promise<Problem | undefined> {
  if (error instanceof Problem) return error;
  const database = databaseError(error);
  const explain = database?.constraint && explanations.get(database.constraint);
  if (database && explain) return explain(database, db);
  if (database && valueCodes.has(database.code))
    return new Problem(
      400,
      'validation',
      'A value in this request is outside of what can be stored or looked up.',
    );
  if (isUnavailable(error))
    return new Problem(
      503,
      'unavailable',
      'The database is not reachable right now. Nothing was changed. Try again in a moment.',
      {
        headers: { 'retry-after': '2' },
      },
    );
  if (!(error instanceof Error)) return undefined;
  return fromFastify(error as FastifyError);
}

function fromFastify(error: FastifyError): Problem | undefined {
  if (error.validation) {
    const errors = error.validation.map((one) => ({ pointer: pointerOf(one), detail: wordsFor(one) }));
    return new Problem(400, 'validation', errors.map((one) => one.detail).join(' '), { errors });
  }
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) return undefined;
  const detail = details[status] ?? error.message;
  return new Problem(
    status,
    STATUS_CODES[status]?.toLowerCase().replaceAll(/[^a-z]+/g, '-') ?? 'refused',
    detail,
  );
}

const details: Record<number, string> = {
  413: 'This is larger than the server accepts. Send less at once.',
  415: 'This endpoint takes application/json.',
};

type Invalid = NonNullable<FastifyError['validation']>[number];
const pointerOf = (one: Invalid) =>
  one.keyword === 'required'
    ? `${one.instancePath}/${String(one.params['missingProperty'])}`
    : one.instancePath || '/';

function wordsFor(one: Invalid): string {
  const pointer = pointerOf(one);
  const name = pointer.split('/').pop()?.replaceAll('_', ' ') || 'The body';
  const field = name.charAt(0).toUpperCase() + name.slice(1);
  const limit = String(one.params['limit'] ?? '');
  switch (one.keyword) {
    case 'required':
      return `${field} is missing.`;
    case 'minLength':
      return limit === '1' ? `${field} is empty.` : `${field} needs at least ${limit} characters.`;
    case 'maxLength':
      return `${field} is longer than ${limit} characters.`;
    case 'minimum':
      return `${field} must be at least ${limit}.`;
    case 'maximum':
      return `${field} must be at most ${limit}.`;
    case 'maxItems':
      return `${field} has more than ${limit} entries.`;
    case 'format':
      return `${field} must be ${formats[String(one.params['format'])] ?? `a ${String(one.params['format'])}`}.`;
    default:
      return `${field} ${one.message ?? 'is not understood'}.`;
  }
}

const formats: Record<string, string> = {
  email: 'an e-mail address, such as name@example.ac.ke',
  'date-time': 'a time in ISO 8601, such as 2026-03-17T10:00:00Z',
  date: 'a day, such as 2026-03-17',
  uri: 'a web address',
};

/** The one error handler of the API. What is not a Problem is logged whole and answered with nothing but its number. */
export async function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const problem = await asProblem(error, request.server.db).catch(() => undefined);
  if (!problem || problem.status >= 500) request.log.error({ err: error }, 'request failed');
  else if (databaseError(error)?.code.startsWith('22'))
    request.log.warn({ err: error }, 'a value reached the database that it refuses');
  const answer =
    problem ??
    new Problem(
      500,
      'internal',
      'Something failed on our side. Nothing of yours was lost. Try again, and name this request id if it stays.',
    );
  return reply
    .code(answer.status)
    .headers(answer.extra.headers ?? {})
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(answer.body(request.id));
}
