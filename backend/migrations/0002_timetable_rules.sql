-- A room, an instructor, a class and a course can be in one place at a time: no writer, however it got here, can break this.
alter table course_api_timetableclaim
  add constraint course_api_timetableclaim_no_double_booking
  exclude using gist (kind with =, resource_id with =, during with &&);
--> statement-breakpoint
alter table course_api_timetableentry
  add constraint course_api_timetableentry_day check (day_of_week between 1 and 7),
  add constraint course_api_timetableentry_times check (ends_at > starts_at),
  add constraint course_api_timetableentry_days check (ends_on >= starts_on),
  add constraint course_api_timetableentry_weeks check (weeks in ('all', 'odd', 'even'));
--> statement-breakpoint
alter table course_api_timetableoccurrence
  add constraint course_api_timetableoccurrence_times check (ends_at > starts_at);
--> statement-breakpoint
-- The instants of a weekly slot. Weeks count from the one that holds the semester's first day. Where clocks jump over the
-- slot's end, it lasts as long as on any other day.
create function course_api_timetable_times(
  slot_day integer, slot_starts time, slot_ends time, slot_weeks text,
  first_on date, last_on date, semester_on date, zone text
) returns table (starts timestamptz, ends timestamptz) language sql stable as $$
  select at.starts,
    case when at.ends > at.starts then at.ends else at.starts + (slot_ends - slot_starts) end
  from generate_series(
    first_on + ((slot_day - extract(isodow from first_on)::integer + 7) % 7)::integer * interval '1 day',
    last_on::timestamp, interval '7 days') as series(moment)
  cross join lateral (
    select (moment::date + slot_starts) at time zone zone, (moment::date + slot_ends) at time zone zone
  ) as at(starts, ends)
  where slot_weeks = 'all'
    or ((moment::date - date_trunc('week', semester_on)::date) / 7) % 2 = case slot_weeks when 'odd' then 0 else 1 end
$$;
--> statement-breakpoint
-- Writes anew what these occurrences occupy. The constraint above refuses what is taken.
create function course_api_timetable_claim(occurrences bigint[]) returns void language plpgsql as $$
begin
  delete from course_api_timetableclaim where occurrence_id = any(occurrences);
  insert into course_api_timetableclaim (occurrence_id, kind, resource_id, during)
  select o.id, claim.kind, claim.resource_id, tstzrange(o.starts_at, o.ends_at)
  from course_api_timetableoccurrence o
  cross join lateral (
    select 'course', o.course_id
    union all select 'room', o.room_id where o.room_id is not null
    union all select 'instructor', c.instructor_id from course_api_course c where c.id = o.course_id and c.instructor_id is not null
    union all select 'class', cc.class_id from course_api_courseclass cc where cc.course_id = o.course_id
  ) as claim(kind, resource_id)
  where o.id = any(occurrences) and o.status <> 'cancelled'
  order by o.starts_at;
end $$;
--> statement-breakpoint
-- Writers of anything that claims depend on take turns, so that none of them claims by what another is just changing, and
-- none waits for another in a circle. A snapshot taken before the turn would be stale.
create function course_api_timetable_turn() returns trigger language plpgsql as $$
begin
  if current_setting('transaction_isolation') in ('repeatable read', 'serializable') then
    raise exception 'The timetable is written at isolation level "read committed" only.';
  end if;
  perform pg_advisory_xact_lock(7236402);
  return null;
end $$;
--> statement-breakpoint
create trigger course_api_timetable_turn before insert or update or delete on course_api_timetableoccurrence
  for each statement execute function course_api_timetable_turn();
--> statement-breakpoint
create trigger course_api_timetable_turn before update or delete on course_api_course
  for each statement execute function course_api_timetable_turn();
--> statement-breakpoint
create trigger course_api_timetable_turn before insert or update or delete on course_api_courseclass
  for each statement execute function course_api_timetable_turn();
--> statement-breakpoint
create function course_api_timetable_claim_occurrences() returns trigger language plpgsql as $$
begin
  perform course_api_timetable_claim(array(select id from changed));
  return null;
end $$;
--> statement-breakpoint
create trigger course_api_timetable_claim_inserted after insert on course_api_timetableoccurrence
  referencing new table as changed for each statement execute function course_api_timetable_claim_occurrences();
--> statement-breakpoint
create trigger course_api_timetable_claim_updated after update on course_api_timetableoccurrence
  referencing new table as changed for each statement execute function course_api_timetable_claim_occurrences();
--> statement-breakpoint
-- A course that changes its instructor or its classes takes all its occurrences along, or stays as it is.
create function course_api_timetable_claim_courses() returns trigger language plpgsql as $$
begin
  perform course_api_timetable_claim(array(
    select o.id from course_api_timetableoccurrence o where o.course_id in (select course_id from changed)));
  return null;
end $$;
--> statement-breakpoint
create trigger course_api_timetable_claim_inserted after insert on course_api_courseclass
  referencing new table as changed for each statement execute function course_api_timetable_claim_courses();
--> statement-breakpoint
create trigger course_api_timetable_claim_deleted after delete on course_api_courseclass
  referencing old table as changed for each statement execute function course_api_timetable_claim_courses();
--> statement-breakpoint
create function course_api_timetable_claim_instructors() returns trigger language plpgsql as $$
begin
  perform course_api_timetable_claim(array(
    select o.id from course_api_timetableoccurrence o
    join after_it on after_it.id = o.course_id join before_it on before_it.id = o.course_id
    where after_it.instructor_id is distinct from before_it.instructor_id));
  return null;
end $$;
--> statement-breakpoint
create trigger course_api_timetable_claim_instructors after update on course_api_course
  referencing old table as before_it new table as after_it
  for each statement execute function course_api_timetable_claim_instructors();
--> statement-breakpoint
-- Entries lie inside their semester, and its weeks keep their numbers while odd and even ones are in use.
create function course_api_timetable_in_semester() returns trigger language plpgsql as $$
declare
  semester directory_semester;
begin
  select s.* into semester from directory_semester s join course_api_course c on c.semester_id = s.id where c.id = new.course_id
  for share of s;
  if new.starts_on < semester.starts_on or new.ends_on > semester.ends_on then
    raise exception using errcode = '23514', constraint = 'course_api_timetableentry_in_semester',
      message = 'a timetable entry outside its semester',
      detail = format('The semester runs from %s to %s; the classes must lie inside it.', semester.starts_on, semester.ends_on);
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger course_api_timetable_in_semester after insert or update on course_api_timetableentry
  for each row execute function course_api_timetable_in_semester();
--> statement-breakpoint
create function course_api_timetable_keep_semester() returns trigger language plpgsql as $$
declare
  outside integer;
  counted integer;
begin
  select count(*) filter (where e.starts_on < new.starts_on or e.ends_on > new.ends_on), count(*) filter (where e.weeks <> 'all')
  into outside, counted
  from course_api_timetableentry e join course_api_course c on c.id = e.course_id where c.semester_id = new.id;
  if outside > 0 then
    raise exception using errcode = '23514', constraint = 'course_api_timetableentry_in_semester',
      message = 'a timetable entry outside its semester',
      detail = format('Classes of the timetable would lie before %s or after %s (weekly slots: %s). Shorten or delete them first.', new.starts_on, new.ends_on, outside);
  end if;
  if counted > 0 and date_trunc('week', new.starts_on) <> date_trunc('week', old.starts_on) then
    raise exception using errcode = '23514', constraint = 'course_api_timetableentry_in_semester',
      message = 'odd and even weeks would change',
      detail = format('Another first week would renumber the odd and even weeks, which the timetable uses (weekly slots: %s). Change them to every week first.', counted);
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger course_api_timetable_keep_semester after update of starts_on, ends_on on directory_semester
  for each row execute function course_api_timetable_keep_semester();
--> statement-breakpoint
create function course_api_timetable_keep_course() returns trigger language plpgsql as $$
begin
  if new.semester_id <> old.semester_id and exists (select 1 from course_api_timetableentry where course_id = new.id) then
    raise exception using errcode = '23514', constraint = 'course_api_timetableentry_in_semester',
      message = 'a course with a timetable changes its semester',
      detail = 'The course has a timetable in its semester. Delete its weekly classes first.';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger course_api_timetable_keep_course after update of semester_id on course_api_course
  for each row execute function course_api_timetable_keep_course();
