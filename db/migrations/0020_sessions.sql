CREATE TABLE "sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"session_version" integer NOT NULL,
	"device" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"proven_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD COLUMN "session_hash" text;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD COLUMN "token_hash" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expired" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_session_hash_sessions_id_hash_fk" FOREIGN KEY ("session_hash") REFERENCES "public"."sessions"("id_hash") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_token_hash_api_tokens_token_hash_fk" FOREIGN KEY ("token_hash") REFERENCES "public"."api_tokens"("token_hash") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "push_subscriptions_session" ON "push_subscriptions" USING btree ("session_hash");--> statement-breakpoint
CREATE INDEX "push_subscriptions_token" ON "push_subscriptions" USING btree ("token_hash");--> statement-breakpoint
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_one_login" CHECK (num_nonnulls("push_subscriptions"."session_hash", "push_subscriptions"."token_hash") <= 1);--> statement-breakpoint
-- A session is never changed, but for the time of its proof.
GRANT SELECT, INSERT, DELETE, UPDATE (proven_at) ON sessions TO neighborbid_application;--> statement-breakpoint
GRANT UPDATE (session_hash, token_hash) ON push_subscriptions TO neighborbid_application;--> statement-breakpoint
-- outside a transaction
-- All sessions from before this migration end with it, and pushes go only to browsers that are logged in. A browser is
-- subscribed again by the first page that it opens after a login.
DELETE FROM push_subscriptions WHERE session_hash IS NULL AND token_hash IS NULL;
