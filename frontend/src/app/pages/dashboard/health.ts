/** One part of the server and whether it answers. */
export interface Part {
  readonly name: string;
  readonly works: boolean;
  readonly state: string;
  readonly reason: string;
}

const NAMES: Record<string, string> = { database: 'Database', redis: 'Redis', server: 'Server' };
const WORDS: Record<string, string> = {
  ok: 'Works',
  embedded: 'Built in',
  down: 'Does not answer',
  draining: 'Going down',
};

/** Reads `GET /health/ready`, whatever parts the server names. */
export function partsOf(answer: unknown): readonly Part[] {
  const dependencies = isRecord(answer) && isRecord(answer['dependencies']) ? answer['dependencies'] : {};
  return Object.entries(dependencies).map(([key, value]) => {
    const state = isRecord(value) ? String(value['state']) : 'unknown';
    return {
      name: NAMES[key] ?? key.charAt(0).toUpperCase() + key.slice(1),
      works: state === 'ok' || state === 'embedded',
      state: WORDS[state] ?? state,
      reason: isRecord(value) && typeof value['reason'] === 'string' ? value['reason'] : '',
    };
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
