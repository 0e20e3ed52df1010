CREATE TABLE "course_api_course" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "course_api_course_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"semester_id" bigint NOT NULL,
	"department_id" bigint,
	"instructor_id" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "course_api_course_code" UNIQUE("semester_id","code")
);
--> statement-breakpoint
CREATE TABLE "course_api_courseclass" (
	"course_id" bigint NOT NULL,
	"class_id" bigint NOT NULL,
	CONSTRAINT "course_api_courseclass_course_id_class_id_pk" PRIMARY KEY("course_id","class_id")
);
--> statement-breakpoint
CREATE TABLE "course_api_enrolment" (
	"course_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "course_api_enrolment_course_id_user_id_pk" PRIMARY KEY("course_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "directory_academicyear" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "directory_academicyear_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	CONSTRAINT "directory_academicyear_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "directory_auditentry" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "directory_auditentry_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"actor_id" bigint,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "directory_semester" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "directory_semester_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"academic_year_id" bigint NOT NULL,
	"name" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"is_current" boolean DEFAULT false NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "directory_semester_name" UNIQUE("academic_year_id","name")
);
--> statement-breakpoint
CREATE TABLE "directory_session" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"user_agent" text DEFAULT '' NOT NULL,
	"ip" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "directory_user" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "directory_user_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"email" "citext" NOT NULL,
	"full_name" text NOT NULL,
	"role" text DEFAULT 'student' NOT NULL,
	"password_hash" text,
	"avatar_key" text,
	"time_zone" text DEFAULT 'Africa/Nairobi' NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"email_verified_at" timestamp with time zone,
	"last_seen_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "directory_user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "directory_usertoken" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "directory_usertoken_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"secret_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "directory_usertoken_secret_hash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "course_api_meeting" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "course_api_meeting_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"title" text NOT NULL,
	"kind" text NOT NULL,
	"course_id" bigint,
	"study_group_id" bigint,
	"timetable_entry_id" bigint,
	"host_id" bigint NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'scheduled' NOT NULL,
	"room" text NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "course_api_meeting_room_unique" UNIQUE("room"),
	CONSTRAINT "course_api_meeting_place" CHECK (num_nonnulls(course_id, study_group_id) = 1),
	CONSTRAINT "course_api_meeting_times" CHECK (ends_at > starts_at)
);
--> statement-breakpoint
CREATE TABLE "notifications_notification" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notifications_notification_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"body" text DEFAULT '' NOT NULL,
	"link" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "platform_job" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "platform_job_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"dedupe_key" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"locked_by" text,
	"locked_until" timestamp with time zone,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	CONSTRAINT "platform_job_dedupe_key_unique" UNIQUE("dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "platform_mailbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "platform_mailbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "school_class" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "school_class_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"department_id" bigint,
	"intake_year" integer,
	CONSTRAINT "school_class_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "school_classmembership" (
	"class_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "school_classmembership_class_id_user_id_pk" PRIMARY KEY("class_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "school_department" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "school_department_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"code" text NOT NULL,
	CONSTRAINT "school_department_name_unique" UNIQUE("name"),
	CONSTRAINT "school_department_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "school_room" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "school_room_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"building" text DEFAULT '' NOT NULL,
	"capacity" integer NOT NULL,
	CONSTRAINT "school_room_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "course_api_groupmessage" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "course_api_groupmessage_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"group_id" bigint NOT NULL,
	"seq" bigint NOT NULL,
	"changed_seq" bigint NOT NULL,
	"client_id" text NOT NULL,
	"sender_id" bigint NOT NULL,
	"body" text NOT NULL,
	"reply_to" bigint,
	"attachments" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"mentions" bigint[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"edited_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "course_api_groupmessage_once" UNIQUE("group_id","sender_id","client_id"),
	CONSTRAINT "course_api_groupmessage_seq" UNIQUE("group_id","seq")
);
--> statement-breakpoint
CREATE TABLE "course_api_messagereaction" (
	"message_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"emoji" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "course_api_messagereaction_message_id_user_id_emoji_pk" PRIMARY KEY("message_id","user_id","emoji")
);
--> statement-breakpoint
CREATE TABLE "course_api_studygroup" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "course_api_studygroup_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"course_id" bigint,
	"owner_id" bigint NOT NULL,
	"capacity" integer,
	"visibility" text DEFAULT 'open' NOT NULL,
	"invite_code" text NOT NULL,
	"member_count" integer DEFAULT 0 NOT NULL,
	"last_seq" bigint DEFAULT 0 NOT NULL,
	"last_message_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "course_api_studygroup_invite_code_unique" UNIQUE("invite_code")
);
--> statement-breakpoint
CREATE TABLE "course_api_studygroupmembership" (
	"group_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"role" text DEFAULT 'member' NOT NULL,
	"state" text DEFAULT 'member' NOT NULL,
	"last_read_seq" bigint DEFAULT 0 NOT NULL,
	"muted" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "course_api_studygroupmembership_group_id_user_id_pk" PRIMARY KEY("group_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "course_api_timetableclaim" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "course_api_timetableclaim_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"occurrence_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"resource_id" bigint NOT NULL,
	"during" "tstzrange" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "course_api_timetableentry" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "course_api_timetableentry_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"course_id" bigint NOT NULL,
	"day_of_week" integer NOT NULL,
	"starts_at" time NOT NULL,
	"ends_at" time NOT NULL,
	"room_id" bigint,
	"weeks" text DEFAULT 'all' NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "course_api_timetableoccurrence" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "course_api_timetableoccurrence_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entry_id" bigint NOT NULL,
	"course_id" bigint NOT NULL,
	"room_id" bigint,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"status" text DEFAULT 'planned' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "course_api_course" ADD CONSTRAINT "course_api_course_semester_id_directory_semester_id_fk" FOREIGN KEY ("semester_id") REFERENCES "public"."directory_semester"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_course" ADD CONSTRAINT "course_api_course_department_id_school_department_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."school_department"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_course" ADD CONSTRAINT "course_api_course_instructor_id_directory_user_id_fk" FOREIGN KEY ("instructor_id") REFERENCES "public"."directory_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_courseclass" ADD CONSTRAINT "course_api_courseclass_course_id_course_api_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course_api_course"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_courseclass" ADD CONSTRAINT "course_api_courseclass_class_id_school_class_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."school_class"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_enrolment" ADD CONSTRAINT "course_api_enrolment_course_id_course_api_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course_api_course"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_enrolment" ADD CONSTRAINT "course_api_enrolment_user_id_directory_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."directory_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory_auditentry" ADD CONSTRAINT "directory_auditentry_actor_id_directory_user_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."directory_user"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory_semester" ADD CONSTRAINT "directory_semester_academic_year_id_directory_academicyear_id_fk" FOREIGN KEY ("academic_year_id") REFERENCES "public"."directory_academicyear"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory_session" ADD CONSTRAINT "directory_session_user_id_directory_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."directory_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory_usertoken" ADD CONSTRAINT "directory_usertoken_user_id_directory_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."directory_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_meeting" ADD CONSTRAINT "course_api_meeting_course_id_course_api_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course_api_course"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_meeting" ADD CONSTRAINT "course_api_meeting_study_group_id_course_api_studygroup_id_fk" FOREIGN KEY ("study_group_id") REFERENCES "public"."course_api_studygroup"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_meeting" ADD CONSTRAINT "course_api_meeting_timetable_entry_id_course_api_timetableentry_id_fk" FOREIGN KEY ("timetable_entry_id") REFERENCES "public"."course_api_timetableentry"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_meeting" ADD CONSTRAINT "course_api_meeting_host_id_directory_user_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."directory_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications_notification" ADD CONSTRAINT "notifications_notification_user_id_directory_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."directory_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "school_class" ADD CONSTRAINT "school_class_department_id_school_department_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."school_department"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "school_classmembership" ADD CONSTRAINT "school_classmembership_class_id_school_class_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."school_class"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "school_classmembership" ADD CONSTRAINT "school_classmembership_user_id_directory_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."directory_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_groupmessage" ADD CONSTRAINT "course_api_groupmessage_group_id_course_api_studygroup_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."course_api_studygroup"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_groupmessage" ADD CONSTRAINT "course_api_groupmessage_sender_id_directory_user_id_fk" FOREIGN KEY ("sender_id") REFERENCES "public"."directory_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_messagereaction" ADD CONSTRAINT "course_api_messagereaction_message_id_course_api_groupmessage_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."course_api_groupmessage"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_messagereaction" ADD CONSTRAINT "course_api_messagereaction_user_id_directory_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."directory_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_studygroup" ADD CONSTRAINT "course_api_studygroup_course_id_course_api_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course_api_course"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_studygroup" ADD CONSTRAINT "course_api_studygroup_owner_id_directory_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."directory_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_studygroupmembership" ADD CONSTRAINT "course_api_studygroupmembership_group_id_course_api_studygroup_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."course_api_studygroup"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_studygroupmembership" ADD CONSTRAINT "course_api_studygroupmembership_user_id_directory_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."directory_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_timetableclaim" ADD CONSTRAINT "course_api_timetableclaim_occurrence_id_course_api_timetableoccurrence_id_fk" FOREIGN KEY ("occurrence_id") REFERENCES "public"."course_api_timetableoccurrence"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_timetableentry" ADD CONSTRAINT "course_api_timetableentry_course_id_course_api_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course_api_course"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_timetableentry" ADD CONSTRAINT "course_api_timetableentry_room_id_school_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."school_room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_timetableoccurrence" ADD CONSTRAINT "course_api_timetableoccurrence_entry_id_course_api_timetableentry_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."course_api_timetableentry"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_timetableoccurrence" ADD CONSTRAINT "course_api_timetableoccurrence_course_id_course_api_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course_api_course"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_timetableoccurrence" ADD CONSTRAINT "course_api_timetableoccurrence_room_id_school_room_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."school_room"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "course_api_course_instructor" ON "course_api_course" USING btree ("instructor_id");--> statement-breakpoint
CREATE INDEX "course_api_courseclass_class" ON "course_api_courseclass" USING btree ("class_id");--> statement-breakpoint
CREATE INDEX "course_api_enrolment_user" ON "course_api_enrolment" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "directory_auditentry_created" ON "directory_auditentry" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "directory_semester_current" ON "directory_semester" USING btree ("is_current") WHERE is_current;--> statement-breakpoint
CREATE INDEX "directory_session_user" ON "directory_session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "directory_user_name" ON "directory_user" USING btree (lower("full_name"));--> statement-breakpoint
CREATE INDEX "course_api_meeting_course" ON "course_api_meeting" USING btree ("course_id","starts_at");--> statement-breakpoint
CREATE INDEX "course_api_meeting_group" ON "course_api_meeting" USING btree ("study_group_id","starts_at");--> statement-breakpoint
CREATE INDEX "course_api_meeting_entry" ON "course_api_meeting" USING btree ("timetable_entry_id","starts_at");--> statement-breakpoint
CREATE INDEX "course_api_meeting_state" ON "course_api_meeting" USING btree ("state","starts_at");--> statement-breakpoint
CREATE INDEX "notifications_notification_user" ON "notifications_notification" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "platform_job_due" ON "platform_job" USING btree ("run_at") WHERE done_at is null and failed_at is null;--> statement-breakpoint
CREATE INDEX "school_classmembership_user" ON "school_classmembership" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "course_api_groupmessage_changed" ON "course_api_groupmessage" USING btree ("group_id","changed_seq");--> statement-breakpoint
CREATE INDEX "course_api_studygroup_course" ON "course_api_studygroup" USING btree ("course_id");--> statement-breakpoint
CREATE INDEX "course_api_studygroupmembership_user" ON "course_api_studygroupmembership" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "course_api_timetableclaim_occurrence" ON "course_api_timetableclaim" USING btree ("occurrence_id");--> statement-breakpoint
CREATE INDEX "course_api_timetableentry_course" ON "course_api_timetableentry" USING btree ("course_id");--> statement-breakpoint
CREATE INDEX "course_api_timetableentry_room" ON "course_api_timetableentry" USING btree ("room_id");--> statement-breakpoint
CREATE INDEX "course_api_timetableoccurrence_entry" ON "course_api_timetableoccurrence" USING btree ("entry_id");--> statement-breakpoint
CREATE INDEX "course_api_timetableoccurrence_course" ON "course_api_timetableoccurrence" USING btree ("course_id","starts_at");--> statement-breakpoint
CREATE INDEX "course_api_timetableoccurrence_room" ON "course_api_timetableoccurrence" USING btree ("room_id","starts_at");--> statement-breakpoint
CREATE INDEX "course_api_timetableoccurrence_starts" ON "course_api_timetableoccurrence" USING btree ("starts_at");