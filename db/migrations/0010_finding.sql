-- Words letter by letter, for a search that forgives: normalization takes a syllable apart (모 into ㅁ and ㅗ), and what
-- is confused in writing because it sounds alike becomes one letter: ㄱㄲㅋ, ㄷㄸㅌ, ㅂㅃㅍ, ㅅㅆ, ㅈㅉㅊ at the beginning of
-- a syllable; ㅐㅔㅒㅖ, ㅏㅑ, ㅓㅕ, ㅗㅛ, ㅜㅠ, ㅚㅙㅞ, ㅣㅢ in its middle; ㄱㄲㅋ, ㅅㅆㅈㅊㅌㄷ, ㅂㅍ at its end.
CREATE FUNCTION letters(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(translate(normalize(words, NFD),
  U&'\1101\110F\1104\1110\1108\1111\110A\110D\110E\1166\1164\1168\1163\1167\116D\1172\116B\1170\1174\11A9\11BF\11BB\11BD\11BE\11C0\11AE\11C1',
  U&'\1100\1100\1103\1103\1107\1107\1109\110C\110C\1162\1162\1162\1161\1165\1169\116E\116C\116C\1175\11A8\11A8\11BA\11BA\11BA\11BA\11BA\11B8'));--> statement-breakpoint
DROP INDEX "auctions_title_trigram";--> statement-breakpoint
-- One statement, so that the table is written anew once.
ALTER TABLE "auctions"
  ADD COLUMN "price" numeric(12,0) GENERATED ALWAYS AS (coalesce(final_price, nullif(current_price, 0), start_price)) STORED NOT NULL,
  ADD COLUMN "title_letters" text GENERATED ALWAYS AS (letters(title)) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "auctions_places" ON "auctions" USING btree ("status","is_national","region_code","category","condition","price");--> statement-breakpoint
CREATE INDEX "auctions_facets" ON "auctions" USING btree ("status","is_national","category","condition","price");--> statement-breakpoint
CREATE INDEX "auctions_price" ON "auctions" USING btree ("price","id") WHERE "auctions"."status" = 'ACTIVE';--> statement-breakpoint
CREATE INDEX "auctions_bids" ON "auctions" USING btree ("bid_count","id") WHERE "auctions"."status" = 'ACTIVE';--> statement-breakpoint
CREATE INDEX "auctions_title_letters" ON "auctions" USING gin ("title_letters" gin_trgm_ops);--> statement-breakpoint
ALTER TABLE "regions" ADD CONSTRAINT "regions_code_within_parent" CHECK (left("regions"."code", case "regions"."depth" when 2 then 2 else 5 end) = left("regions"."parent_code", case "regions"."depth" when 2 then 2 else 5 end));
