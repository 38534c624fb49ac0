CREATE TABLE "release_ranges" (
	"release_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"first_day" date NOT NULL,
	"last_day" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "releases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dataset_id" uuid NOT NULL,
	"name" text NOT NULL,
	"released_on" date NOT NULL,
	"imported_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "releases_name" UNIQUE("dataset_id","name")
);
--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "release" text;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "rows_superseded" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "release_ranges" ADD CONSTRAINT "release_ranges_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "release_ranges_by_scope" ON "release_ranges" USING btree ("scope","release_id");