CREATE TYPE "public"."market_kind" AS ENUM('DEMO', 'LOAD_TEST', 'REAL');--> statement-breakpoint
CREATE TABLE "market" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"kind" "market_kind" NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "market_is_one" CHECK ("market"."one")
);
--> statement-breakpoint
CREATE FUNCTION keep_market_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM users) THEN
    RAISE EXCEPTION 'a market with people keeps its kind' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER market_keeps_its_kind BEFORE UPDATE OF kind ON market
  FOR EACH ROW WHEN (NEW.kind <> OLD.kind) EXECUTE FUNCTION keep_market_kind();--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (kind) ON market TO neighborbid_application;
