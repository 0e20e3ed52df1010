import { Problem } from './problem.ts';

const MAX_DEPTH = 32;
const refuse = (detail: string) => new Problem(400, 'unreadable', detail);

/**
 * `JSON.parse` for input from outside. Refuses what two readers could understand differently or what PostgreSQL
 * cannot store: duplicate keys (RFC 8259 §4), `__proto__`, nesting deeper than 32, NUL, lone surrogates.
 */
export function parseJson(text: string): unknown {
  assertUnambiguous(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse('The body is not JSON.');
  }
  if (/\\u0000|\\u[dD][89a-fA-F]|[\uD800-\uDFFF]/.test(text)) assertStorable(value);
  return value;
}

/** One pass over the text: a stack of the key sets of the open objects (undefined for arrays). */
function assertUnambiguous(text: string) {
  const open: (Set<string> | undefined)[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (char === '{' || char === '[') {
      open.push(char === '{' ? new Set() : undefined);
      if (open.length > MAX_DEPTH) throw refuse(`The body is nested deeper than ${MAX_DEPTH} levels.`);
    } else if (char === '}' || char === ']') {
      open.pop();
    } else if (char === '"') {
      const end = endOfString(text, i);
      const keys = open.at(-1);
      if (keys && isFollowedByColon(text, end + 1)) addKey(keys, text.slice(i, end + 1));
      i = end;
    }
  }
}

function isFollowedByColon(text: string, from: number): boolean {
  colon.lastIndex = from;
  return colon.test(text);
}
const colon = /\s*:/y;

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return i;
  }
  return text.length;
}

function addKey(keys: Set<string>, quoted: string) {
  let key: string;
  try {
    key = String(JSON.parse(quoted));
  } catch {
    throw refuse('The body is not JSON.');
  }
  if (key === '__proto__') throw refuse('The key "__proto__" is not allowed.');
  if (keys.has(key)) throw refuse(`The key "${key.slice(0, 60)}" appears twice.`);
  keys.add(key);
}

function assertStorable(value: unknown) {
  if (typeof value === 'string') {
    if (value.includes('\0')) throw refuse('Text must not contain the NUL character.');
    if (!value.isWellFormed()) throw refuse('Text contains half of a surrogate pair.');
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      assertStorable(key);
      assertStorable(inner);
    }
  }
}
