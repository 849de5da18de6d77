ALTER TABLE "payment_orders" ADD COLUMN "cancelled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "claimed_by" bigint;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "claimed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_claimed_by_users_id_fk" FOREIGN KEY ("claimed_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payment_orders_cancelled" ON "payment_orders" USING btree ("cancelled_at") WHERE "payment_orders"."cancelled_at" is not null;--> statement-breakpoint
CREATE INDEX "payouts_status" ON "payouts" USING btree ("status","id");--> statement-breakpoint
ALTER TABLE "payment_orders" ADD CONSTRAINT "payment_orders_cancelled" CHECK ("payment_orders"."cancelled_at" is null or "payment_orders"."status" = 'PAID');--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_claimed" CHECK (("payouts"."claimed_by" is null) = ("payouts"."claimed_at" is null));--> statement-breakpoint
GRANT UPDATE (cancelled_at) ON payment_orders TO neighborbid_application;--> statement-breakpoint
GRANT UPDATE (claimed_by, claimed_at, note) ON payouts TO neighborbid_application;--> statement-breakpoint
-- What is paid stays paid, in all that it says. One thing may be learnt of it afterwards, once: that the provider gave
-- the money back at its own desk.
DROP TRIGGER payment_orders_one_outcome ON payment_orders;--> statement-breakpoint
CREATE TRIGGER payment_orders_one_outcome BEFORE UPDATE ON payment_orders
  FOR EACH ROW WHEN (OLD.status = 'PAID' AND (OLD.cancelled_at IS NOT NULL OR NEW.cancelled_at IS NULL
    OR (NEW.status, NEW.transaction_id, NEW.payment_key) IS DISTINCT FROM
      (OLD.status, OLD.transaction_id, OLD.payment_key)))
  EXECUTE FUNCTION refuse_second_outcome();
