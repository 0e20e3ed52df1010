DROP INDEX "course_api_meeting_entry";--> statement-breakpoint
ALTER TABLE "course_api_meeting" ADD COLUMN "slot_starts_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "course_api_meeting_slot" ON "course_api_meeting" USING btree ("timetable_entry_id","slot_starts_at") WHERE state <> 'cancelled';--> statement-breakpoint
CREATE INDEX "notifications_notification_unread" ON "notifications_notification" USING btree ("user_id") WHERE read_at is null;