import type { Overview } from '@api/overview';
import type { Params } from '@angular/router';

/** Something that only an administrator can put right. */
export interface Task {
  /** "3 courses have no lecturer" */
  readonly text: string;
  readonly action: string;
  readonly link: readonly unknown[];
}

export interface Figure {
  readonly count: number;
  readonly name: string;
  readonly link: string;
  readonly query?: Params;
}

const some = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

/** What waits, the most urgent first: without a lecturer nobody starts a lecture, without a room nobody finds it. */
export function tasksOf(overview: Overview | undefined): readonly Task[] {
  if (!overview) return [];
  const { courses_without_lecturer, slots_without_room, classes_without_students } = overview.waiting;
  const [course] = courses_without_lecturer.items;
  const [slot] = slots_without_room.items;
  const tasks: Task[] = [];
  if (course)
    tasks.push({
      text: `${some(courses_without_lecturer.count, 'course has', 'courses have')} no lecturer`,
      action: 'Name a lecturer',
      link: ['/courses', course.id],
    });
  if (slot)
    tasks.push({
      text: `${some(slots_without_room.count, 'weekly class has', 'weekly classes have')} no room`,
      action: 'Find a room',
      link: ['/timetable'],
    });
  if (classes_without_students.count > 0)
    tasks.push({
      text: `${some(classes_without_students.count, 'class has', 'classes have')} no students`,
      action: 'Add students',
      link: ['/admin/classes'],
    });
  return tasks;
}

export function figuresOf(overview: Overview | undefined): readonly Figure[] {
  if (!overview) return [];
  const { counts } = overview;
  return [
    { count: counts.students, name: 'Students', link: '/admin/users', query: { role: 'student' } },
    { count: counts.lecturers, name: 'Lecturers', link: '/admin/users', query: { role: 'faculty' } },
    { count: counts.courses, name: 'Courses this semester', link: '/courses' },
    { count: counts.classes, name: 'Classes', link: '/admin/classes' },
    { count: counts.rooms, name: 'Rooms', link: '/admin/rooms' },
    { count: counts.study_groups, name: 'Study groups', link: '/study-groups' },
    { count: counts.live_meetings, name: 'Calls live now', link: '/meetings' },
    { count: counts.messages_last_day, name: 'Messages in the last 24 h', link: '/study-groups' },
  ];
}
