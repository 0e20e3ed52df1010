import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { directory_user } from '#directory/tables';
import { createdAt, id, ref } from '#platform/columns';

export const school_department = pgTable('school_department', {
  id: id(),
  name: text().notNull().unique(),
  /** Short form, e.g. `CS`. */
  code: text().notNull().unique(),
});

export const school_class = pgTable('school_class', {
  id: id(),
  /** e.g. `CS-2021` */
  name: text().notNull().unique(),
  department_id: ref().references(() => school_department.id),
  /** Year of intake. */
  intake_year: integer(),
});

/** A student belongs to a class. */
export const school_classmembership = pgTable(
  'school_classmembership',
  {
    class_id: ref()
      .notNull()
      .references(() => school_class.id, { onDelete: 'cascade' }),
    user_id: ref()
      .notNull()
      .references(() => directory_user.id, { onDelete: 'cascade' }),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.class_id, table.user_id] }),
    index('school_classmembership_user').on(table.user_id),
  ],
);

export const school_room = pgTable('school_room', {
  id: id(),
  name: text().notNull().unique(),
  building: text().notNull().default(''),
  capacity: integer().notNull(),
});
