CREATE TABLE "region_names" (
	"name" text NOT NULL,
	"region_code" text NOT NULL,
	CONSTRAINT "region_names_region_code_name_pk" PRIMARY KEY("region_code","name")
);
--> statement-breakpoint
ALTER TABLE "region_names" ADD CONSTRAINT "region_names_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
GRANT SELECT ON region_names TO neighborbid_application;
