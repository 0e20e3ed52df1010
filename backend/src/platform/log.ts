type Described = {
  type: string;
  message: string;
  code?: string;
  constraint?: string;
  query?: string;
  stack: string;
};

/**
 * What the log keeps of an error. The values of a failed query stay out of it (drizzle puts them into the message, and
 * PostgreSQL into `detail`): they are what people wrote, their addresses and the hashes of their passwords.
 */
export function describeError(error: unknown): Described {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error', stack: '' };
  const isQuery = 'query' in error && 'params' in error;
  const root = isQuery && error.cause instanceof Error ? error.cause : error;
  const { code, constraint } = root as Error & { code?: unknown; constraint?: unknown };
  return {
    type: root.constructor.name,
    message: root.message,
    ...(typeof code === 'string' && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(isQuery && { query: String(error.query).replace(/\s+/g, ' ').slice(0, 400) }),
    stack: `${root.name}: ${root.message}\n${framesOf(error)}`,
  };
}

const framesOf = (error: Error) => error.stack?.slice(error.stack.search(/^ +at /m)) ?? '';
