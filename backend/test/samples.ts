import type { Random } from '#demo/random';

/** As much of JSON Schema as the API's own document uses. */
export interface Schema {
  type?: string;
  anyOf?: Schema[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
}

const texts = [
  '',
  ' ',
  'a',
  '0',
  '-1',
  '1e309',
  '999999999999999999999',
  '9007199254740993',
  'null',
  'true',
  '\0',
  'a\0b',
  '\u202Eevil',
  '%',
  '%_\\',
  "'; drop table directory_user; --",
  '../../etc/passwd',
  '{}',
  '[]',
  '{"a":',
  '{"a":1,"a":2}',
  '{"__proto__":{"role":"admin"}}',
  '"\\ud800"',
  'Ω≈ç√∫🫠',
  '0000-01-01',
  '9999-12-31',
  '2026-02-30',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:60Z',
  '2026-01-01T00:00:00+23:59',
  '24:00',
  'x'.repeat(5_000),
];
export const oddText = (random: Random): string => random.pick(texts);

const formats: Record<string, string[]> = {
  email: ['naliaka@example.test', 'a@b.co', `${'x'.repeat(60)}@example.test`],
  date: ['2026-09-01', '2026-12-31', '0000-01-01', '9999-12-31', '2024-02-29'],
  'date-time': [
    new Date(Date.now() + 3_600_000).toISOString(),
    new Date(Date.now() + 7_200_000).toISOString(),
    '2026-12-31T23:59:60Z',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59+23:59',
    '2026-01-01 10:00:00.123456789Z',
  ],
};

/** Something that fits the schema, or nearly. */
export function sampleOf(random: Random, schema: Schema): unknown {
  if (schema.anyOf) return sampleOf(random, random.pick(schema.anyOf));
  if ('const' in schema) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => schema.required?.includes(name) || random.below(2))
          .map(([name, inner]) => [name, sampleOf(random, inner)]),
      );
    case 'array':
      return Array.from({ length: random.below(4) }, () => sampleOf(random, schema.items ?? {}));
    case 'integer':
    case 'number':
      return numberOf(random, schema);
    case 'boolean':
      return random.below(2) === 1;
    case 'null':
      return null;
    default:
      return textOf(random, schema);
  }
}

function numberOf(random: Random, { minimum = -5, maximum = Number.MAX_SAFE_INTEGER }: Schema) {
  return random.pick([
    minimum,
    maximum,
    1,
    2,
    3,
    7,
    40,
    2 ** 31,
    Math.min(maximum, minimum + random.below(50)),
  ]);
}

function textOf(random: Random, { format, pattern, minLength = 0, maxLength = 200 }: Schema): string {
  if (format && formats[format] && random.below(8)) return random.pick(formats[format]);
  if (pattern?.includes('[01]\\d|2[0-3]')) return random.pick(['00:00', '08:00', '10:00', '23:59']);
  const text = random.pick([oddText(random), 'Amina Yusuf', `T${random.below(1_000_000)}`, 'Africa/Nairobi']);
  return text.padEnd(minLength, 'x').slice(0, Math.max(minLength, maxLength));
}

const odd = (random: Random): unknown =>
  random.pick<unknown>([null, true, 0, -1, 1.5, 2 ** 53, 1e308, '', [], {}, [[]], { a: 1 }, oddText(random)]);

/** Puts something else in one place, takes something away, or adds what nobody asked for. */
export function mutate(random: Random, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return odd(random);
  const keys = Object.keys(value);
  const result: Record<string, unknown> = { ...value };
  const key = keys.length > 0 ? random.pick(keys) : 'extra';
  switch (random.below(4)) {
    case 0:
      delete result[key];
      break;
    case 1:
      Object.assign(result, { id: 1, role: 'admin', password_hash: 'x', owner_id: 1, invite_code: 'mine' });
      break;
    default:
      result[key] = odd(random);
  }
  return result;
}
