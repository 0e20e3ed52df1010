import { Person } from '#directory/contract';
import { Type, type Static } from 'typebox';
import { Id, Instant, Nullable } from '#platform/contract';

const Name = Type.String({ minLength: 1, maxLength: 80 });

export const NewDepartment = Type.Object({ name: Name, code: Type.String({ minLength: 1, maxLength: 12 }) });
export type NewDepartment = Static<typeof NewDepartment>;
export const DepartmentPatch = Type.Partial(NewDepartment);
export type DepartmentPatch = Static<typeof DepartmentPatch>;
export const Department = Type.Object({
  id: Id,
  name: Type.String(),
  /** Short form, e.g. `CS`. */
  code: Type.String(),
  class_count: Type.Integer(),
});
export type Department = Static<typeof Department>;

export const NewClass = Type.Object({
  name: Name,
  department_id: Type.Optional(Nullable(Id)),
  intake_year: Type.Optional(Nullable(Type.Integer({ minimum: 1900, maximum: 2200 }))),
});
export type NewClass = Static<typeof NewClass>;
export const ClassPatch = Type.Partial(NewClass);
export type ClassPatch = Static<typeof ClassPatch>;
/** The students who began together and share a timetable, e.g. `CS-2021`. */
export const SchoolClass = Type.Object({
  id: Id,
  name: Type.String(),
  department: Nullable(Type.Object({ id: Id, name: Type.String(), code: Type.String() })),
  intake_year: Nullable(Type.Integer()),
  student_count: Type.Integer(),
});
export type SchoolClass = Static<typeof SchoolClass>;

export const ClassStudent = Type.Object({ ...Person.properties, since: Instant });
export type ClassStudent = Static<typeof ClassStudent>;
export const AddStudents = Type.Object({ user_ids: Type.Array(Id, { minItems: 1, maxItems: 500 }) });
const ClassName = Type.Object({ id: Id, name: Type.String() });
/** A student is in one class: whoever was in another one has left it, and `moved` says which. */
export const AddedStudents = Type.Object({
  added: Type.Integer(),
  moved: Type.Array(Type.Object({ user_id: Id, from: ClassName })),
});
export type AddedStudents = Static<typeof AddedStudents>;
export const Membership = Type.Object({ user_id: Id, class: ClassName });
export type Membership = Static<typeof Membership>;

const Capacity = Type.Integer({ minimum: 1, maximum: 100_000 });
export const NewRoom = Type.Object({
  name: Name,
  building: Type.Optional(Type.String({ maxLength: 80 })),
  /** Places. */
  capacity: Capacity,
});
export type NewRoom = Static<typeof NewRoom>;
export const RoomPatch = Type.Partial(NewRoom);
export type RoomPatch = Static<typeof RoomPatch>;
export const Room = Type.Object({
  id: Id,
  name: Type.String(),
  building: Type.String(),
  capacity: Type.Integer(),
});
export type Room = Static<typeof Room>;
