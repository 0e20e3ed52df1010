import { boolean, index, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { directory_semester, directory_user } from '#directory/tables';
import { createdAt, id, ref } from '#platform/columns';
import { school_class, school_department } from '#school/tables';

export const course_api_course = pgTable(
  'course_api_course',
  {
    id: id(),
    code: text().notNull(),
    title: text().notNull(),
    description: text().notNull().default(''),
    semester_id: ref()
      .notNull()
      .references(() => directory_semester.id),
    department_id: ref().references(() => school_department.id),
    instructor_id: ref().references(() => directory_user.id),
    created_at: createdAt(),
  },
  (table) => [
    unique('course_api_course_code').on(table.semester_id, table.code),
    index('course_api_course_instructor').on(table.instructor_id),
  ],
);

/** The classes that take the course together; a class takes many courses. */
export const course_api_courseclass = pgTable(
  'course_api_courseclass',
  {
    course_id: ref()
      .notNull()
      .references(() => course_api_course.id, { onDelete: 'cascade' }),
    class_id: ref()
      .notNull()
      .references(() => school_class.id),
  },
  (table) => [
    primaryKey({ columns: [table.course_id, table.class_id] }),
    index('course_api_courseclass_class').on(table.class_id),
  ],
);

/** Who takes the course. Rows of whole classes are kept by triggers on `course_api_courseclass` and `school_classmembership`. */
export const course_api_enrolment = pgTable(
  'course_api_enrolment',
  {
    course_id: ref()
      .notNull()
      .references(() => course_api_course.id, { onDelete: 'cascade' }),
    user_id: ref()
      .notNull()
      .references(() => directory_user.id, { onDelete: 'cascade' }),
    /** Only through a class of the course: the row goes when the person leaves the class or the class the course. */
    by_class: boolean().notNull().default(false),
    created_at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.course_id, table.user_id] }),
    index('course_api_enrolment_user').on(table.user_id),
  ],
);
