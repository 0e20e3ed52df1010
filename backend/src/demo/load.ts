import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { getTableName, max, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { course_api_course, course_api_courseclass } from '#courses/tables';
import { directory_academicyear, directory_semester, directory_user } from '#directory/tables';
import { course_api_meeting } from '#meetings/tables';
import type { Db } from '#platform/db';
import { school_class, school_classmembership, school_department, school_room } from '#school/tables';
import {
  course_api_groupmessage,
  course_api_messagereaction,
  course_api_studygroup,
  course_api_studygroupmembership,
} from '#study-groups/tables';
import { materialise } from '#timetable/public';
import { course_api_timetableentry } from '#timetable/tables';
import { dayIn } from './calendar.ts';
import { historyOf, planGroups } from './chat.ts';
import { planMeetings } from './meetings.ts';
import { DEMO_PASSWORD, makePeople, type Person } from './people.ts';
import { seeded, type Random } from './random.ts';
import { planSchool, type School } from './school.ts';

const SEED = 20_260_317;
const ROWS_AT_ONCE = 500;

export interface DemoOptions {
  /** The institution's time zone. */
  zone: string;
  students?: number;
  now?: Date;
}

/** Fills an empty database with the demo faculty; all or nothing. The same options make the same people and places. */
export async function loadDemo(db: Db, { zone, students = 160, now = new Date() }: DemoOptions) {
  const random = seeded(SEED);
  const today = dayIn(zone, now);
  const people = makePeople(random, students, await lastUserId(db));
  const school = planSchool(people, today);
  const chat = planChat(random, school, { today, zone, count: 20 + Math.floor((students - 160) / 40) });
  const groups = chat.groups.map((group) => ({ ...group, course: group.course_id }));
  const meetings = planMeetings(school, { today, zone, now, groups });
  const password_hash = await hash(DEMO_PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  await db.transaction(async (tx) => {
    await fill(tx, directory_user, usersOf(people, { password_hash, zone, now }));
    await fillSchool(tx, school);
    await materialise(
      tx,
      zone,
      school.entries.map((entry) => entry.id),
    );
    await fill(tx, course_api_studygroup, chat.groups);
    await fill(tx, course_api_studygroupmembership, chat.memberships);
    await fill(tx, course_api_groupmessage, chat.messages);
    await fill(tx, course_api_messagereaction, chat.reactions);
    await fill(tx, course_api_meeting, meetings);
  });
  return { students: people.students.length, courses: school.courses.length, messages: chat.messages.length };
}

/** The administrator of ADMIN_PASSWORD may be there already. */
async function lastUserId(db: Db): Promise<number> {
  const [row] = await db.select({ id: max(directory_user.id) }).from(directory_user);
  return row?.id ?? 0;
}

async function fillSchool(tx: Db, school: School) {
  await fill(tx, directory_academicyear, school.calendar.years);
  await fill(tx, directory_semester, school.calendar.semesters);
  await fill(tx, school_department, school.departments);
  await fill(tx, school_room, school.rooms);
  await fill(tx, school_class, school.classes);
  await fill(tx, school_classmembership, school.memberships);
  await fill(tx, course_api_course, school.courses);
  await fill(tx, course_api_courseclass, school.courseClasses);
  await fill(tx, course_api_timetableentry, school.entries);
}

/** Inserts with the ids as given and leaves the table's counter behind the last of them. */
async function fill<T extends PgTable>(tx: Db, table: T, rows: T['$inferInsert'][]) {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await tx
      .insert(table)
      .overridingSystemValue()
      .values(rows.slice(from, from + ROWS_AT_ONCE));
  if ('id' in table)
    await tx.execute(
      sql`select setval(pg_get_serial_sequence(${getTableName(table)}, 'id'), (select coalesce(max(id), 1) from ${table}))`,
    );
}

function usersOf(
  people: ReturnType<typeof makePeople>,
  { password_hash, zone, now }: { password_hash: string; zone: string; now: Date },
) {
  const everyone: Person[] = [...people.lecturers, people.admin, ...people.students];
  const email_verified_at = now.toISOString();
  return everyone.map((person) => ({ ...person, password_hash, time_zone: zone, email_verified_at }));
}

function planChat(random: Random, school: School, context: { today: string; zone: string; count: number }) {
  let messageId = 0;
  const titles = new Map(school.courses.map((course) => [course.id, course.title]));
  const plans = planGroups(random, context.count, (course) => titles.get(school.courseId(course)) ?? course);
  const made = plans.map(({ lines, size, course, ...plan }, index) => {
    const id = index + 1;
    const enrolled = school.members(course);
    const members = index === 0 ? enrolled.slice(0, size) : random.sample(enrolled, size);
    const present = lines.filter((line) => line.by < members.length).length === lines.length;
    const history = historyOf(present ? lines : [], {
      ...context,
      group_id: id,
      members,
      nextId: () => (messageId += 1),
    });
    const group = {
      ...plan,
      id,
      course_id: school.courseId(course),
      owner_id: members[0]?.id ?? 0,
      invite_code: randomBytes(16).toString('base64url'),
      member_count: members.length,
      last_seq: history.last_seq,
      last_message_at: history.last_message_at,
    };
    return { group, history, memberships: membershipsOf(group, members, index === 0, random) };
  });
  return {
    groups: made.map(({ group }) => group),
    memberships: made.flatMap(({ memberships }) => memberships),
    messages: made.flatMap(({ history }) => history.messages),
    reactions: made.flatMap(({ history }) => history.reactions),
  };
}

/** Everybody has read most of it; in the first group the demo's students have the last few lines before them. */
function membershipsOf(
  group: { id: number; last_seq: number; owner_id: number },
  members: Person[],
  first: boolean,
  random: Random,
) {
  return members.map((member, place) => ({
    group_id: group.id,
    user_id: member.id,
    role: member.id === group.owner_id ? ('owner' as const) : ('member' as const),
    last_read_seq: Math.max(0, group.last_seq - (first && place < 2 ? 9 : random.below(6))),
  }));
}
