import { randomUUID } from 'node:crypto';
import { course_api_course, course_api_courseclass, course_api_enrolment } from '#courses/tables';
import { directory_academicyear, directory_semester, directory_user } from '#directory/tables';
import { course_api_meeting } from '#meetings/tables';
import type { Role } from '#platform/contract';
import type { App } from '#platform/server';
import { school_class, school_classmembership, school_department, school_room } from '#school/tables';
import { readDraft } from '../src/study-groups/chat.ts';
import { course_api_studygroup, course_api_studygroupmembership } from '#study-groups/tables';
import type { SignedIn } from './app.ts';

/** Names that no other test uses. */
export const unique = (word: string) => `${word}-${randomUUID().slice(0, 8)}`;

type User = typeof directory_user.$inferSelect;
type Values<T extends { $inferInsert: object }> = Partial<T['$inferInsert']>;

/** A person who is signed in. */
export async function makeUser(
  app: App,
  values: Values<typeof directory_user> = {},
): Promise<User & SignedIn> {
  const [user] = await app.db
    .insert(directory_user)
    .values({
      email: `${unique('person')}@example.test`,
      full_name: 'Achieng Odhiambo',
      role: 'student',
      ...values,
    })
    .returning();
  if (!user) throw new Error('no user');
  return { ...user, token: await app.sessions.start(user.id, { user_agent: 'test', ip: '127.0.0.1' }) };
}
export const makeStudent = (app: App, values: Values<typeof directory_user> = {}) =>
  makeUser(app, { ...values, role: 'student' });
export const makeLecturer = (app: App, values: Values<typeof directory_user> = {}) =>
  makeUser(app, { full_name: 'Dr Wanjiku Kamau', ...values, role: 'faculty' });
export const makeAdmin = (app: App, values: Values<typeof directory_user> = {}) =>
  makeUser(app, { full_name: 'Otieno Okoth', ...values, role: 'admin' });
export const makePeople = async <R extends Role>(app: App, ...roles: R[]) =>
  Promise.all(roles.map((role) => makeUser(app, { role })));

/** A semester, 14 weeks around today unless told; not the current one, so that tests do not meet. */
export async function makeSemester(app: App, values: Values<typeof directory_semester> = {}) {
  const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const [year] = await app.db
    .insert(directory_academicyear)
    .values({ name: unique('2025/2026'), starts_on: dayFromNow(-200), ends_on: dayFromNow(200) })
    .returning();
  const [semester] = await app.db
    .insert(directory_semester)
    .values({
      academic_year_id: year?.id ?? 0,
      name: '1',
      starts_on: dayFromNow(-28),
      ends_on: dayFromNow(70),
      ...values,
    })
    .returning();
  if (!semester) throw new Error('no semester');
  return semester;
}

export async function makeClass(app: App, students: { id: number }[] = []) {
  const [department] = await app.db
    .insert(school_department)
    .values({ name: unique('Computer Science'), code: unique('CS') })
    .returning();
  const [made] = await app.db
    .insert(school_class)
    .values({ name: unique('CS-2021'), department_id: department?.id ?? null, intake_year: 2021 })
    .returning();
  if (!made) throw new Error('no class');
  for (const student of students)
    await app.db.insert(school_classmembership).values({ class_id: made.id, user_id: student.id });
  return made;
}

export async function makeRoom(app: App, values: Values<typeof school_room> = {}) {
  const [room] = await app.db
    .insert(school_room)
    .values({ name: unique('Room B'), capacity: 60, ...values })
    .returning();
  if (!room) throw new Error('no room');
  return room;
}

/** A course with its instructor, its classes (their students come with them) and students of its own. */
export async function makeCourse(
  app: App,
  given: Values<typeof course_api_course> & { classes?: { id: number }[]; students?: { id: number }[] } = {},
) {
  const { classes = [], students = [], ...values } = given;
  const semester_id = values.semester_id ?? (await makeSemester(app)).id;
  const [course] = await app.db
    .insert(course_api_course)
    .values({ code: unique('CSC 221'), title: 'Data Structures and Algorithms', ...values, semester_id })
    .returning();
  if (!course) throw new Error('no course');
  for (const one of classes)
    await app.db.insert(course_api_courseclass).values({ course_id: course.id, class_id: one.id });
  for (const one of students)
    await app.db
      .insert(course_api_enrolment)
      .values({ course_id: course.id, user_id: one.id })
      .onConflictDoUpdate({
        target: [course_api_enrolment.course_id, course_api_enrolment.user_id],
        set: { by_class: false },
      });
  return course;
}

/** A study group with its owner (a new student unless given) and members, all of them in. */
export async function makeGroup(
  app: App,
  given: Values<typeof course_api_studygroup> & { owner?: { id: number }; members?: { id: number }[] } = {},
) {
  const { owner = await makeStudent(app), members = [], ...values } = given;
  const [group] = await app.db
    .insert(course_api_studygroup)
    .values({
      name: unique('Exam preparation'),
      invite_code: unique('code'),
      ...values,
      owner_id: owner.id,
      member_count: 1 + members.length,
    })
    .returning();
  if (!group) throw new Error('no group');
  await app.db
    .insert(course_api_studygroupmembership)
    .values([
      { group_id: group.id, user_id: owner.id, role: 'owner' },
      ...members.map((one) => ({ group_id: group.id, user_id: one.id })),
    ]);
  return group;
}

/** A message in a group that the sender is in. */
export async function makeMessage(app: App, group: { id: number }, sender: User & SignedIn, body = 'Habari') {
  const actor = { ...sender, session_id: 'test' };
  const posted = await app.groups.post(await readDraft(app.db, actor, group.id, { body }));
  app.groups.posted(posted);
  return posted.message;
}

/** A meeting of a course or a group, an hour long; `from` is when it starts, in minutes from now. */
export async function makeMeeting(
  app: App,
  given: Values<typeof course_api_meeting> & { host_id: number; from?: number },
) {
  const { from = 0, ...values } = given;
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const [meeting] = await app.db
    .insert(course_api_meeting)
    .values({
      title: 'Hash tables',
      kind: values.course_id ? 'lecture' : 'group',
      starts_at: inMinutes(from),
      ends_at: inMinutes(from + 60),
      room: `m-${randomUUID().replaceAll('-', '')}`,
      ...values,
    })
    .returning();
  if (!meeting) throw new Error('no meeting');
  return meeting;
}
