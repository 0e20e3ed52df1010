-- The students of a course's classes are enrolled in it, whoever writes which of the two facts, and in whatever order:
-- both writers take the class's row first, so that neither misses what the other has just added.
-- Rows that stand for a person alone (by_class false) are left as they are.
create function course_api_courseclass_added() returns trigger language plpgsql as $$
begin
  perform 1 from school_class where id in (select class_id from added) order by id for no key update;
  insert into course_api_enrolment (course_id, user_id, by_class)
    select distinct added.course_id, membership.user_id, true
    from added join school_classmembership membership using (class_id)
    order by 1, 2
  on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
create function course_api_courseclass_removed() returns trigger language plpgsql as $$
begin
  perform 1 from school_class where id in (select class_id from removed) order by id for no key update;
  delete from course_api_enrolment enrolment
  using removed join school_classmembership membership using (class_id)
  where enrolment.course_id = removed.course_id and enrolment.user_id = membership.user_id and enrolment.by_class
    and not exists (
      select from course_api_courseclass other join school_classmembership own using (class_id)
      where other.course_id = enrolment.course_id and own.user_id = enrolment.user_id);
  return null;
end $$;
--> statement-breakpoint
-- A closed semester keeps the people that it had.
create function school_classmembership_added() returns trigger language plpgsql as $$
begin
  perform 1 from school_class where id in (select class_id from added) order by id for no key update;
  insert into course_api_enrolment (course_id, user_id, by_class)
    select distinct link.course_id, added.user_id, true
    from added join course_api_courseclass link using (class_id)
      join course_api_course course on course.id = link.course_id
      join directory_semester semester on semester.id = course.semester_id
    where semester.closed_at is null
    order by 1, 2
  on conflict do nothing;
  return null;
end $$;
--> statement-breakpoint
create function school_classmembership_removed() returns trigger language plpgsql as $$
begin
  perform 1 from school_class where id in (select class_id from removed) order by id for no key update;
  delete from course_api_enrolment enrolment
  using removed join course_api_courseclass link using (class_id)
    join course_api_course course on course.id = link.course_id
    join directory_semester semester on semester.id = course.semester_id
  where enrolment.course_id = link.course_id and enrolment.user_id = removed.user_id and enrolment.by_class
    and semester.closed_at is null
    and not exists (
      select from course_api_courseclass other join school_classmembership own using (class_id)
      where other.course_id = enrolment.course_id and own.user_id = enrolment.user_id);
  return null;
end $$;
--> statement-breakpoint
create trigger course_api_courseclass_added after insert on course_api_courseclass
  referencing new table as added for each statement execute function course_api_courseclass_added();
--> statement-breakpoint
create trigger course_api_courseclass_removed after delete on course_api_courseclass
  referencing old table as removed for each statement execute function course_api_courseclass_removed();
--> statement-breakpoint
create trigger school_classmembership_added after insert on school_classmembership
  referencing new table as added for each statement execute function school_classmembership_added();
--> statement-breakpoint
create trigger school_classmembership_removed after delete on school_classmembership
  referencing old table as removed for each statement execute function school_classmembership_removed();
