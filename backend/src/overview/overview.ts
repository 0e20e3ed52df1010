import { sql, type SQL } from 'drizzle-orm';
import { course_api_course } from '#courses/tables';
import { directory_semester, directory_user } from '#directory/tables';
import { course_api_meeting } from '#meetings/tables';
import type { Db } from '#platform/db';
import { school_class, school_classmembership, school_room } from '#school/tables';
import { course_api_groupmessage, course_api_studygroup } from '#study-groups/tables';
import { course_api_timetableentry } from '#timetable/tables';
import type { Overview } from './contract.ts';

/** How many of what waits are named. */
const NAMED = 5;

/** One query: every figure is a subquery of its own. */
export async function getOverview(db: Db): Promise<Overview> {
  const { rows } = await db.execute<{ overview: Overview }>(sql`
    with course as (
      select * from ${course_api_course}
      where semester_id = (select id from ${directory_semester} where is_current)
    )
    select jsonb_build_object('counts', ${counts}, 'waiting', jsonb_build_object(
      'courses_without_lecturer', ${waiting(coursesWithoutLecturer)},
      'classes_without_students', ${waiting(classesWithoutStudents)},
      'slots_without_room', ${waiting(slotsWithoutRoom)})) as overview`);
  const [row] = rows;
  if (!row) throw new Error('the overview has no row');
  return row.overview;
}

const counts = sql`jsonb_build_object(
  'students', (select count(*) from ${directory_user} where role = 'student' and active),
  'lecturers', (select count(*) from ${directory_user} where role = 'faculty' and active),
  'courses', (select count(*) from course),
  'classes', (select count(*) from ${school_class}),
  'rooms', (select count(*) from ${school_room}),
  'study_groups', (select count(*) from ${course_api_studygroup}),
  'live_meetings', (select count(*) from ${course_api_meeting} where state = 'live'),
  'messages_last_day', (select count(*) from ${course_api_groupmessage} where created_at > now() - interval '1 day'))`;

/** A query of columns `item` and `place`, as its count and its first items. */
const waiting = (query: SQL) => sql`(
  select jsonb_build_object('count', count(*),
    'items', coalesce(jsonb_agg(item order by place) filter (where place <= ${NAMED}), '[]'))
  from (${query}) numbered)`;

const coursesWithoutLecturer = sql`
  select jsonb_build_object('id', id, 'code', code, 'title', title) as item,
    row_number() over (order by code, id) as place
  from course where instructor_id is null`;

const classesWithoutStudents = sql`
  select jsonb_build_object('id', class.id, 'name', class.name) as item, row_number() over (order by class.name) as place
  from ${school_class} class
  where not exists (select from ${school_classmembership} membership where membership.class_id = class.id)`;

const slotsWithoutRoom = sql`
  select jsonb_build_object('id', entry.id, 'day_of_week', entry.day_of_week,
      'starts_at', to_char(entry.starts_at, 'HH24:MI'), 'ends_at', to_char(entry.ends_at, 'HH24:MI'),
      'course', jsonb_build_object('id', course.id, 'code', course.code, 'title', course.title)) as item,
    row_number() over (order by entry.day_of_week, entry.starts_at, entry.id) as place
  from ${course_api_timetableentry} entry join course on course.id = entry.course_id
  where entry.room_id is null`;
