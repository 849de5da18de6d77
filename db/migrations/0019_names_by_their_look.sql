ALTER TABLE "users" ADD COLUMN "nickname_key" text;--> statement-breakpoint
CREATE UNIQUE INDEX "users_nickname_look" ON "users" USING btree (lower("nickname_key"));--> statement-breakpoint
GRANT UPDATE (nickname_key) ON users TO neighborbid_application;--> statement-breakpoint
-- Titles are compared in compatibility forms (full-width letters, ㎏, ①) and without characters that show nothing.
CREATE FUNCTION folded(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN normalize(lower(regexp_replace(normalize(words, NFKC),
  '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB\U000E0000-\U000E0FFF]',
  '', 'g')), NFC);--> statement-breakpoint
CREATE OR REPLACE FUNCTION letters(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(normalize(folded(words), NFD),
  U&'\1101\110F\1104\1110\1108\1111\110A\110D\110E\1166\1164\1168\1163\1167\116D\1172\116B\1170\1174\11A9\11BF\11BB\11BD\11BE\11C0\11AE\11C1',
  U&'\1100\1100\1103\1103\1107\1107\1109\110C\110C\1162\1162\1162\1161\1165\1169\116E\116C\116C\1175\11A8\11A8\11BA\11BA\11BA\11BA\11BA\11B8');--> statement-breakpoint
-- outside a transaction
-- The stored letters of the few titles that now have others. What has ended stays as it is, and is hardly searched for.
DO $$
DECLARE
  above bigint := 0;
  top bigint;
BEGIN
  LOOP
    SELECT max(id) INTO top FROM (SELECT id FROM auctions WHERE id > above ORDER BY id LIMIT 5000) AS portion;
    EXIT WHEN top IS NULL;
    UPDATE auctions SET title = title
    WHERE id > above AND id <= top AND status IN ('WAITING', 'ACTIVE') AND title_letters <> letters(title);
    COMMIT;
    above := top;
  END LOOP;
END $$;
