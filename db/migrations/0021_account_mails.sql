CREATE TYPE "public"."account_mail_kind" AS ENUM('CONFIRM_EMAIL', 'EMAIL_CHANGED');--> statement-breakpoint
CREATE TABLE "account_mails" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"kind" "account_mail_kind" NOT NULL,
	"address" text NOT NULL,
	"new_address" text,
	"status" "delivery_status" DEFAULT 'PENDING' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"error" text,
	"token_hash" text,
	"expires_at" timestamp with time zone,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_mails_content" CHECK (("account_mails"."kind" = 'EMAIL_CHANGED') = ("account_mails"."new_address" is not null))
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "email_confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "account_mails" ADD CONSTRAINT "account_mails_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_mails_token_key" ON "account_mails" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "account_mails_user" ON "account_mails" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "account_mails_address" ON "account_mails" USING btree (lower("address"),"created_at");--> statement-breakpoint
CREATE INDEX "account_mails_due" ON "account_mails" USING btree ("next_attempt_at") WHERE "account_mails"."status" in ('PENDING', 'SENDING');--> statement-breakpoint
CREATE INDEX "account_mails_ended" ON "account_mails" USING btree ("next_attempt_at") WHERE "account_mails"."status" in ('SENT', 'FAILED', 'LOST');--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON account_mails TO neighborbid_application;--> statement-breakpoint
GRANT UPDATE (status, attempts, next_attempt_at, error, token_hash, expires_at, used_at)
  ON account_mails TO neighborbid_application;--> statement-breakpoint
GRANT UPDATE (email_confirmed_at) ON users TO neighborbid_application;
