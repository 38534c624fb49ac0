-- Changed by hand: the columns `since` are added without their default, so that rows from before have null.
CREATE TABLE "entity_revisions" (
	"entity_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"concept" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text,
	"by" text NOT NULL,
	"at" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"changes" jsonb NOT NULL,
	CONSTRAINT "entity_revisions_pk" PRIMARY KEY("entity_id","version"),
	CONSTRAINT "entity_revisions_concept" CHECK ("entity_revisions"."concept" in ('actor', 'place', 'office', 'article', 'storyline')),
	CONSTRAINT "entity_revisions_kind" CHECK ("entity_revisions"."kind" in ('CREATED', 'CORRECTED', 'RETRACTED', 'REINSTATED', 'MERGED', 'SPLIT')),
	CONSTRAINT "entity_revisions_version" CHECK ("entity_revisions"."version" >= 2)
);
--> statement-breakpoint
CREATE TABLE "merge_origins" (
	"merged_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"target_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"changes" jsonb NOT NULL,
	CONSTRAINT "merge_origins_pk" PRIMARY KEY("merged_id","part")
);
--> statement-breakpoint
ALTER TABLE "revisions" DROP CONSTRAINT "revisions_kind";--> statement-breakpoint
ALTER TABLE "actor_external_ids" ADD COLUMN "dataset_id" uuid;--> statement-breakpoint
ALTER TABLE "actor_external_ids" ADD COLUMN "since" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "actor_external_ids" ALTER COLUMN "since" SET DEFAULT clock_timestamp();--> statement-breakpoint
ALTER TABLE "actor_names" ADD COLUMN "dataset_id" uuid;--> statement-breakpoint
ALTER TABLE "actor_names" ADD COLUMN "since" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "actor_names" ALTER COLUMN "since" SET DEFAULT clock_timestamp();--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "offices" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "place_external_ids" ADD COLUMN "dataset_id" uuid;--> statement-breakpoint
ALTER TABLE "place_external_ids" ADD COLUMN "since" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "place_external_ids" ALTER COLUMN "since" SET DEFAULT clock_timestamp();--> statement-breakpoint
ALTER TABLE "place_names" ADD COLUMN "dataset_id" uuid;--> statement-breakpoint
ALTER TABLE "place_names" ADD COLUMN "since" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "place_names" ALTER COLUMN "since" SET DEFAULT clock_timestamp();--> statement-breakpoint
ALTER TABLE "storylines" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "merge_origins_by_target" ON "merge_origins" USING btree ("target_id","ordinal");--> statement-breakpoint
ALTER TABLE "actor_external_ids" ADD CONSTRAINT "actor_external_ids_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actor_names" ADD CONSTRAINT "actor_names_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_external_ids" ADD CONSTRAINT "place_external_ids_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_names" ADD CONSTRAINT "place_names_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_kind" CHECK ("revisions"."kind" in ('CREATED', 'CORRECTED', 'RETRACTED', 'REINSTATED', 'MERGED', 'SPLIT'));