import type { Random } from './random.ts';
import { FIRST_NAMES, LAST_NAMES, LECTURERS, NIGHT_OWLS } from './names.ts';

export const DEMO_PASSWORD = 'course-organizer';
export const DEMO_ACCOUNTS = {
  student: 'student@demo.test',
  'student 2': 'student2@demo.test',
  lecturer: 'lecturer@demo.test',
  admin: 'admin@demo.test',
};

export interface Person {
  id: number;
  email: string;
  full_name: string;
  role: 'student' | 'faculty' | 'admin';
}

/** Ids follow `lastId`: the lecturers, the administrator, then the students, the study group's members in front. */
export function makePeople(random: Random, students: number, lastId: number) {
  const used = new Set<string>();
  const address = (full_name: string, domain: string) => {
    const local = full_name
      .replace(/^(Dr|Prof\.|Mr|Ms|Eng\.) /, '')
      .toLowerCase()
      .replaceAll(' ', '.');
    let email = `${local}@${domain}`;
    for (let n = 2; used.has(email); n += 1) email = `${local}${n}@${domain}`;
    used.add(email);
    return email;
  };
  let id = lastId;
  const person = (full_name: string, role: Person['role'], email?: string): Person => ({
    id: (id += 1),
    full_name,
    role,
    email: email ?? address(full_name, role === 'student' ? 'students.demo.test' : 'demo.test'),
  });
  const lecturers = LECTURERS.map((name, index) =>
    person(name, 'faculty', index === 0 ? DEMO_ACCOUNTS.lecturer : undefined),
  );
  const admin = person('Grace Nyambura', 'admin', DEMO_ACCOUNTS.admin);
  const fixed = [DEMO_ACCOUNTS.student, DEMO_ACCOUNTS['student 2']];
  const known = new Set<string>(NIGHT_OWLS);
  return {
    lecturers,
    admin,
    students: Array.from({ length: Math.max(students, NIGHT_OWLS.length) }, (_, index) =>
      person(NIGHT_OWLS[index] ?? newName(random, known), 'student', fixed[index]),
    ),
  };
}

function newName(random: Random, known: Set<string>): string {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const name = `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`;
    if (known.has(name)) continue;
    known.add(name);
    return name;
  }
  return `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}-${random.pick(LAST_NAMES)}`;
}
