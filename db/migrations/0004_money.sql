DROP INDEX "payment_orders_open";--> statement-breakpoint
DROP INDEX "payouts_open";--> statement-breakpoint
ALTER TABLE "payment_orders" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_orders" ADD COLUMN "next_check_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
CREATE INDEX "payment_orders_open" ON "payment_orders" USING btree ("next_check_at") WHERE "payment_orders"."status" in ('CONFIRMING', 'UNKNOWN');--> statement-breakpoint
CREATE INDEX "payouts_open" ON "payouts" USING btree ("next_attempt_at") WHERE "payouts"."status" = 'REQUESTED';--> statement-breakpoint
DROP INDEX "payment_orders_payment_key_key";--> statement-breakpoint
CREATE UNIQUE INDEX "payment_orders_payment_key_key" ON "payment_orders" USING btree ("payment_key") WHERE "payment_orders"."status" = 'PAID';
--> statement-breakpoint
-- What was agreed stays: who, how much, under which name. Only how it goes may be written.
REVOKE UPDATE ON payment_orders, payouts FROM neighborbid_application;--> statement-breakpoint
GRANT UPDATE (status, payment_key, failure_code, transaction_id, attempts, next_check_at, updated_at)
  ON payment_orders TO neighborbid_application;--> statement-breakpoint
GRANT UPDATE (status, account_number, holder, return_id, failure_code, attempts, next_attempt_at, updated_at)
  ON payouts TO neighborbid_application;--> statement-breakpoint
-- An outcome with a ledger entry behind it is final. (FAILED is not: should the provider say later that it
-- took the money after all, the money is owed.)
CREATE FUNCTION refuse_second_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% % is % already', TG_TABLE_NAME, OLD.id, OLD.status
    USING ERRCODE = 'integrity_constraint_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER payment_orders_one_outcome BEFORE UPDATE ON payment_orders
  FOR EACH ROW WHEN (OLD.status = 'PAID') EXECUTE FUNCTION refuse_second_outcome();--> statement-breakpoint
CREATE TRIGGER payouts_one_outcome BEFORE UPDATE ON payouts
  FOR EACH ROW WHEN (OLD.status <> 'REQUESTED' AND NEW.status <> OLD.status)
  EXECUTE FUNCTION refuse_second_outcome();
