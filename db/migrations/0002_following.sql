CREATE TYPE "public"."report_reason" AS ENUM('PROHIBITED', 'COUNTERFEIT', 'FRAUD', 'ABUSE', 'OTHER');--> statement-breakpoint
CREATE TYPE "public"."report_status" AS ENUM('OPEN', 'ACTED', 'DISMISSED');--> statement-breakpoint
CREATE TYPE "public"."delivery_channel" AS ENUM('PUSH', 'EMAIL');--> statement-breakpoint
CREATE TYPE "public"."delivery_status" AS ENUM('PENDING', 'SENDING', 'SENT', 'FAILED', 'LOST');--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'SAVED_SEARCH';--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'REVIEW_ANSWER';--> statement-breakpoint
CREATE TABLE "reports" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"reporter_id" bigint NOT NULL,
	"auction_id" bigint NOT NULL,
	"reason" "report_reason" NOT NULL,
	"detail" text NOT NULL,
	"status" "report_status" DEFAULT 'OPEN' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp with time zone,
	CONSTRAINT "reports_once" UNIQUE("reporter_id","auction_id"),
	CONSTRAINT "reports_detail_length" CHECK (char_length("reports"."detail") <= 1000),
	CONSTRAINT "reports_resolved_at" CHECK (("reports"."status" = 'OPEN') = ("reports"."resolved_at" is null))
);
--> statement-breakpoint
CREATE TABLE "saved_searches" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"seen_auction_id" bigint DEFAULT 0 NOT NULL,
	"next_look_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_searches_once" UNIQUE("user_id","query"),
	CONSTRAINT "saved_searches_name_length" CHECK (char_length("saved_searches"."name") between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"notification_id" bigint NOT NULL,
	"channel" "delivery_channel" NOT NULL,
	"push_subscription_id" bigint,
	"status" "delivery_status" DEFAULT 'PENDING' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"error" text,
	CONSTRAINT "deliveries_once" UNIQUE NULLS NOT DISTINCT("notification_id","channel","push_subscription_id"),
	CONSTRAINT "deliveries_address" CHECK (("deliveries"."channel" = 'PUSH') = ("deliveries"."push_subscription_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "notification_choices" (
	"user_id" bigint NOT NULL,
	"kind" "notification_kind" NOT NULL,
	"push" boolean NOT NULL,
	"email" boolean NOT NULL,
	CONSTRAINT "notification_choices_user_id_kind_pk" PRIMARY KEY("user_id","kind")
);
--> statement-breakpoint
CREATE TABLE "push_subscriptions" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "answer" text;--> statement-breakpoint
ALTER TABLE "reviews" ADD COLUMN "answered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "dispatched_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_reporter_id_users_id_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_auction_id_auctions_id_fk" FOREIGN KEY ("auction_id") REFERENCES "public"."auctions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_searches" ADD CONSTRAINT "saved_searches_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_notification_id_notifications_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notifications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_push_subscription_id_push_subscriptions_id_fk" FOREIGN KEY ("push_subscription_id") REFERENCES "public"."push_subscriptions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_choices" ADD CONSTRAINT "notification_choices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reports_queue" ON "reports" USING btree ("status","created_at");--> statement-breakpoint
CREATE INDEX "saved_searches_due" ON "saved_searches" USING btree ("next_look_at");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("next_attempt_at") WHERE "deliveries"."status" in ('PENDING', 'SENDING');--> statement-breakpoint
CREATE UNIQUE INDEX "push_subscriptions_endpoint_key" ON "push_subscriptions" USING btree ("endpoint");--> statement-breakpoint
CREATE INDEX "push_subscriptions_user" ON "push_subscriptions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_one_ending_soon" ON "notifications" USING btree ("recipient_id","auction_id") WHERE "notifications"."kind" = 'ENDING_SOON';--> statement-breakpoint
CREATE INDEX "notifications_to_dispatch" ON "notifications" USING btree ("id") WHERE "notifications"."dispatched_at" is null;--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_answer_length" CHECK (char_length("reviews"."answer") between 1 and 1000);--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_answered_at" CHECK (("reviews"."answer" is null) = ("reviews"."answered_at" is null));--> statement-breakpoint
GRANT SELECT ON notification_choices, push_subscriptions, deliveries, saved_searches, reports TO neighborbid_application;--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON notification_choices, push_subscriptions, deliveries, saved_searches TO neighborbid_application;--> statement-breakpoint
GRANT INSERT, UPDATE ON reports TO neighborbid_application;--> statement-breakpoint
-- A seller's answer to a review, and nothing else of it.
GRANT UPDATE (answer, answered_at) ON reviews TO neighborbid_application;
