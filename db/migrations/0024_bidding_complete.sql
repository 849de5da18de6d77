-- In the order in which a bid takes them, so that neither waits for the other.
LOCK TABLE auctions, wallets, transactions IN SHARE ROW EXCLUSIVE MODE;--> statement-breakpoint
CREATE TYPE "public"."bid_kind" AS ENUM('MANUAL', 'AUTO');--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'AUTO_RAISED';--> statement-breakpoint
ALTER TABLE "bids" ADD COLUMN "kind" "bid_kind" DEFAULT 'MANUAL' NOT NULL;--> statement-breakpoint
DROP TRIGGER bids_unchanged ON bids;--> statement-breakpoint
CREATE TRIGGER bids_unchanged BEFORE UPDATE OF id, auction_id, bidder_id, amount, kind, version, created_at ON bids
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
-- ── What is locked for the leader of an auction ────────────────────────────────────────────────────────────────────
CREATE TABLE "holds" (
	"auction_id" bigint PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"amount" numeric(12,0) NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "holds_amount" CHECK ("holds"."amount" > 0)
);--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_auction_id_auctions_id_fk" FOREIGN KEY ("auction_id") REFERENCES "public"."auctions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "holds_user" ON "holds" USING btree ("user_id");--> statement-breakpoint
-- The application reads holds; the entries of the ledger alone change them.
GRANT SELECT ON holds TO neighborbid_application;--> statement-breakpoint
-- reads auctions under its lock: the partial index of active auctions by their leader holds all that it needs
INSERT INTO holds (auction_id, user_id, amount, since)
SELECT id, leader_id, current_price, now() FROM auctions WHERE status = 'ACTIVE' AND leader_id IS NOT NULL;--> statement-breakpoint
-- An entry moves its wallet, and the hold of its auction by the same amount; nothing else does. The entries of one statement
-- have to lead, one after the other by id, from what the wallet holds to what their last one says. Whoever is refunded loses
-- the hold before the next leader gets it, because an auction has one. Runs as the owner of the tables: whoever may write an
-- entry may write neither a wallet nor a hold. Joins by index alone, whatever was planned for the first statement of a session.
CREATE OR REPLACE FUNCTION move_wallets() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  moved bigint;
  named bigint;
  change record;
BEGIN
  WITH chained AS (
    SELECT id, wallet_id, balance_delta, locked_delta, balance_after, locked_after,
      balance_after - balance_delta = lag(balance_after) OVER chain
        AND locked_after - locked_delta = lag(locked_after) OVER chain AS follows
    FROM entries WINDOW chain AS (PARTITION BY wallet_id ORDER BY id)
  ), courses AS (
    SELECT wallet_id, sum(balance_delta) AS balance, sum(locked_delta) AS locked,
      (array_agg(balance_after ORDER BY id DESC))[1] AS balance_after,
      (array_agg(locked_after ORDER BY id DESC))[1] AS locked_after
    FROM chained GROUP BY wallet_id HAVING bool_and(follows) IS NOT FALSE
  )
  UPDATE public.wallets w SET balance = c.balance_after, locked_balance = c.locked_after
  FROM courses c
  WHERE w.id = c.wallet_id AND w.balance + c.balance = c.balance_after AND w.locked_balance + c.locked = c.locked_after;
  GET DIAGNOSTICS moved = ROW_COUNT;
  SELECT count(DISTINCT wallet_id) INTO named FROM entries;
  IF moved <> named THEN
    RAISE EXCEPTION 'the ledger and a wallet would part: % of % wallets follow their entries', moved, named
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;

  FOR change IN
    SELECT e.auction_id, w.user_id, sum(e.locked_delta) AS amount, max(e.created_at) AS at
    FROM entries e JOIN public.wallets w ON w.id = e.wallet_id
    WHERE e.locked_delta <> 0
    GROUP BY e.auction_id, w.user_id HAVING sum(e.locked_delta) <> 0
    ORDER BY sum(e.locked_delta)
  LOOP
    DELETE FROM public.holds
    WHERE auction_id = change.auction_id AND user_id = change.user_id AND amount = -change.amount;
    CONTINUE WHEN FOUND;
    UPDATE public.holds SET amount = amount + change.amount
    WHERE auction_id = change.auction_id AND user_id = change.user_id;
    CONTINUE WHEN FOUND;
    INSERT INTO public.holds (auction_id, user_id, amount, since)
    VALUES (change.auction_id, change.user_id, change.amount, change.at);
  END LOOP;
  RETURN NULL;
END $$;--> statement-breakpoint
-- Nothing stays locked for an auction that is over. A process of the release before knows no maximum: it cannot close or cancel
-- an auction that an automatic bid leads, and the clock of this release does.
CREATE FUNCTION refuse_forgotten_hold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM public.holds WHERE auction_id = NEW.id) THEN
    RAISE EXCEPTION 'auction % is over, and money is still locked for it', NEW.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER auctions_hold_nothing AFTER UPDATE OF status ON auctions
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.status IN ('ENDED', 'CANCELLED') AND OLD.status NOT IN ('ENDED', 'CANCELLED'))
  EXECUTE FUNCTION refuse_forgotten_hold();--> statement-breakpoint
-- ── The end that new bids move ─────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE "auctions" ADD COLUMN "original_end_time" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auctions" ADD COLUMN "extend_window" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "auctions" ADD COLUMN "extend_cap" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "auctions" ADD COLUMN "extensions" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "auctions" ADD COLUMN "attempt_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "auctions" ADD COLUMN "record_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
GRANT UPDATE (original_end_time, extend_window, extend_cap, extensions, attempt_count, record_hash)
  ON auctions TO neighborbid_application;--> statement-breakpoint
-- Until the first bid the end is what the seller says. Afterwards it may only grow, up to the cap (`auctions_extended`).
CREATE FUNCTION keep_original_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.bid_count = 0 AND NEW.extensions = 0) OR NEW.original_end_time IS NULL THEN
    NEW.original_end_time := NEW.end_time;
  ELSIF TG_OP = 'UPDATE' AND (NEW.end_time < OLD.end_time OR NEW.original_end_time <> OLD.original_end_time) THEN
    RAISE EXCEPTION 'the end of auction % does not move back', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER auctions_keep_original_end BEFORE INSERT ON auctions
  FOR EACH ROW EXECUTE FUNCTION keep_original_end();--> statement-breakpoint
CREATE TRIGGER auctions_end_moves_forward BEFORE UPDATE ON auctions
  FOR EACH ROW WHEN (NEW.original_end_time IS NULL
    OR (NEW.end_time, NEW.original_end_time) IS DISTINCT FROM (OLD.end_time, OLD.original_end_time))
  EXECUTE FUNCTION keep_original_end();--> statement-breakpoint
-- What ended stays as it ended, except that an operator may remove it, once, and that its record takes late attempts.
CREATE OR REPLACE FUNCTION refuse_after_the_end() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept auctions := OLD;
BEGIN
  IF OLD.status IN ('ENDED', 'CANCELLED') THEN
    IF OLD.removed_by IS NULL THEN
      kept.removed_by := NEW.removed_by;
    END IF;
    IF NEW.attempt_count > OLD.attempt_count THEN
      kept.attempt_count := NEW.attempt_count;
      kept.record_hash := NEW.record_hash;
    END IF;
    -- A trigger that runs before the change does not see the columns that the change computes.
    kept.price := NEW.price;
    kept.title_letters := NEW.title_letters;
    IF kept IS NOT DISTINCT FROM NEW AND kept IS DISTINCT FROM OLD THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'UPDATE on auction % is refused: its seller stays, and what ended stays as it is', OLD.id
    USING ERRCODE = 'integrity_constraint_violation';
END $$;--> statement-breakpoint
DROP TRIGGER auctions_end_once ON auctions;--> statement-breakpoint
-- A bid of the last moment moves the end, perhaps after the old one has passed. Rows of before get their original end below.
CREATE TRIGGER auctions_end_once BEFORE UPDATE ON auctions
  FOR EACH ROW WHEN (
    OLD.original_end_time IS NOT NULL AND (OLD.status IN ('ENDED', 'CANCELLED') OR NEW.id <> OLD.id OR NEW.seller_id <> OLD.seller_id
    OR (OLD.end_time <= clock_timestamp() AND (
      (NEW.start_price, NEW.instant_price, NEW.bid_unit, NEW.start_time, NEW.is_national, NEW.extend_window, NEW.extend_cap)
        IS DISTINCT FROM
        (OLD.start_price, OLD.instant_price, OLD.bid_unit, OLD.start_time, OLD.is_national, OLD.extend_window, OLD.extend_cap)
      OR (NEW.end_time <> OLD.end_time AND NEW.extensions = OLD.extensions)))))
  EXECUTE FUNCTION refuse_after_the_end();--> statement-breakpoint
ALTER TABLE "auctions" ADD CONSTRAINT "auctions_extended" CHECK ("auctions"."extend_window" >= 0 and "auctions"."extend_cap" >= 0 and "auctions"."extensions" >= 0 and "auctions"."end_time" >= "auctions"."original_end_time" and extract(epoch from "auctions"."end_time" - "auctions"."original_end_time") <= "auctions"."extend_cap") NOT VALID;--> statement-breakpoint
ALTER TABLE "auctions" ADD CONSTRAINT "auctions_original_end_known" CHECK ("original_end_time" IS NOT NULL) NOT VALID;--> statement-breakpoint
-- ── The record of every attempt ────────────────────────────────────────────────────────────────────────────────────
CREATE SEQUENCE attempts_id_seq;--> statement-breakpoint
GRANT USAGE ON SEQUENCE attempts_id_seq TO neighborbid_application;--> statement-breakpoint
CREATE TABLE "attempts" (
	"id" bigint NOT NULL,
	"auction_id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"user_id" bigint,
	"command" text NOT NULL,
	"amount" numeric(12,0),
	"subject_id" bigint,
	"arrived_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"position" integer NOT NULL,
	"price_before" numeric(12,0) NOT NULL,
	"price_after" numeric(12,0) NOT NULL,
	"version_before" bigint NOT NULL,
	"version_after" bigint NOT NULL,
	"code" text,
	"leader_after" bigint,
	"end_after" timestamp with time zone NOT NULL,
	"leader_stopped" boolean NOT NULL,
	"hold_after" numeric(12,0),
	"salt" "bytea" NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "attempts_id_decided_at_pk" PRIMARY KEY("id","decided_at"),
	CONSTRAINT "attempts_in_order" CHECK ("attempts"."seq" > 0 and "attempts"."position" >= 0 and "attempts"."arrived_at" <= "attempts"."decided_at" and "attempts"."version_after" >= "attempts"."version_before"),
	CONSTRAINT "attempts_secrets" CHECK (octet_length("attempts"."salt") = 32 and octet_length("attempts"."hash") = 64 and "attempts"."hash" ~ '^[0-9a-f]+$')
) PARTITION BY RANGE (decided_at);--> statement-breakpoint
CREATE INDEX "attempts_auction" ON "attempts" USING btree ("auction_id","seq");--> statement-breakpoint
CREATE INDEX "attempts_user" ON "attempts" USING btree ("user_id","auction_id","id");--> statement-breakpoint
CREATE TRIGGER attempts_append_only BEFORE UPDATE OR DELETE ON attempts
  FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER attempts_never_emptied BEFORE TRUNCATE ON attempts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
GRANT SELECT, INSERT ON attempts TO neighborbid_application;--> statement-breakpoint
-- For months that nobody made a partition for: an attempt is never lost for lack of one.
CREATE TABLE attempts_other PARTITION OF attempts DEFAULT;--> statement-breakpoint
-- Makes the partitions of this month and the next two, and drops those whose last attempt is older than five years.
-- Returns the number of partitions made and dropped. A month whose attempts are in `attempts_other` already stays there.
CREATE FUNCTION keep_attempt_partitions() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET lock_timeout = '2s' AS $$
DECLARE
  month timestamptz;
  partition text;
  changed integer := 0;
BEGIN
  FOR i IN 0..2 LOOP
    month := date_trunc('month', now()) + make_interval(months => i);
    partition := 'attempts_' || to_char(month, 'YYYY_MM');
    CONTINUE WHEN to_regclass('public.' || partition) IS NOT NULL
      OR EXISTS (SELECT FROM public.attempts_other WHERE decided_at >= month AND decided_at < month + interval '1 month');
    EXECUTE format('CREATE TABLE public.%I (LIKE public.attempts INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition);
    EXECUTE format('ALTER TABLE public.attempts ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
      partition, month, month + interval '1 month');
    changed := changed + 1;
  END LOOP;
  FOR partition IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'public.attempts'::regclass AND c.relname ~ '^attempts_\d{4}_\d{2}$'
      AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' < now() - interval '5 years'
  LOOP
    EXECUTE format('DROP TABLE public.%I', partition);
    changed := changed + 1;
  END LOOP;
  RETURN changed;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION keep_attempt_partitions() FROM public;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION keep_attempt_partitions() TO neighborbid_application;--> statement-breakpoint
SELECT keep_attempt_partitions();--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY "notifications_one_news" ON "notifications" USING btree ("recipient_id","auction_id","kind") WHERE "notifications"."kind" in ('NEW_BID', 'OUTBID', 'AUTO_RAISED') and not "notifications"."is_read";--> statement-breakpoint
-- Statements of the release before find the new index by their narrower condition.
DROP INDEX CONCURRENTLY "notifications_one_unread";--> statement-breakpoint
-- outside a transaction
-- In portions, by id: one statement would hold every auction's row until the last one is done.
DO $$
DECLARE
  after bigint := 0;
  upto bigint;
BEGIN
  LOOP
    SELECT max(id) INTO upto FROM (SELECT id FROM auctions WHERE id > after ORDER BY id LIMIT 1000) AS portion;
    EXIT WHEN upto IS NULL;
    UPDATE auctions SET original_end_time = end_time
    WHERE id > after AND id <= upto AND original_end_time IS NULL;
    COMMIT;
    after := upto;
  END LOOP;
END $$;--> statement-breakpoint
ALTER TABLE "auctions" VALIDATE CONSTRAINT "auctions_extended";--> statement-breakpoint
ALTER TABLE "auctions" VALIDATE CONSTRAINT "auctions_original_end_known";--> statement-breakpoint
ALTER TABLE "auctions" ALTER COLUMN "original_end_time" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "auctions" DROP CONSTRAINT "auctions_original_end_known";--> statement-breakpoint
DROP TRIGGER auctions_end_once ON auctions;--> statement-breakpoint
CREATE TRIGGER auctions_end_once BEFORE UPDATE ON auctions
  FOR EACH ROW WHEN (
    OLD.status IN ('ENDED', 'CANCELLED') OR NEW.id <> OLD.id OR NEW.seller_id <> OLD.seller_id
    OR (OLD.end_time <= clock_timestamp() AND (
      (NEW.start_price, NEW.instant_price, NEW.bid_unit, NEW.start_time, NEW.is_national, NEW.extend_window, NEW.extend_cap)
        IS DISTINCT FROM
        (OLD.start_price, OLD.instant_price, OLD.bid_unit, OLD.start_time, OLD.is_national, OLD.extend_window, OLD.extend_cap)
      OR (NEW.end_time <> OLD.end_time AND NEW.extensions = OLD.extensions))))
  EXECUTE FUNCTION refuse_after_the_end();
