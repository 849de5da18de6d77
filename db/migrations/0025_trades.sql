ALTER TYPE "public"."notification_kind" ADD VALUE 'TRADE_TODO';--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'TRADE_NEWS';--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'MEETING_SOON';--> statement-breakpoint
CREATE TYPE "public"."settlement" AS ENUM('handover', 'close');--> statement-breakpoint
CREATE TYPE "public"."trade_method" AS ENUM('MEET', 'PARCEL');--> statement-breakpoint
CREATE TYPE "public"."trade_fault" AS ENUM('NONE', 'BUYER', 'SELLER', 'MUTUAL');--> statement-breakpoint
CREATE TYPE "public"."trade_party" AS ENUM('BUYER', 'SELLER');--> statement-breakpoint
CREATE TYPE "public"."trade_state" AS ENUM('AWAITING', 'SHIPPED', 'DELIVERED', 'DISPUTED', 'COMPLETED', 'CANCELLED');--> statement-breakpoint
CREATE TABLE "trade_events" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"trade_id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"role" text NOT NULL,
	"actor_id" bigint,
	"state" "trade_state" NOT NULL,
	"detail" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "trade_events_in_order" UNIQUE("trade_id","seq"),
	CONSTRAINT "trade_events_role" CHECK ("trade_events"."role" in ('BUYER', 'SELLER', 'OPERATOR', 'CLOCK')),
	CONSTRAINT "trade_events_actor" CHECK (("trade_events"."actor_id" is null) = ("trade_events"."role" = 'CLOCK'))
);
--> statement-breakpoint
CREATE TABLE "trades" (
	"id" bigint generated always as identity PRIMARY KEY NOT NULL,
	"auction_id" bigint NOT NULL,
	"buyer_id" bigint NOT NULL,
	"seller_id" bigint NOT NULL,
	"price" numeric(12,0) NOT NULL,
	"method" "trade_method" NOT NULL,
	"state" "trade_state" DEFAULT 'AWAITING' NOT NULL,
	"refund" numeric(12,0) DEFAULT 0 NOT NULL,
	"fault" "trade_fault" DEFAULT 'NONE' NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"next_at" timestamp with time zone,
	"appointment_at" timestamp with time zone,
	"proposed_at" timestamp with time zone,
	"proposed_by" "trade_party",
	"address_at" timestamp with time zone,
	"ship_by" timestamp with time zone,
	"shipped_at" timestamp with time zone,
	"carrier" text,
	"tracking_number" text,
	"delivered_at" timestamp with time zone,
	"called_off_by" "trade_party",
	"called_off_at" timestamp with time zone,
	"called_off_fault" "trade_fault",
	"objected_at" timestamp with time zone,
	"disputed_by" text,
	"disputed_at" timestamp with time zone,
	"dispute_reason" text,
	"disputed_from" "trade_state",
	"answered_at" timestamp with time zone,
	"offer" numeric(12,0),
	"offer_by" "trade_party",
	"offer_at" timestamp with time zone,
	"offer_returns" boolean,
	"return_refund" numeric(12,0),
	"return_agreed_at" timestamp with time zone,
	"return_shipped_at" timestamp with time zone,
	"return_carrier" text,
	"return_tracking_number" text,
	"return_delivered_at" timestamp with time zone,
	"decided_refund" numeric(12,0),
	"decided_fault" "trade_fault",
	"decided_by" bigint,
	"decided_at" timestamp with time zone,
	"accepted_by" "trade_party",
	"appealed_by" "trade_party",
	"appealed_at" timestamp with time zone,
	"escalated_at" timestamp with time zone,
	"code_counter" integer DEFAULT 0 NOT NULL,
	"code_tries" integer DEFAULT 0 NOT NULL,
	"code_locked_until" timestamp with time zone,
	"reminded" text[] DEFAULT '{}' NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "trades_buyer_key" UNIQUE("auction_id","buyer_id"),
	CONSTRAINT "trades_price" CHECK ("trades"."price" > 0 and "trades"."refund" between 0 and "trades"."price"),
	CONSTRAINT "trades_not_oneself" CHECK ("trades"."buyer_id" <> "trades"."seller_id"),
	CONSTRAINT "trades_ended" CHECK (("trades"."ended_at" is not null) = ("trades"."state" in ('COMPLETED', 'CANCELLED'))),
	CONSTRAINT "trades_next" CHECK ("trades"."ended_at" is null or "trades"."next_at" is null),
	CONSTRAINT "trades_refund" CHECK (case "trades"."state" when 'COMPLETED' then "trades"."refund" < "trades"."price" when 'CANCELLED' then "trades"."refund" = "trades"."price" else "trades"."refund" = 0 and "trades"."fault" = 'NONE' end)
);
--> statement-breakpoint
ALTER TABLE "auctions" ADD COLUMN "settlement" "settlement" DEFAULT 'close' NOT NULL;--> statement-breakpoint
ALTER TABLE "auctions" ADD COLUMN "method" "trade_method" DEFAULT 'MEET' NOT NULL;--> statement-breakpoint
ALTER TABLE "trade_events" ADD CONSTRAINT "trade_events_trade_id_trades_id_fk" FOREIGN KEY ("trade_id") REFERENCES "public"."trades"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trade_events" ADD CONSTRAINT "trade_events_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trades" ADD CONSTRAINT "trades_auction_id_auctions_id_fk" FOREIGN KEY ("auction_id") REFERENCES "public"."auctions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trades" ADD CONSTRAINT "trades_buyer_id_users_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trades" ADD CONSTRAINT "trades_seller_id_users_id_fk" FOREIGN KEY ("seller_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trades" ADD CONSTRAINT "trades_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "trades_one_open" ON "trades" USING btree ("auction_id") WHERE "trades"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "trades_buyer" ON "trades" USING btree ("buyer_id","opened_at" desc);--> statement-breakpoint
CREATE INDEX "trades_seller" ON "trades" USING btree ("seller_id","opened_at" desc);--> statement-breakpoint
CREATE INDEX "trades_due" ON "trades" USING btree ("next_at") WHERE "trades"."next_at" is not null;--> statement-breakpoint
CREATE INDEX "trades_escalated" ON "trades" USING btree ("escalated_at") WHERE "trades"."ended_at" is null and "trades"."escalated_at" is not null;;--> statement-breakpoint
-- ── What the application may do ────────────────────────────────────────────────────────────────────────────────────
GRANT SELECT, INSERT ON trades, trade_events TO neighborbid_application;--> statement-breakpoint
-- Not the two, the auction, the price or the beginning: those stay.
GRANT UPDATE (method, state, refund, fault, version, next_at, appointment_at, proposed_at, proposed_by, address_at, ship_by,
  shipped_at, carrier, tracking_number, delivered_at, called_off_by, called_off_at, called_off_fault, objected_at, disputed_by,
  disputed_at, dispute_reason, disputed_from, answered_at, offer, offer_by, offer_at, offer_returns, return_refund,
  return_agreed_at, return_shipped_at, return_carrier, return_tracking_number, return_delivered_at, decided_refund,
  decided_fault, decided_by, decided_at, accepted_by, appealed_by, appealed_at, escalated_at, code_counter, code_tries,
  code_locked_until, reminded, ended_at) ON trades TO neighborbid_application;--> statement-breakpoint
GRANT UPDATE (method) ON auctions TO neighborbid_application;--> statement-breakpoint
CREATE TRIGGER trade_events_append_only BEFORE UPDATE OR DELETE ON trade_events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER trade_events_never_emptied BEFORE TRUNCATE ON trade_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER trades_stay_ended BEFORE UPDATE OR DELETE ON trades
  FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION refuse_change();--> statement-breakpoint
-- ── The hold outlives the close ────────────────────────────────────────────────────────────────────────────────────
-- What is locked for an auction that is over is the price of its open trade. A process of the release before opens no trade:
-- it cannot close an auction that is settled at the handover, and the clock of this release does.
CREATE OR REPLACE FUNCTION refuse_forgotten_hold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM public.holds h WHERE h.auction_id = NEW.id AND NOT EXISTS (
    SELECT FROM public.trades t WHERE t.auction_id = h.auction_id AND t.ended_at IS NULL
      AND (t.buyer_id, t.price) = (h.user_id, h.amount))) THEN
    RAISE EXCEPTION 'auction % is over, and money is still locked for it', NEW.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.settlement = 'handover' AND NEW.winner_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM public.trades t WHERE t.auction_id = NEW.id AND (t.buyer_id, t.price) = (NEW.winner_id, NEW.final_price)) THEN
    RAISE EXCEPTION 'auction % was sold without a trade', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
-- An open trade holds exactly its price, and one that has ended holds nothing.
CREATE FUNCTION trade_holds_its_price() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  held numeric;
BEGIN
  SELECT amount INTO held FROM public.holds WHERE auction_id = NEW.auction_id AND user_id = NEW.buyer_id;
  IF held IS DISTINCT FROM (CASE WHEN NEW.ended_at IS NULL THEN NEW.price END) THEN
    RAISE EXCEPTION 'trade % is %, and % is locked for its price of %', NEW.id, NEW.state, coalesce(held, 0), NEW.price
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER trades_hold_their_price AFTER INSERT OR UPDATE OF ended_at ON trades
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION trade_holds_its_price();--> statement-breakpoint
-- A sale pays its seller at the close, or by its completed trade: nobody earns from a trade that is open or was called off.
CREATE OR REPLACE FUNCTION refuse_unexplained() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  owner_id bigint := (SELECT user_id FROM public.wallets WHERE id = NEW.wallet_id);
  is_explained boolean;
BEGIN
  is_explained := CASE NEW.type
    WHEN 'DEPOSIT' THEN EXISTS (
        SELECT FROM public.payment_orders
        WHERE transaction_id = NEW.id AND user_id = owner_id AND amount = NEW.balance_delta)
      OR EXISTS (
        SELECT FROM public.payouts WHERE return_id = NEW.id AND user_id = owner_id AND amount = NEW.balance_delta)
    WHEN 'PAYMENT' THEN EXISTS (
        SELECT FROM public.auctions WHERE id = NEW.auction_id AND settlement = 'close' AND winner_id = owner_id
          AND final_price = -(NEW.balance_delta + NEW.locked_delta))
      OR EXISTS (
        SELECT FROM public.trades WHERE auction_id = NEW.auction_id AND state = 'COMPLETED' AND buyer_id = owner_id
          AND price - refund = -NEW.locked_delta AND NEW.balance_delta = 0)
    WHEN 'EARNING' THEN EXISTS (
        SELECT FROM public.auctions WHERE id = NEW.auction_id AND settlement = 'close' AND seller_id = owner_id
          AND final_price = NEW.balance_delta)
      OR EXISTS (
        SELECT FROM public.trades WHERE auction_id = NEW.auction_id AND state = 'COMPLETED' AND seller_id = owner_id
          AND price - refund = NEW.balance_delta)
  END;
  IF NOT is_explained THEN
    RAISE EXCEPTION 'nothing explains the % of entry %', NEW.type, NEW.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
