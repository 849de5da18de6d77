ALTER TABLE "saved_searches" ADD COLUMN "attempts" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "attempts" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "next_attempt_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX CONCURRENTLY "api_tokens_expired" ON "api_tokens" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX CONCURRENTLY "rate_limits_expired" ON "rate_limits" USING btree ("expire");--> statement-breakpoint
CREATE INDEX CONCURRENTLY "deliveries_subscription" ON "deliveries" USING btree ("push_subscription_id") WHERE "deliveries"."push_subscription_id" is not null;--> statement-breakpoint
CREATE INDEX CONCURRENTLY "deliveries_ended" ON "deliveries" USING btree ("next_attempt_at") WHERE "deliveries"."status" in ('SENT', 'FAILED', 'LOST');--> statement-breakpoint
CREATE INDEX CONCURRENTLY "payment_orders_abandoned" ON "payment_orders" USING btree ("created_at") WHERE "payment_orders"."status" = 'CREATED';--> statement-breakpoint
-- Orders that nobody began to pay may be forgotten, and no others: the application may delete none, but ask for this.
CREATE FUNCTION forget_abandoned_orders(kept_days integer, most integer) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH forgotten AS (
    DELETE FROM payment_orders WHERE id IN (
      SELECT id FROM payment_orders
      WHERE status = 'CREATED' AND payment_key IS NULL AND transaction_id IS NULL
        AND created_at < now() - make_interval(days => greatest(kept_days, 7))
      ORDER BY created_at LIMIT most FOR UPDATE SKIP LOCKED)
    RETURNING 1
  )
  SELECT count(*)::integer FROM forgotten
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION forget_abandoned_orders(integer, integer) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION forget_abandoned_orders(integer, integer) TO neighborbid_application;--> statement-breakpoint
-- What FOR UPDATE SKIP LOCKED asks for; nobody updates these rows, which the application may delete anyway.
GRANT UPDATE (created_at) ON idempotency_keys, api_tokens, uploads TO neighborbid_application;--> statement-breakpoint
GRANT UPDATE (attempts) ON saved_searches TO neighborbid_application;--> statement-breakpoint
GRANT UPDATE (attempts, next_attempt_at) ON outbox TO neighborbid_application;
