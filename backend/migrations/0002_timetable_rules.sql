-- A room, an instructor and a class can be in one place at a time: no writer, however it got here, can break this.
alter table course_api_timetableclaim
  add constraint course_api_timetableclaim_no_double_booking
  exclude using gist (kind with =, resource_id with =, during with &&);
