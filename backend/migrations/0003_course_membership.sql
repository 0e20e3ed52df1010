ALTER TABLE "course_api_meeting" DROP CONSTRAINT "course_api_meeting_course_id_course_api_course_id_fk";
--> statement-breakpoint
ALTER TABLE "course_api_enrolment" ADD COLUMN "by_class" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "course_api_meeting" ADD CONSTRAINT "course_api_meeting_course_id_course_api_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course_api_course"("id") ON DELETE no action ON UPDATE no action;