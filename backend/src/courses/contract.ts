import { Type, type Static } from 'typebox';
import { Clock, Id, Instant, Nullable, Page } from '#platform/contract';

const Named = Type.Object({ id: Id, name: Type.String() });

/** One weekly slot of a course, in the institution's wall-clock time; Monday is 1. */
export const TimetableSlot = Type.Object({
  id: Id,
  day_of_week: Type.Integer({ minimum: 1, maximum: 7 }),
  starts_at: Clock,
  ends_at: Clock,
  room: Nullable(Named),
});
export type TimetableSlot = Static<typeof TimetableSlot>;

const course = {
  id: Id,
  code: Type.String(),
  title: Type.String(),
  description: Type.String(),
  instructor: Nullable(Type.Object({ id: Id, full_name: Type.String() })),
  semester_id: Id,
  class_ids: Type.Array(Id),
  timetable: Type.Array(TimetableSlot),
};
export const Course = Type.Object(course);
export type Course = Static<typeof Course>;

export const CourseDetail = Type.Object({
  ...course,
  department: Nullable(Named),
  classes: Type.Array(Named),
  semester: Type.Object({
    id: Id,
    name: Type.String(),
    academic_year: Type.String(),
    is_current: Type.Boolean(),
    /** From then on nothing of the course can be changed. */
    closed_at: Nullable(Instant),
  }),
  member_count: Type.Integer(),
  /** How I am enrolled; null when I am not. `class` goes with my class and cannot be left alone. */
  my_enrolment: Nullable(Type.Union([Type.Literal('class'), Type.Literal('own')])),
  may_edit: Type.Boolean(),
  /** Instructor and classes are named by administrators. */
  may_assign: Type.Boolean(),
});
export type CourseDetail = Static<typeof CourseDetail>;

/** What is written must hold at least one visible character. */
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const ClassIds = Type.Array(Id, { maxItems: 100 });
const written = {
  code: text(40),
  title: text(200),
  description: Type.Optional(Type.String({ maxLength: 10_000 })),
  department_id: Type.Optional(Nullable(Id)),
  instructor_id: Type.Optional(Nullable(Id)),
  class_ids: Type.Optional(ClassIds),
};
export const NewCourse = Type.Object({ ...written, semester_id: Type.Optional(Id) });
export type NewCourse = Static<typeof NewCourse>;
/** A course stays in its semester: its slots are dates of it. */
export const CourseChange = Type.Partial(Type.Object(written));
export type CourseChange = Static<typeof CourseChange>;

export const CourseQuery = Type.Object({
  /** `all` shows a lecturer every course, not only their own. */
  scope: Type.Optional(Type.Union([Type.Literal('mine'), Type.Literal('all')])),
  /** Every semester that is not closed when left out. */
  semester_id: Type.Optional(Id),
  q: Type.Optional(Type.String({ maxLength: 100 })),
});
export type CourseQuery = Static<typeof CourseQuery>;

export const Enrolment = Type.Object({
  user_id: Id,
  full_name: Type.String(),
  avatar_url: Nullable(Type.String()),
  /** This and what follows: only for those who run the course. */
  email: Type.Optional(Type.String()),
  by_class: Type.Optional(Type.Boolean()),
  classes: Type.Optional(Type.Array(Type.String())),
  enrolled_at: Type.Optional(Instant),
});
export type Enrolment = Static<typeof Enrolment>;
export const EnrolmentPage = Page(Enrolment);

/** One of the three. A class is enrolled as it is today; `class_ids` of the course follows it from then on. */
export const EnrolmentTarget = Type.Object({
  user_id: Type.Optional(Id),
  user_ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 1000 })),
  class_id: Type.Optional(Id),
});
export type EnrolmentTarget = Static<typeof EnrolmentTarget>;
export const EnrolmentResult = Type.Object({
  /** Those for whom something changed. */
  changed: Type.Integer(),
  unchanged: Type.Integer(),
});
export type EnrolmentResult = Static<typeof EnrolmentResult>;
