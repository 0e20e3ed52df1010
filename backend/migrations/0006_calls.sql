CREATE TABLE "course_api_attendance" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "course_api_attendance_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"meeting_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"source" text NOT NULL,
	"device_key" text NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"left_at" timestamp with time zone,
	CONSTRAINT "course_api_attendance_once" UNIQUE("device_key","joined_at","meeting_id","source")
);
--> statement-breakpoint
CREATE TABLE "course_api_call" (
	"meeting_id" bigint PRIMARY KEY NOT NULL,
	"engine" text NOT NULL,
	"engine_reason" text,
	"muted_at" timestamp with time zone,
	"may_speak" bigint[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "course_api_callhand" (
	"meeting_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"raised_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "course_api_callhand_meeting_id_user_id_pk" PRIMARY KEY("meeting_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "course_api_callpeer" (
	"peer_id" text PRIMARY KEY NOT NULL,
	"meeting_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"role" text NOT NULL,
	"mic" boolean DEFAULT false NOT NULL,
	"camera" boolean DEFAULT false NOT NULL,
	"listener" boolean DEFAULT false NOT NULL,
	"sharing_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"joined_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "course_api_meetingremoval" (
	"meeting_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"removed_by" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "course_api_meetingremoval_meeting_id_user_id_pk" PRIMARY KEY("meeting_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "course_api_attendance" ADD CONSTRAINT "course_api_attendance_meeting_id_course_api_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."course_api_meeting"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_attendance" ADD CONSTRAINT "course_api_attendance_user_id_directory_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."directory_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_call" ADD CONSTRAINT "course_api_call_meeting_id_course_api_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."course_api_meeting"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_callhand" ADD CONSTRAINT "course_api_callhand_meeting_id_course_api_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."course_api_meeting"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_callhand" ADD CONSTRAINT "course_api_callhand_user_id_directory_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."directory_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_callpeer" ADD CONSTRAINT "course_api_callpeer_meeting_id_course_api_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."course_api_meeting"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_callpeer" ADD CONSTRAINT "course_api_callpeer_user_id_directory_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."directory_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_meetingremoval" ADD CONSTRAINT "course_api_meetingremoval_meeting_id_course_api_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."course_api_meeting"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_meetingremoval" ADD CONSTRAINT "course_api_meetingremoval_user_id_directory_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."directory_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "course_api_meetingremoval" ADD CONSTRAINT "course_api_meetingremoval_removed_by_directory_user_id_fk" FOREIGN KEY ("removed_by") REFERENCES "public"."directory_user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "course_api_attendance_meeting" ON "course_api_attendance" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "course_api_attendance_user" ON "course_api_attendance" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "course_api_callpeer_meeting" ON "course_api_callpeer" USING btree ("meeting_id");