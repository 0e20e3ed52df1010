import { Type, type Static, type TSchema } from 'typebox';

export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
/** ISO 8601 in UTC, e.g. `2026-03-17T10:52:00.000Z`. */
export const Instant = Type.String({ format: 'date-time' });
/** `YYYY-MM-DD`. */
export const Day = Type.String({ format: 'date' });
/** Wall-clock time in the institution's zone, `HH:MM`. */
export const Clock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
/** `schema` or null. */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** A page of a list; `next` is the cursor to ask for the following page with, null on the last one. */
export const Page = <T extends TSchema>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Nullable(Type.String()) });
/** A list that is always whole. */
export const Items = <T extends TSchema>(item: T) => Type.Object({ items: Type.Array(item) });

/** RFC 9457. Domains may add members of their own beside these. */
export const ProblemBody = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.Optional(Type.String()),
    errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }))),
  },
  { additionalProperties: true },
);
export type ProblemBody = Static<typeof ProblemBody>;

export const IdParams = Type.Object({ id: Id });
export const Nothing = Type.Null({ description: 'No content' });

export const Role = Type.Union([Type.Literal('student'), Type.Literal('faculty'), Type.Literal('admin')]);
export type Role = Static<typeof Role>;

/** What every list query understands. */
export const PageQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
});
