import { Type, type Static } from 'typebox';
import { Clock, Id } from '#platform/contract';

/** How many wait, and the first few of them. */
const Waiting = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object({ count: Type.Integer(), items: Type.Array(item) });
const CourseName = Type.Object({ id: Id, code: Type.String(), title: Type.String() });

/** What an administrator looks at first: how large the house is, and what waits for them. Courses are those of the current semester. */
export const Overview = Type.Object({
  counts: Type.Object({
    students: Type.Integer(),
    lecturers: Type.Integer(),
    courses: Type.Integer(),
    classes: Type.Integer(),
    rooms: Type.Integer(),
    study_groups: Type.Integer(),
    live_meetings: Type.Integer(),
    messages_last_day: Type.Integer(),
  }),
  waiting: Type.Object({
    courses_without_lecturer: Waiting(CourseName),
    classes_without_students: Waiting(Type.Object({ id: Id, name: Type.String() })),
    slots_without_room: Waiting(
      Type.Object({
        id: Id,
        course: CourseName,
        day_of_week: Type.Integer(),
        starts_at: Clock,
        ends_at: Clock,
      }),
    ),
  }),
});
export type Overview = Static<typeof Overview>;
