import { type course_api_course, type course_api_courseclass } from '#courses/tables';
import { type directory_academicyear, type directory_semester } from '#directory/tables';
import { type school_class, type school_classmembership, type school_room } from '#school/tables';
import { type course_api_timetableentry } from '#timetable/tables';
import { academicYears, addDays } from './calendar.ts';
import { PERIODS, readInstance, readPlacement } from './faculty.ts';
import { CLASSES, COURSES, DEPARTMENTS, ROOMS } from './names.ts';
import type { makePeople, Person } from './people.ts';

type Row<T extends { $inferInsert: object }> = T['$inferInsert'];
const SHARES = Object.values(CLASSES).reduce((sum, [, , , share]) => sum + share, 0);

/**
 * Every row of the school: years, departments, rooms, classes, courses and the timetable. Enrolments follow from the
 * classes, by the database. Ids count from 1 in the instance's order.
 */
export function planSchool(people: ReturnType<typeof makePeople>, today: string) {
  const instance = readInstance();
  const courseId = idsOf(instance.courses);
  const roomId = idsOf(instance.rooms);
  const classId = idsOf(instance.curricula);
  const departmentId = idsOf(DEPARTMENTS.map(([id]) => ({ id })));
  const calendar = planCalendar(today);
  const classes = dealStudents(people.students, instance.curricula);
  const members = (course: string) =>
    instance.curricula
      .filter((one) => one.courses.includes(course))
      .flatMap((one) => classes.get(one.id) ?? []);
  const lecturerOf = (teacher: string) => people.lecturers[Number(teacher.slice(1))]?.id ?? null;

  return {
    calendar,
    courseId,
    members,
    departments: DEPARTMENTS.map(([code, name], index) => ({ id: index + 1, code, name })),
    rooms: instance.rooms.map(({ id, capacity }): Row<typeof school_room> & { id: number } => {
      const [name = id, building = ''] = ROOMS[id] ?? [];
      return { id: roomId(id), name, building, capacity };
    }),
    classes: instance.curricula.map(({ id }): Row<typeof school_class> & { id: number } => {
      const [name = id, department = '', intake_year = null] = CLASSES[id] ?? [];
      return { id: classId(id), name, department_id: departmentId(department), intake_year };
    }),
    memberships: instance.curricula.flatMap(({ id }): Row<typeof school_classmembership>[] =>
      (classes.get(id) ?? []).map((student) => ({ class_id: classId(id), user_id: student.id })),
    ),
    courses: instance.courses.map(({ id, teacher }): Row<typeof course_api_course> & { id: number } => {
      const [code = id, title = id, description = ''] = COURSES[id] ?? [];
      const owner = instance.curricula.find((one) => one.courses.includes(id));
      const department = owner && CLASSES[owner.id]?.[1];
      const department_id = department ? departmentId(department) : null;
      const instructor_id = lecturerOf(teacher);
      return {
        id: courseId(id),
        code,
        title,
        description,
        semester_id: calendar.current.id,
        department_id,
        instructor_id,
      };
    }),
    courseClasses: instance.curricula.flatMap(({ id, courses }): Row<typeof course_api_courseclass>[] =>
      courses.map((course) => ({ class_id: classId(id), course_id: courseId(course) })),
    ),
    entries: readPlacement().map((lecture, index): Row<typeof course_api_timetableentry> & { id: number } => {
      const [starts_at = '', ends_at = ''] = PERIODS[lecture.period] ?? [];
      return {
        id: index + 1,
        course_id: courseId(lecture.course),
        room_id: roomId(lecture.room),
        day_of_week: lecture.day + 1,
        starts_at,
        ends_at,
        starts_on: calendar.current.starts_on,
        ends_on: calendar.current.ends_on,
      };
    }),
  };
}
export type School = ReturnType<typeof planSchool>;

function idsOf(list: { id: string }[]) {
  const ids = new Map(list.map(({ id }, index) => [id, index + 1]));
  return (id: string) => {
    const found = ids.get(id);
    if (!found) throw new Error(`the demo data names ${id}, which does not exist`);
    return found;
  };
}

/** Two weeks after its end a semester is closed, so the demo has some that can only be read. */
function planCalendar(today: string) {
  const plan = academicYears(today);
  const years: (Row<typeof directory_academicyear> & { id: number })[] = [];
  const semesters: (Row<typeof directory_semester> & { id: number })[] = [];
  for (const { semesters: inYear, ...year } of plan) {
    years.push({ id: years.length + 1, ...year });
    for (const semester of inYear) {
      const over = addDays(semester.ends_on, 14);
      const closed_at = over < today ? `${over}T12:00:00Z` : null;
      semesters.push({ id: semesters.length + 1, academic_year_id: years.length, ...semester, closed_at });
    }
  }
  const current = semesters.find((semester) => semester.is_current);
  if (!current) throw new Error('the demo calendar has no current semester');
  return { years, semesters, current };
}

/** Each class gets its share; the members of the first study group are all in the first class. */
function dealStudents(students: Person[], curricula: { id: string }[]) {
  const classes = new Map<string, Person[]>();
  let from = 0;
  let shares = 0;
  for (const { id } of curricula) {
    shares += CLASSES[id]?.[3] ?? 0;
    const to = Math.round((shares / SHARES) * students.length);
    classes.set(id, students.slice(from, to));
    from = to;
  }
  return classes;
}
