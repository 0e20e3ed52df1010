import { sql } from 'drizzle-orm';
import { bigint, customType } from 'drizzle-orm/pg-core';

/** Primary key: a `bigint` identity, a number on the wire. */
export const id = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();

/** A reference to another row's `id()`. */
export const ref = () => bigint({ mode: 'number' });

/** `timestamptz` that is one ISO 8601 string in UTC everywhere in the program, so no mapper stands between row and wire. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp with time zone',
  fromDriver: (value) => new Date(value).toISOString(),
});

/** `instant` of the row's birth, set by the database. */
export const createdAt = () =>
  instant()
    .notNull()
    .default(sql`now()`);

/** A day without time, `YYYY-MM-DD`. */
export const day = customType<{ data: string; driverData: string }>({ dataType: () => 'date' });

/** Wall-clock time in the institution's zone, `HH:MM`. */
export const clock = customType<{ data: string; driverData: string }>({
  dataType: () => 'time',
  fromDriver: (value) => value.slice(0, 5),
});

/** Text that compares without regard to case (extension citext). */
export const citext = customType<{ data: string }>({ dataType: () => 'citext' });

export const tstzrange = customType<{ data: string }>({ dataType: () => 'tstzrange' });
