CREATE TYPE "public"."login_provider" AS ENUM('KAKAO', 'NAVER', 'GOOGLE');--> statement-breakpoint
CREATE TYPE "public"."user_role" AS ENUM('MEMBER', 'OPERATOR');--> statement-breakpoint
CREATE TYPE "public"."payment_provider" AS ENUM('DEMO', 'TOSS');--> statement-breakpoint
CREATE TYPE "public"."payment_status" AS ENUM('CREATED', 'CONFIRMING', 'PAID', 'FAILED', 'UNKNOWN');--> statement-breakpoint
CREATE TYPE "public"."payout_status" AS ENUM('REQUESTED', 'SENT', 'RETURNED');--> statement-breakpoint
CREATE TABLE "blocks" (
	"seller_id" bigint NOT NULL,
	"blocked_id" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "blocks_seller_id_blocked_id_pk" PRIMARY KEY("seller_id","blocked_id"),
	CONSTRAINT "blocks_not_oneself" CHECK ("blocks"."seller_id" <> "blocks"."blocked_id")
);
--> statement-breakpoint
CREATE TABLE "connected_logins" (
	"provider" "login_provider" NOT NULL,
	"provider_account_id" text NOT NULL,
	"user_id" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "connected_logins_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id"),
	CONSTRAINT "connected_logins_one_each" UNIQUE("user_id","provider")
);
--> statement-breakpoint
CREATE TABLE "operator_acts" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"operator_id" bigint NOT NULL,
	"act" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"reason" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "operator_acts_reason_length" CHECK (char_length("operator_acts"."reason") between 1 and 1000)
);
--> statement-breakpoint
CREATE TABLE "payment_orders" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"user_id" bigint NOT NULL,
	"provider" "payment_provider" NOT NULL,
	"amount" numeric(12,0) NOT NULL,
	"status" "payment_status" DEFAULT 'CREATED' NOT NULL,
	"payment_key" text,
	"failure_code" text,
	"transaction_id" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_orders_amount" CHECK ("payment_orders"."amount" > 0),
	CONSTRAINT "payment_orders_paid" CHECK (("payment_orders"."status" = 'PAID') = ("payment_orders"."transaction_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "payouts" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"amount" numeric(12,0) NOT NULL,
	"status" "payout_status" DEFAULT 'REQUESTED' NOT NULL,
	"bank" text NOT NULL,
	"account_number" text NOT NULL,
	"holder" text NOT NULL,
	"withdrawal_id" bigint NOT NULL,
	"return_id" bigint,
	"failure_code" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payouts_amount" CHECK ("payouts"."amount" > 0),
	CONSTRAINT "payouts_returned" CHECK (("payouts"."status" = 'RETURNED') = ("payouts"."return_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "password_hash" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "role" "user_role" DEFAULT 'MEMBER' NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "suspended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "resolved_by" bigint;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_seller_id_users_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_blocked_id_users_id_fk" FOREIGN KEY ("blocked_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connected_logins" ADD CONSTRAINT "connected_logins_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_acts" ADD CONSTRAINT "operator_acts_operator_id_users_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_transaction_id_transactions_id_fk" FOREIGN KEY ("transaction_id") REFERENCES "public"."transactions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_withdrawal_id_transactions_id_fk" FOREIGN KEY ("withdrawal_id") REFERENCES "public"."transactions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_return_id_transactions_id_fk" FOREIGN KEY ("return_id") REFERENCES "public"."transactions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "operator_acts_subject" ON "operator_acts" USING btree ("subject_type","subject_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_orders_order_id_key" ON "payment_orders" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_orders_payment_key_key" ON "payment_orders" USING btree ("payment_key");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_orders_transaction_key" ON "payment_orders" USING btree ("transaction_id");--> statement-breakpoint
CREATE INDEX "payment_orders_user" ON "payment_orders" USING btree ("user_id","created_at" desc);--> statement-breakpoint
CREATE INDEX "payment_orders_open" ON "payment_orders" USING btree ("updated_at") WHERE "payment_orders"."status" in ('CONFIRMING', 'UNKNOWN');--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_withdrawal_key" ON "payouts" USING btree ("withdrawal_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_return_key" ON "payouts" USING btree ("return_id");--> statement-breakpoint
CREATE INDEX "payouts_user" ON "payouts" USING btree ("user_id","created_at" desc);--> statement-breakpoint
CREATE INDEX "payouts_open" ON "payouts" USING btree ("created_at") WHERE "payouts"."status" = 'REQUESTED';--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_resolved_by_users_id_fk" FOREIGN KEY ("resolved_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE TRIGGER operator_acts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON operator_acts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
GRANT SELECT ON connected_logins, blocks, operator_acts, payment_orders, payouts TO neighborbid_application;--> statement-breakpoint
GRANT INSERT, DELETE ON connected_logins, blocks TO neighborbid_application;--> statement-breakpoint
GRANT INSERT ON operator_acts TO neighborbid_application;--> statement-breakpoint
GRANT INSERT, UPDATE ON payment_orders, payouts TO neighborbid_application;--> statement-breakpoint
-- Operators correct names and add what is missing; nothing that items refer to is deleted.
GRANT INSERT, UPDATE ON regions, categories TO neighborbid_application;
