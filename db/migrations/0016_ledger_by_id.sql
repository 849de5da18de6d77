-- A ledger is read in the order of its ids; a seller's figures are read by time, of earnings alone. Two statements
-- later nothing uses the index by time any more.
CREATE INDEX CONCURRENTLY "transactions_by_wallet" ON "transactions" USING btree ("wallet_id","id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY "transactions_earnings" ON "transactions" USING btree ("wallet_id","created_at","id") WHERE "transactions"."type" = 'EARNING';--> statement-breakpoint
DROP INDEX CONCURRENTLY "transactions_wallet";
