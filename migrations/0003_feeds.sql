CREATE TABLE "event_codings" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"goldstein_scale" double precision,
	"quad_class" smallint,
	"is_root_event" boolean,
	"average_tone" double precision,
	"mention_count" integer,
	"source_count" integer,
	"article_count" integer,
	CONSTRAINT "event_codings_quad_class" CHECK ("event_codings"."quad_class" between 1 and 4)
);
--> statement-breakpoint
CREATE TABLE "feed_rows" (
	"dataset_id" uuid NOT NULL,
	"row_number" bigint NOT NULL,
	"event_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"scope" text,
	"day" date,
	CONSTRAINT "feed_rows_pk" PRIMARY KEY("dataset_id","row_number")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dataset_id" uuid NOT NULL,
	"format" text NOT NULL,
	"command" text,
	"position" integer,
	"file" text NOT NULL,
	"sha256" text NOT NULL,
	"byte_count" bigint NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"finished_at" timestamp(3) with time zone,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"rows_unchanged" integer DEFAULT 0 NOT NULL,
	"rows_merged" integer DEFAULT 0 NOT NULL,
	"rows_set_aside" integer DEFAULT 0 NOT NULL,
	"events_created" integer DEFAULT 0 NOT NULL,
	"events_corrected" integer DEFAULT 0 NOT NULL,
	"events_retracted" integer DEFAULT 0 NOT NULL,
	"reports_written" integer DEFAULT 0 NOT NULL,
	"set_aside" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"warnings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"error" text,
	CONSTRAINT "imports_state" CHECK ("imports"."state" in ('RUNNING', 'DONE', 'FAILED', 'INTERRUPTED'))
);
--> statement-breakpoint
ALTER TABLE "articles" DROP CONSTRAINT "articles_identified";--> statement-breakpoint
ALTER TABLE "event_codings" ADD CONSTRAINT "event_codings_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feed_rows" ADD CONSTRAINT "feed_rows_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feed_rows_by_event" ON "feed_rows" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "feed_rows_by_scope" ON "feed_rows" USING btree ("dataset_id","scope","day");--> statement-breakpoint
CREATE INDEX "imports_by_dataset" ON "imports" USING btree ("dataset_id","started_at","id");--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_identified" CHECK ("articles"."url" is not null or "articles"."text_sha256" is not null or "articles"."headline" is not null);