import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { course_api_course, course_api_enrolment } from '#courses/tables';
import { directory_semester, directory_user } from '#directory/tables';
import { dayIn } from '#demo/calendar';
import { course_api_meeting } from '#meetings/tables';
import { school_class, school_classmembership, school_room } from '#school/tables';
import {
  course_api_groupmessage,
  course_api_studygroup,
  course_api_studygroupmembership,
} from '#study-groups/tables';
import { as, testApp } from '#test/app';
import { makeStudent } from '#test/make';
import { course_api_timetableclaim, course_api_timetableentry } from '#timetable/tables';
import { academicYears, instantIn } from './calendar.ts';
import { readInstance, readPlacement } from './faculty.ts';
import { isEmpty } from './first-start.ts';
import { loadDemo } from './load.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './people.ts';

const app = await testApp();
const zone = app.settings.time_zone;
afterAll(() => app.close());
beforeAll(() => loadDemo(app.db, { zone }).then(() => {}));

const count = async (table: Parameters<typeof app.db.$count>[0]) => app.db.$count(table);

test('the placement of the instance breaks none of its hard rules', () => {
  const { courses, curricula, unavailable } = readInstance();
  const lectures = readPlacement();
  const teacherOf = new Map(courses.map((course) => [course.id, course.teacher]));
  const together = (a: string, b: string) =>
    a === b ||
    teacherOf.get(a) === teacherOf.get(b) ||
    curricula.some((one) => one.courses.includes(a) && one.courses.includes(b));
  for (const { id, lectures: wanted } of courses)
    expect(lectures.filter((lecture) => lecture.course === id)).toHaveLength(wanted);
  const clashes = lectures.flatMap((one, index) =>
    lectures
      .slice(index + 1)
      .filter((other) => other.day === one.day && other.period === one.period)
      .filter((other) => other.room === one.room || together(one.course, other.course)),
  );
  const impossible = lectures.filter((lecture) =>
    unavailable.some(
      ({ course, day, period }) =>
        course === lecture.course && day === lecture.day && period === lecture.period,
    ),
  );
  expect({ clashes, impossible }).toEqual({ clashes: [], impossible: [] });
});

test('the demo is the faculty of the instance', async () => {
  expect(await count(course_api_course)).toBe(30);
  expect(await count(school_room)).toBe(6);
  expect(await count(school_class)).toBe(14);
  expect(await count(course_api_timetableentry)).toBe(160);
  expect(await app.db.$count(directory_user, eq(directory_user.role, 'faculty'))).toBe(24);
  expect(await app.db.$count(directory_user, eq(directory_user.role, 'student'))).toBe(160);
});

test('every class of the demo has 8 to 14 students', async () => {
  const { rows } = await app.db.execute<{ size: number }>(
    sql`select count(*) as size from ${school_classmembership} group by class_id`,
  );
  const sizes = rows.map((row) => Number(row.size));
  expect(sizes).toHaveLength(14);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(8);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(14);
});

test('every lecture of the demo stands in the timetable and holds its room', async () => {
  expect(await count(course_api_timetableclaim)).toBeGreaterThan(160 * 14 * 2);
});

test.each(Object.values(DEMO_ACCOUNTS))('%s signs in with the password of the demo', async (email) => {
  const { status } = await as(app).post('/api/auth/login', { email, password: DEMO_PASSWORD });
  expect(status).toBe(200);
});

const signIn = async (email: string) => {
  const { body } = await as(app).post('/api/auth/login', { email, password: DEMO_PASSWORD });
  return { id: body.user.id, token: body.token };
};

test('both students of the demo are in course 1 and in study group 1', async () => {
  for (const email of [DEMO_ACCOUNTS.student, DEMO_ACCOUNTS['student 2']]) {
    const { id } = await signIn(email);
    const enrolled = await app.db
      .select()
      .from(course_api_enrolment)
      .where(eq(course_api_enrolment.user_id, id));
    expect(enrolled.map((row) => row.course_id)).toContain(1);
    const memberships = await app.db
      .select()
      .from(course_api_studygroupmembership)
      .where(eq(course_api_studygroupmembership.user_id, id));
    expect(memberships.map((row) => row.group_id)).toContain(1);
  }
});

test('the lecturer of the demo teaches course 1', async () => {
  const { id } = await signIn(DEMO_ACCOUNTS.lecturer);
  const [course] = await app.db.select().from(course_api_course).where(eq(course_api_course.id, 1));
  expect(course?.instructor_id).toBe(id);
});

test('today lies in week 9 of the current semester', async () => {
  const [semester] = await app.db
    .select()
    .from(directory_semester)
    .where(eq(directory_semester.is_current, true));
  const days = Date.parse(dayIn(zone, new Date())) - Date.parse(semester?.starts_on ?? '');
  expect(Math.floor(days / (7 * 86_400_000)) + 1).toBe(9);
});

test.each(['2026-03-17', '2026-06-30', '2026-11-22', '2027-01-01', '2028-02-29'])(
  'the calendar around %s has one current semester, and no two semesters overlap',
  (today) => {
    const years = academicYears(today);
    const semesters = years.flatMap((year) => year.semesters);
    const current = semesters.filter((semester) => semester.is_current);
    expect(current).toHaveLength(1);
    expect(current[0]?.starts_on.localeCompare(today)).toBe(-1);
    expect(current[0]?.ends_on.localeCompare(today)).toBe(1);
    for (const [index, semester] of semesters.entries())
      expect(semester.starts_on > (semesters[index - 1]?.ends_on ?? '')).toBe(true);
  },
);

test('a clock on the wall is an instant in the zone of the institution', () => {
  expect(instantIn('Africa/Nairobi', '2026-03-17', '08:00')).toBe('2026-03-17T05:00:00.000Z');
});

test('the history of every study group has no gaps', async () => {
  const groups = await app.db.select().from(course_api_studygroup);
  expect(groups.length).toBeGreaterThanOrEqual(20);
  for (const group of groups) {
    const messages = await app.db
      .select()
      .from(course_api_groupmessage)
      .where(eq(course_api_groupmessage.group_id, group.id))
      .orderBy(course_api_groupmessage.seq);
    expect(messages.length, group.name).toBeGreaterThan(0);
    let next = 1;
    for (const message of messages) {
      expect(message.seq).toBe(next);
      next = message.changed_seq + 1;
    }
    expect(group.last_seq).toBe(next - 1);
    expect(Date.parse(messages.at(-1)?.created_at ?? '')).toBeLessThan(Date.now());
  }
});

test('an answer of the first study group answers what it is about', async () => {
  const rows = await app.db
    .select()
    .from(course_api_groupmessage)
    .where(eq(course_api_groupmessage.group_id, 1))
    .orderBy(course_api_groupmessage.seq);
  const bodyOf = (id: number | null) => rows.find((row) => row.id === id)?.body ?? '';
  const answers = rows.filter((row) => row.reply_to);
  const found = (text: string) => bodyOf(answers.find((row) => row.body.startsWith(text))?.reply_to ?? null);
  expect(found('You can merge in place')).toContain('merge sort');
  expect(found('Expected linear')).toContain('has_pair');
  expect(found('Compare with the')).toContain('heap');
  expect(found('Because you drew')).toContain('AVL, why me');
  expect(found('Fibonacci trees')).toContain('proof for the height');
  expect(found('Yes, but update')).toContain('rotate_left');
});

test('there are meetings that are over, live and to come', async () => {
  const rows = await app.db.select().from(course_api_meeting);
  expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['ended', 'live', 'scheduled']));
  for (const row of rows)
    if (row.state === 'scheduled') expect(Date.parse(row.starts_at)).toBeGreaterThan(Date.now());
});

test('what is made after the demo gets new ids', async () => {
  expect((await makeStudent(app)).id).toBeGreaterThan(185);
  expect(await isEmpty(app.db)).toBe(false);
});
