ALTER TYPE "public"."notification_kind" ADD VALUE 'ITEM_REMOVED';--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'REPORT_SETTLED';--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'BIDS_EXCLUDED';--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'LEAD_PASSED';--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'BID_LAPSED';--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'LEADER_EXCLUDED';--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'ACCOUNT_SUSPENDED';--> statement-breakpoint
ALTER TYPE "public"."notification_kind" ADD VALUE 'ACCOUNT_RESTORED';--> statement-breakpoint
ALTER TABLE "auctions" ADD COLUMN "history_version" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "auctions" ADD COLUMN "removed_by" bigint;--> statement-breakpoint
ALTER TABLE "auctions" ADD CONSTRAINT "auctions_removed_by_operator_acts_id_fk" FOREIGN KEY ("removed_by") REFERENCES "public"."operator_acts"("id") ON DELETE restrict ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "auctions" ADD CONSTRAINT "auctions_removed_when_over" CHECK ("auctions"."removed_by" is null or "auctions"."status" in ('ENDED', 'CANCELLED')) NOT VALID;--> statement-breakpoint
GRANT UPDATE (history_version, removed_by) ON auctions TO neighborbid_application;--> statement-breakpoint
-- An ended auction stays as it ended, except that an operator may remove it, once.
CREATE OR REPLACE FUNCTION refuse_after_the_end() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept auctions := OLD;
BEGIN
  IF OLD.status IN ('ENDED', 'CANCELLED') AND OLD.removed_by IS NULL AND NEW.removed_by IS NOT NULL THEN
    kept.removed_by := NEW.removed_by;
    -- A trigger that runs before the change does not see the columns that the change computes.
    kept.price := NEW.price;
    kept.title_letters := NEW.title_letters;
    IF kept IS NOT DISTINCT FROM NEW THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'UPDATE on auction % is refused: its seller stays, and what ended stays as it is', OLD.id
    USING ERRCODE = 'integrity_constraint_violation';
END $$;--> statement-breakpoint
ALTER TABLE "bids" ADD COLUMN "excluded_by" bigint;--> statement-breakpoint
ALTER TABLE "bids" ADD CONSTRAINT "bids_excluded_by_operator_acts_id_fk" FOREIGN KEY ("excluded_by") REFERENCES "public"."operator_acts"("id") ON DELETE restrict ON UPDATE no action NOT VALID;--> statement-breakpoint
-- A bid stays as it was placed. All that can happen to it is that an act of an operator excludes it, once, before the end.
CREATE FUNCTION refuse_exclusion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.excluded_by IS NULL AND NEW.excluded_by IS NOT NULL
    AND EXISTS (SELECT FROM public.auctions WHERE id = OLD.auction_id AND status IN ('WAITING', 'ACTIVE'))
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'bid % is excluded once, before its auction ends', OLD.id
    USING ERRCODE = 'integrity_constraint_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER bids_excluded_once BEFORE UPDATE OF excluded_by ON bids
  FOR EACH ROW EXECUTE FUNCTION refuse_exclusion();--> statement-breakpoint
CREATE TRIGGER bids_unchanged BEFORE UPDATE OF id, auction_id, bidder_id, amount, version, created_at ON bids
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
DROP TRIGGER bids_append_only ON bids;--> statement-breakpoint
CREATE TRIGGER bids_never_deleted BEFORE DELETE OR TRUNCATE ON bids
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
GRANT UPDATE (excluded_by) ON bids TO neighborbid_application;--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY "bids_standing_amount_key" ON "bids" USING btree ("auction_id","amount") WHERE "bids"."excluded_by" is null;--> statement-breakpoint
ALTER TABLE "bids" DROP CONSTRAINT "bids_auction_amount_key";--> statement-breakpoint
ALTER TABLE "auctions" VALIDATE CONSTRAINT "auctions_removed_by_operator_acts_id_fk";--> statement-breakpoint
ALTER TABLE "auctions" VALIDATE CONSTRAINT "auctions_removed_when_over";--> statement-breakpoint
ALTER TABLE "bids" VALIDATE CONSTRAINT "bids_excluded_by_operator_acts_id_fk";--> statement-breakpoint
-- outside a transaction
-- Auctions that operators cancelled before this release are removed as well.
UPDATE auctions a SET removed_by = acts.id FROM (
  SELECT DISTINCT ON (subject_id) subject_id::bigint AS auction_id, id FROM operator_acts
  WHERE act = 'CANCEL_AUCTION' AND subject_type = 'auction' AND subject_id ~ '^[0-9]{1,18}$'
  ORDER BY subject_id, id DESC
) AS acts
WHERE a.id = acts.auction_id AND a.removed_by IS NULL AND a.status = 'CANCELLED';
