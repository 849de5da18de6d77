CREATE TYPE "public"."payment_finding_kind" AS ENUM('NO_ORDER', 'OTHER_AMOUNT', 'SECOND_PAYMENT', 'UNCLEAR');--> statement-breakpoint
CREATE TABLE "payment_comparisons" (
	"day" date PRIMARY KEY NOT NULL,
	"cursor" text,
	"compared" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "payment_findings" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"kind" "payment_finding_kind" NOT NULL,
	"payment_key" text NOT NULL,
	"order_id" text NOT NULL,
	"amount" numeric(12,0),
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "payment_orders" ALTER COLUMN "next_check_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD COLUMN "asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD COLUMN "confirm_attempt" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD COLUMN "cancel_attempt" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD COLUMN "giving_back_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD COLUMN "rechecks" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "payment_comparisons_open" ON "payment_comparisons" USING btree ("next_try_at") WHERE "payment_comparisons"."finished_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "payment_findings_once" ON "payment_findings" USING btree ("payment_key","kind");--> statement-breakpoint
CREATE INDEX "payment_findings_open" ON "payment_findings" USING btree ("id") WHERE "payment_findings"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "payment_orders_failed" ON "payment_orders" USING btree ("next_check_at") WHERE "payment_orders"."status" = 'FAILED' and "payment_orders"."next_check_at" is not null;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_giving_back" CHECK ("payment_orders"."giving_back_since" is null or "payment_orders"."status" in ('UNKNOWN', 'FAILED')) NOT VALID;--> statement-breakpoint
GRANT UPDATE (asked_at, confirm_attempt, cancel_attempt, giving_back_since, rechecks)
  ON payment_orders TO neighborbid_application;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON payment_comparisons TO neighborbid_application;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (closed_at) ON payment_findings TO neighborbid_application;--> statement-breakpoint
-- Open orders: the provider was told to take the money no later than now, and what was to go back still is.
UPDATE payment_orders SET
  asked_at = CASE WHEN payment_key IS NOT NULL THEN updated_at END,
  giving_back_since = CASE WHEN status = 'UNKNOWN' AND failure_code IN ('AMOUNT_MISMATCH', 'BALANCE_LIMIT') THEN updated_at END
WHERE status IN ('CONFIRMING', 'UNKNOWN');--> statement-breakpoint
-- Orders that failed although a payment may have been made are looked at again, spread over an hour.
UPDATE payment_orders SET next_check_at = CASE
  WHEN provider = 'TOSS' AND payment_key IS NOT NULL THEN now() + make_interval(secs => (id % 3600)::double precision)
END
WHERE status = 'FAILED';--> statement-breakpoint
ALTER TABLE "payment_orders" VALIDATE CONSTRAINT "payment_orders_giving_back";