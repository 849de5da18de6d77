-- What amounts add up to in a wallet gets room; the amounts themselves keep theirs. More digits of the same scale
-- change no stored value, so nothing is rewritten. The checks would be proved again under the exclusive lock when a
-- column they name changes: they are taken off before, come back for new rows, and 0012 proves them for the old ones
-- while the market goes on.
ALTER TABLE "transactions" DROP CONSTRAINT "transactions_after_not_negative", DROP CONSTRAINT "transactions_sign_pattern";--> statement-breakpoint
ALTER TABLE "transactions"
  ALTER COLUMN "balance_delta" SET DATA TYPE numeric(18,0),
  ALTER COLUMN "locked_delta" SET DATA TYPE numeric(18,0),
  ALTER COLUMN "balance_after" SET DATA TYPE numeric(18,0),
  ALTER COLUMN "locked_after" SET DATA TYPE numeric(18,0);--> statement-breakpoint
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_after_not_negative" CHECK ("transactions"."balance_after" >= 0 and "transactions"."locked_after" >= 0) NOT VALID;--> statement-breakpoint
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_sign_pattern" CHECK (case "transactions"."type"
        when 'DEPOSIT' then "transactions"."balance_delta" > 0 and "transactions"."locked_delta" = 0 and "transactions"."auction_id" is null
        when 'BID_LOCK' then "transactions"."balance_delta" < 0 and "transactions"."locked_delta" = -"transactions"."balance_delta" and "transactions"."auction_id" is not null
        when 'BID_REFUND' then "transactions"."balance_delta" > 0 and "transactions"."locked_delta" = -"transactions"."balance_delta" and "transactions"."auction_id" is not null
        when 'PAYMENT' then (("transactions"."balance_delta" = 0 and "transactions"."locked_delta" < 0) or ("transactions"."balance_delta" < 0 and "transactions"."locked_delta" = 0)) and "transactions"."auction_id" is not null
        when 'EARNING' then "transactions"."balance_delta" > 0 and "transactions"."locked_delta" = 0 and "transactions"."auction_id" is not null
        when 'WITHDRAWAL' then "transactions"."balance_delta" < 0 and "transactions"."locked_delta" = 0 and "transactions"."auction_id" is null
      end) NOT VALID;--> statement-breakpoint
ALTER TABLE "wallets" DROP CONSTRAINT "wallets_not_negative";--> statement-breakpoint
ALTER TABLE "wallets"
  ALTER COLUMN "balance" SET DATA TYPE numeric(18,0),
  ALTER COLUMN "locked_balance" SET DATA TYPE numeric(18,0);--> statement-breakpoint
ALTER TABLE "wallets" ADD CONSTRAINT "wallets_not_negative" CHECK ("wallets"."balance" >= 0 and "wallets"."locked_balance" >= 0) NOT VALID;
