-- The ledger and the bids are append-only for everybody, the owner included.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: it is append-only', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER transactions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transactions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER bids_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bids
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER wallets_never_deleted BEFORE DELETE OR TRUNCATE ON wallets
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint

-- The application's grants hang on a role without login; its login roles are members of it.
-- Roles belong to the whole cluster: another database may have created this one a moment ago.
DO $$
BEGIN
  CREATE ROLE neighborbid_application NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END $$;--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO neighborbid_application;--> statement-breakpoint
GRANT SELECT ON ALL TABLES IN SCHEMA public TO neighborbid_application;--> statement-breakpoint
GRANT INSERT ON transactions, bids TO neighborbid_application;--> statement-breakpoint
GRANT INSERT, UPDATE ON users, auctions, wallets TO neighborbid_application;--> statement-breakpoint
GRANT INSERT ON comments, reviews TO neighborbid_application;--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON notifications, auction_images, rate_limits TO neighborbid_application;--> statement-breakpoint
GRANT INSERT, DELETE ON watchers, idempotency_keys, api_tokens, uploads TO neighborbid_application;--> statement-breakpoint
-- UPDATE is what FOR UPDATE SKIP LOCKED asks for; nobody updates a row.
GRANT INSERT, UPDATE, DELETE ON outbox TO neighborbid_application;--> statement-breakpoint
-- The bidding core names its bids before it writes them, so that one statement can refer to them.
GRANT USAGE ON SEQUENCE bids_id_seq TO neighborbid_application;
