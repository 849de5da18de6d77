CREATE TABLE "demo_withdrawals" (
	"transaction_id" bigint PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "demo_withdrawals" ADD CONSTRAINT "demo_withdrawals_transaction_id_transactions_id_fk" FOREIGN KEY ("transaction_id") REFERENCES "public"."transactions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
GRANT SELECT, INSERT ON demo_withdrawals TO neighborbid_application;--> statement-breakpoint
CREATE TRIGGER demo_withdrawals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON demo_withdrawals
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
-- As for deposits: by the end of its transaction a withdrawal has the payout that sends it, or says that nobody does.
CREATE FUNCTION refuse_unexplained_withdrawal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM public.payouts p JOIN public.wallets w ON w.user_id = p.user_id
    WHERE p.withdrawal_id = NEW.id AND w.id = NEW.wallet_id AND p.amount = -NEW.balance_delta
  ) AND NOT EXISTS (SELECT FROM public.demo_withdrawals WHERE transaction_id = NEW.id) THEN
    RAISE EXCEPTION 'nothing explains the % of entry %', NEW.type, NEW.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER transactions_explained_out AFTER INSERT ON transactions
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.type = 'WITHDRAWAL') EXECUTE FUNCTION refuse_unexplained_withdrawal();--> statement-breakpoint
ALTER TYPE "public"."payment_finding_kind" ADD VALUE 'NOT_LISTED';--> statement-breakpoint
CREATE TABLE "payment_listings" (
	"order_id" text NOT NULL,
	"payment_key" text NOT NULL,
	CONSTRAINT "payment_listings_order_id_payment_key_pk" PRIMARY KEY("order_id","payment_key")
);
--> statement-breakpoint
GRANT SELECT, INSERT ON payment_listings TO neighborbid_application;--> statement-breakpoint
ALTER TABLE "payment_comparisons" ADD COLUMN "recorded" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_comparisons" ADD COLUMN "sought_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "payment_comparisons_unsought" ON "payment_comparisons" USING btree ("day") WHERE "payment_comparisons"."sought_at" is null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY "payment_orders_paid" ON "payment_orders" USING btree ("updated_at") WHERE "payment_orders"."status" = 'PAID' and "payment_orders"."provider" = 'TOSS' and "payment_orders"."cancelled_at" is null;--> statement-breakpoint
-- outside a transaction
-- Withdrawals of the time before: without a payout the demo made them, nothing else could. From here on none is added.
INSERT INTO demo_withdrawals (transaction_id)
SELECT t.id FROM transactions t
WHERE t.type = 'WITHDRAWAL' AND NOT EXISTS (SELECT FROM payouts WHERE withdrawal_id = t.id)
ON CONFLICT DO NOTHING;
