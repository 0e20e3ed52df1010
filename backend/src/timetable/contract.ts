import { Type, type Static } from 'typebox';
import { Clock, Day, Id, Instant, Items, Nullable } from '#platform/contract';

const Person = Type.Object({ id: Id, full_name: Type.String() });
const Named = Type.Object({ id: Id, name: Type.String() });
const Course = Type.Object({ id: Id, code: Type.String(), title: Type.String() });

/** Monday 1 … Sunday 7 (ISO 8601). */
export const DayOfWeek = Type.Integer({ minimum: 1, maximum: 7 });
/** Odd and even count the semester's weeks from 1. */
export const Weeks = Type.Union([Type.Literal('all'), Type.Literal('odd'), Type.Literal('even')]);
export type Weeks = Static<typeof Weeks>;

/** A weekly slot of a course, in the institution's wall-clock time. */
export const Entry = Type.Object({
  id: Id,
  course_id: Id,
  course: Course,
  day_of_week: DayOfWeek,
  starts_at: Clock,
  ends_at: Clock,
  room_id: Nullable(Id),
  room: Nullable(Named),
  weeks: Weeks,
  starts_on: Day,
  ends_on: Day,
  instructor: Nullable(Person),
  classes: Type.Array(Named),
  /** `Tuesdays 10:00–11:30, all weeks` */
  when: Type.String(),
});
export type Entry = Static<typeof Entry>;

/** What was saved, and what the admin should know about it though it is allowed. */
export const SavedEntry = Type.Intersect([Entry, Type.Object({ warnings: Type.Array(Type.String()) })]);
export type SavedEntry = Static<typeof SavedEntry>;

export const NewEntry = Type.Object({
  course_id: Id,
  day_of_week: DayOfWeek,
  starts_at: Clock,
  ends_at: Clock,
  room_id: Type.Optional(Nullable(Id)),
  weeks: Type.Optional(Weeks),
  /** The semester's first and last day when left out or null. */
  starts_on: Type.Optional(Nullable(Day)),
  ends_on: Type.Optional(Nullable(Day)),
});
export type NewEntry = Static<typeof NewEntry>;

export const EntryChange = Type.Partial(NewEntry);
export type EntryChange = Static<typeof EntryChange>;

export const EntriesQuery = Type.Object({
  semester_id: Type.Optional(Id),
  course_id: Type.Optional(Id),
  room_id: Type.Optional(Id),
  class_id: Type.Optional(Id),
  instructor_id: Type.Optional(Id),
});
export type EntriesQuery = Static<typeof EntriesQuery>;

/** One reason of a `timetable-conflict`: whose time it is, the entry that has it, and its first dates. */
export const Conflict = Type.Object({
  with: Type.Union([Type.Literal('room'), Type.Literal('instructor'), Type.Literal('class')]),
  entry: Entry,
  occurrences: Type.Array(Instant),
});
export type Conflict = Static<typeof Conflict>;

export const Occurrence = Type.Object({
  entry_id: Id,
  occurrence_id: Id,
  course: Course,
  room: Nullable(Named),
  instructor: Nullable(Person),
  class_ids: Type.Array(Id),
  starts_at: Instant,
  ends_at: Instant,
  status: Type.Union([Type.Literal('planned'), Type.Literal('moved'), Type.Literal('cancelled')]),
  meeting_id: Nullable(Id),
});
export type Occurrence = Static<typeof Occurrence>;

export const TimetableQuery = Type.Object({
  from: Day,
  to: Day,
  class_id: Type.Optional(Id),
  room_id: Type.Optional(Id),
  instructor_id: Type.Optional(Id),
  course_id: Type.Optional(Id),
});
export type TimetableQuery = Static<typeof TimetableQuery>;

export const Timetable = Type.Object({
  items: Type.Array(Occurrence),
  /** The institution's zone, in which days and weekly times are meant. */
  time_zone: Type.String(),
  /** Says what to do when nothing can be shown. */
  hint: Type.Optional(Type.String()),
});
export type Timetable = Static<typeof Timetable>;

export const SuggestionsQuery = Type.Object({
  course_id: Id,
  day_of_week: DayOfWeek,
  starts_at: Clock,
  ends_at: Clock,
  room_id: Type.Optional(Id),
  weeks: Type.Optional(Weeks),
  starts_on: Type.Optional(Day),
  ends_on: Type.Optional(Day),
  /** The entry that is to be moved: its own time counts as free. */
  entry_id: Type.Optional(Id),
});
export type SuggestionsQuery = Static<typeof SuggestionsQuery>;

/** A free slot: another room at the same time, or another time. */
export const Suggestion = Type.Object({
  day_of_week: DayOfWeek,
  starts_at: Clock,
  ends_at: Clock,
  room: Nullable(Type.Object({ id: Id, name: Type.String(), capacity: Type.Integer() })),
  /** `Room C` or `Thursday 08:00` */
  title: Type.String(),
  /** `same time, 100 seats for 55` */
  detail: Type.String(),
});
export type Suggestion = Static<typeof Suggestion>;
export const Suggestions = Items(Suggestion);
export const Entries = Items(Entry);

/** What the notifications socket says of a course whose timetable has changed. */
export interface TimetableFromServer {
  type: 'timetable';
  course_id: number;
}
