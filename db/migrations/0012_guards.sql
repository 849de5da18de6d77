-- In the order in which a bid takes them, so that neither waits for the other.
LOCK TABLE auctions, users, wallets, transactions, outbox, payouts IN SHARE ROW EXCLUSIVE MODE;--> statement-breakpoint

-- ── Wallets move by the entries of the ledger ────────────────────────────────────────────────────────────────────
-- An entry moves its wallet; nothing else does. The entries of one statement have to lead, one after the other by id,
-- from what the wallet holds to what their last one says. It runs as the owner of the tables: whoever may write an
-- entry may not write a wallet. Joins by index alone, whatever was planned for the first statement of a session.
CREATE FUNCTION move_wallets() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  moved bigint;
  named bigint;
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
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER transactions_move_wallets AFTER INSERT ON transactions
  REFERENCING NEW TABLE AS entries FOR EACH STATEMENT EXECUTE FUNCTION move_wallets();--> statement-breakpoint
CREATE FUNCTION refuse_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: entries of the ledger move a wallet', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER wallets_move_by_entries BEFORE UPDATE ON wallets
  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_by_hand();--> statement-breakpoint
CREATE TRIGGER wallets_open_empty BEFORE INSERT ON wallets
  FOR EACH ROW WHEN (NEW.balance <> 0 OR NEW.locked_balance <> 0) EXECUTE FUNCTION refuse_by_hand();--> statement-breakpoint
-- To lock a row takes the right to update a column of it; the trigger above lets nobody use it.
REVOKE UPDATE ON wallets FROM neighborbid_application;--> statement-breakpoint
GRANT UPDATE (id) ON wallets TO neighborbid_application;--> statement-breakpoint

-- ── Money comes from somewhere and goes to whom it belongs ───────────────────────────────────────────────────────
-- At the end of the transaction: an order is paid after its entry is written, under whose id it is.
CREATE FUNCTION refuse_unexplained() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
        SELECT FROM public.auctions WHERE id = NEW.auction_id AND winner_id = owner_id
          AND final_price = -(NEW.balance_delta + NEW.locked_delta))
    WHEN 'EARNING' THEN EXISTS (
        SELECT FROM public.auctions WHERE id = NEW.auction_id AND seller_id = owner_id
          AND final_price = NEW.balance_delta)
  END;
  IF NOT is_explained THEN
    RAISE EXCEPTION 'nothing explains the % of entry %', NEW.type, NEW.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER transactions_explained AFTER INSERT ON transactions
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.type IN ('DEPOSIT', 'PAYMENT', 'EARNING')) EXECUTE FUNCTION refuse_unexplained();--> statement-breakpoint

-- ── What ended stays as it ended ─────────────────────────────────────────────────────────────────────────────────
CREATE FUNCTION refuse_after_the_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'UPDATE on auction % is refused: its seller stays, and what ended stays as it is', OLD.id
    USING ERRCODE = 'integrity_constraint_violation';
END $$;--> statement-breakpoint
-- Its end has come by the clock before it is settled: until then it may only be settled.
CREATE TRIGGER auctions_end_once BEFORE UPDATE ON auctions
  FOR EACH ROW WHEN (
    OLD.status IN ('ENDED', 'CANCELLED') OR NEW.id <> OLD.id OR NEW.seller_id <> OLD.seller_id
    OR (OLD.end_time <= clock_timestamp()
      AND (NEW.start_price, NEW.instant_price, NEW.bid_unit, NEW.start_time, NEW.end_time, NEW.is_national)
        IS DISTINCT FROM
        (OLD.start_price, OLD.instant_price, OLD.bid_unit, OLD.start_time, OLD.end_time, OLD.is_national)))
  EXECUTE FUNCTION refuse_after_the_end();--> statement-breakpoint
REVOKE UPDATE ON auctions FROM neighborbid_application;--> statement-breakpoint
GRANT UPDATE (title, description, start_price, current_price, instant_price, bid_unit, start_time, end_time, status,
    region_code, category, is_national, condition, shipping_payer, leader_id, winner_id, final_price, bid_count,
    version, ended_at)
  ON auctions TO neighborbid_application;--> statement-breakpoint

-- ── Where a payout goes is said once ─────────────────────────────────────────────────────────────────────────────
ALTER TABLE "payouts" ADD COLUMN "account_seal" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE FUNCTION payout_seal(id bigint, bank text, account_number text, holder text) RETURNS text LANGUAGE sql STABLE
  SET search_path = pg_catalog, pg_temp
  AS $$ SELECT encode(sha256(convert_to(jsonb_build_array(id, bank, account_number, holder)::text, 'UTF8')), 'hex') $$;--> statement-breakpoint
UPDATE payouts SET account_seal = payout_seal(id, bank, account_number, holder);--> statement-breakpoint
CREATE FUNCTION seal_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Once it is done, all but the last four digits of the number are forgotten, and nothing else ever changes.
  IF TG_OP = 'UPDATE' AND (
    (NEW.id, NEW.user_id, NEW.amount, NEW.withdrawal_id, NEW.bank, NEW.holder, NEW.account_seal)
      IS DISTINCT FROM (OLD.id, OLD.user_id, OLD.amount, OLD.withdrawal_id, OLD.bank, OLD.holder, OLD.account_seal)
    OR (NEW.account_number <> OLD.account_number
      AND (OLD.status <> 'REQUESTED' OR NEW.status = 'REQUESTED'
        OR NEW.account_number <> right(OLD.account_number, 4))))
  THEN
    RAISE EXCEPTION 'payout % goes where it was asked to go', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  -- A seal that does not fit stays as it is: nothing that happens later makes a redirected payout look right.
  IF TG_OP = 'INSERT' OR (NEW.account_number <> OLD.account_number
    AND OLD.account_seal = public.payout_seal(OLD.id, OLD.bank, OLD.account_number, OLD.holder))
  THEN
    NEW.account_seal := public.payout_seal(NEW.id, NEW.bank, NEW.account_number, NEW.holder);
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER payouts_sealed BEFORE INSERT OR UPDATE ON payouts FOR EACH ROW EXECUTE FUNCTION seal_payout();--> statement-breakpoint
REVOKE UPDATE (holder) ON payouts FROM neighborbid_application;--> statement-breakpoint

-- ── Who operates is said by the owner of the tables ──────────────────────────────────────────────────────────────
CREATE FUNCTION refuse_unless_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'operators are made by the owner of the tables' USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TRIGGER users_begin_as_members BEFORE INSERT ON users
  FOR EACH ROW WHEN (NEW.role <> 'MEMBER') EXECUTE FUNCTION refuse_unless_owner();--> statement-breakpoint
REVOKE UPDATE ON users FROM neighborbid_application;--> statement-breakpoint
GRANT UPDATE (username, email, nickname, password_hash, reputation_score, review_count, region_code, session_version,
    locale, marketing_agreed_at, suspended_at, deleted_at)
  ON users TO neighborbid_application;--> statement-breakpoint

-- ── What is owed to the outside world goes when it was said ──────────────────────────────────────────────────────
CREATE TABLE "announced" (
	"auction_id" bigint PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL
);--> statement-breakpoint
GRANT SELECT ON announced TO neighborbid_application;--> statement-breakpoint
-- Takes away rows of the outbox that have been announced, and remembers how far each national auction has been.
CREATE FUNCTION discard_announced(ids bigint[]) RETURNS void LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  WITH gone AS (
    DELETE FROM public.outbox WHERE id = ANY (ids)
    RETURNING substring(topic FROM '^auction:([0-9]{1,18})$')::bigint AS auction_id,
      CASE jsonb_typeof(payload #> '{message,version}')
        WHEN 'number' THEN (payload #>> '{message,version}')::bigint END AS version
  )
  INSERT INTO public.announced AS a (auction_id, version)
  SELECT gone.auction_id, max(gone.version) FROM gone JOIN public.auctions ON auctions.id = gone.auction_id
  WHERE gone.version IS NOT NULL
  GROUP BY gone.auction_id ORDER BY gone.auction_id
  ON CONFLICT (auction_id) DO UPDATE SET version = greatest(a.version, excluded.version)
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION discard_announced(bigint[]) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION discard_announced(bigint[]) TO neighborbid_application;--> statement-breakpoint
CREATE TRIGGER outbox_unchanged BEFORE UPDATE OF id, topic, payload, created_at ON outbox
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
-- UPDATE of a column is what FOR UPDATE SKIP LOCKED asks for; the trigger above lets nobody use it.
REVOKE UPDATE, DELETE ON outbox FROM neighborbid_application;--> statement-breakpoint
GRANT UPDATE (id) ON outbox TO neighborbid_application;--> statement-breakpoint

-- ── The rest, as narrow as its use ───────────────────────────────────────────────────────────────────────────────
REVOKE UPDATE ON notifications, auction_images, notification_choices, push_subscriptions, deliveries, saved_searches,
    reports, regions, categories FROM neighborbid_application;--> statement-breakpoint
GRANT UPDATE (params, is_read, dispatched_at, created_at) ON notifications TO neighborbid_application;--> statement-breakpoint
GRANT UPDATE (push, email) ON notification_choices TO neighborbid_application;--> statement-breakpoint
GRANT UPDATE (user_id, p256dh, auth) ON push_subscriptions TO neighborbid_application;--> statement-breakpoint
GRANT UPDATE (status, attempts, next_attempt_at, error) ON deliveries TO neighborbid_application;--> statement-breakpoint
GRANT UPDATE (name, seen_auction_id, next_look_at) ON saved_searches TO neighborbid_application;--> statement-breakpoint
GRANT UPDATE (status, resolved_at, resolved_by) ON reports TO neighborbid_application;--> statement-breakpoint
GRANT UPDATE (name) ON regions TO neighborbid_application;--> statement-breakpoint
GRANT UPDATE (name_ko, name_en) ON categories TO neighborbid_application;--> statement-breakpoint

-- ── What was there before ────────────────────────────────────────────────────────────────────────────────────────
-- The checks that 0011 took off are proved for the rows of before; nobody is kept out meanwhile. What reads whole
-- tables comes behind them, when the triggers are in place and the locks for them let go.
ALTER TABLE "transactions" VALIDATE CONSTRAINT "transactions_after_not_negative";--> statement-breakpoint
ALTER TABLE "transactions" VALIDATE CONSTRAINT "transactions_sign_pattern";--> statement-breakpoint
ALTER TABLE "wallets" VALIDATE CONSTRAINT "wallets_not_negative";--> statement-breakpoint
-- Deposits of the time before, made by the demo's API, get the order that the ones of today have: it is called after
-- its entry, by which it is told from one that somebody placed.
INSERT INTO payment_orders (order_id, user_id, provider, amount, status, transaction_id, created_at, updated_at)
SELECT 'ledger-' || t.id, w.user_id, 'DEMO', t.balance_delta, 'PAID', t.id, t.created_at, t.created_at
FROM transactions t JOIN wallets w ON w.id = t.wallet_id
WHERE t.type = 'DEPOSIT'
  AND NOT EXISTS (SELECT FROM payment_orders WHERE transaction_id = t.id)
  AND NOT EXISTS (SELECT FROM payouts WHERE return_id = t.id);--> statement-breakpoint
-- What was announced so far left no trace; from here on everything does.
INSERT INTO announced (auction_id, version) SELECT id, version FROM auctions WHERE is_national AND version > 0
ON CONFLICT DO NOTHING;
