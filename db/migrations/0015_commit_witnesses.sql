CREATE TABLE "commit_witnesses" (
	"connection" uuid PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
)
-- Each row is changed with every transaction of its connection: room beside it keeps those changes off the index.
WITH (fillfactor = 25);
--> statement-breakpoint
GRANT INSERT, SELECT, UPDATE, DELETE ON commit_witnesses TO neighborbid_application;
