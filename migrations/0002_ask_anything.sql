CREATE TABLE "actor_spellings" (
	"actor_id" uuid NOT NULL,
	"folded" text collate "C" NOT NULL,
	CONSTRAINT "actor_spellings_pk" PRIMARY KEY("actor_id","folded")
);
--> statement-breakpoint
CREATE TABLE "event_countries" (
	"event_id" uuid NOT NULL,
	"country_id" uuid NOT NULL,
	"occurred_sort" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "event_countries_pk" PRIMARY KEY("event_id","country_id")
);
--> statement-breakpoint
CREATE TABLE "event_texts" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"occurred_sort" timestamp(3) with time zone NOT NULL,
	"words" tsvector NOT NULL
);
--> statement-breakpoint
CREATE TABLE "place_ancestors" (
	"place_id" uuid NOT NULL,
	"ancestor_id" uuid NOT NULL,
	CONSTRAINT "place_ancestors_pk" PRIMARY KEY("place_id","ancestor_id")
);
--> statement-breakpoint
CREATE TABLE "place_spellings" (
	"place_id" uuid NOT NULL,
	"folded" text collate "C" NOT NULL,
	CONSTRAINT "place_spellings_pk" PRIMARY KEY("place_id","folded")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"actor_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"counterpart_id" uuid NOT NULL,
	"event_count" integer NOT NULL,
	"last_occurred" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "contacts_pk" PRIMARY KEY("actor_id","counterpart_id","kind")
);
--> statement-breakpoint
CREATE TABLE "event_counts" (
	"view" text NOT NULL,
	"grain" text NOT NULL,
	"country_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"kind" text NOT NULL,
	"dataset_id" uuid NOT NULL,
	"realis" text NOT NULL,
	"polarity" text NOT NULL,
	"certainty" text NOT NULL,
	"event_count" integer NOT NULL,
	"report_count" integer NOT NULL,
	"fatality_count" integer NOT NULL,
	"fatalities_low" numeric NOT NULL,
	"fatalities_best" numeric NOT NULL,
	"fatalities_high" numeric NOT NULL,
	CONSTRAINT "event_counts_pk" PRIMARY KEY("view","grain","country_id","starts_on","kind","dataset_id","realis","polarity","certainty"),
	CONSTRAINT "event_counts_view" CHECK ("event_counts"."view" in ('DEFAULT', 'EACH')),
	CONSTRAINT "event_counts_grain" CHECK ("event_counts"."grain" in ('EVER', 'MONTH', 'DAY'))
);
--> statement-breakpoint
DROP INDEX "claim_attributions_by_agent";--> statement-breakpoint
DROP INDEX "event_codes_by_code";--> statement-breakpoint
ALTER TABLE "event_codes" ALTER COLUMN "code" SET DATA TYPE text collate "C";--> statement-breakpoint
ALTER TABLE "events" DROP COLUMN "occurred_sort";--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "occurred_sort" timestamp(3) with time zone GENERATED ALWAYS AS (coalesce(earliest, '-infinity'::timestamptz)) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "events_by_time" ON "events" USING btree ("occurred_sort","id");--> statement-breakpoint
CREATE INDEX "events_by_kind" ON "events" USING btree ("kind","occurred_sort","id");--> statement-breakpoint
CREATE INDEX "events_by_place" ON "events" USING btree ("place_id","occurred_sort","id");--> statement-breakpoint
CREATE INDEX "events_by_dataset" ON "events" USING btree ("dataset_id","occurred_sort","id");--> statement-breakpoint
UPDATE "participations" SET "occurred_sort" = "events"."occurred_sort" FROM "events" WHERE "events"."id" = "participations"."event_id";--> statement-breakpoint
UPDATE "reports" SET "occurred_sort" = "events"."occurred_sort" FROM "events" WHERE "events"."id" = "reports"."event_id";--> statement-breakpoint
UPDATE "event_storylines" SET "occurred_sort" = "events"."occurred_sort" FROM "events" WHERE "events"."id" = "event_storylines"."event_id";--> statement-breakpoint
ALTER TABLE "claim_attributions" ADD COLUMN "occurred_sort" timestamp(3) with time zone;--> statement-breakpoint
UPDATE "claim_attributions" SET "occurred_sort" = "events"."occurred_sort" FROM "events" WHERE "events"."id" = "claim_attributions"."event_id";--> statement-breakpoint
ALTER TABLE "claim_attributions" ALTER COLUMN "occurred_sort" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "event_texts" ALTER COLUMN "words" SET STATISTICS 1000;--> statement-breakpoint
ALTER TABLE "event_codes" ALTER COLUMN "code" SET STATISTICS 1000;--> statement-breakpoint
ALTER TABLE "actor_spellings" ADD CONSTRAINT "actor_spellings_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_countries" ADD CONSTRAINT "event_countries_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_countries" ADD CONSTRAINT "event_countries_country_id_places_id_fk" FOREIGN KEY ("country_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_texts" ADD CONSTRAINT "event_texts_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_ancestors" ADD CONSTRAINT "place_ancestors_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_ancestors" ADD CONSTRAINT "place_ancestors_ancestor_id_places_id_fk" FOREIGN KEY ("ancestor_id") REFERENCES "public"."places"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_spellings" ADD CONSTRAINT "place_spellings_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "actor_spellings_by_prefix" ON "actor_spellings" USING btree ("folded","actor_id");--> statement-breakpoint
CREATE INDEX "actor_spellings_by_likeness" ON "actor_spellings" USING gin ("folded" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "event_countries_by_country" ON "event_countries" USING btree ("country_id","occurred_sort","event_id");--> statement-breakpoint
CREATE INDEX "event_texts_by_word" ON "event_texts" USING gin ("words") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "event_texts_by_time" ON "event_texts" USING btree ("occurred_sort","event_id");--> statement-breakpoint
CREATE INDEX "place_ancestors_by_ancestor" ON "place_ancestors" USING btree ("ancestor_id","place_id");--> statement-breakpoint
CREATE INDEX "place_spellings_by_prefix" ON "place_spellings" USING btree ("folded","place_id");--> statement-breakpoint
CREATE INDEX "place_spellings_by_likeness" ON "place_spellings" USING gin ("folded" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "contacts_by_count" ON "contacts" USING btree ("actor_id","kind","event_count","counterpart_id");--> statement-breakpoint
CREATE INDEX "articles_by_headline" ON "articles" USING gin (to_tsvector('dateline', coalesce("headline", '')));--> statement-breakpoint
CREATE INDEX "events_by_report_count" ON "events" USING btree ("report_count","id");--> statement-breakpoint
CREATE INDEX "events_by_point" ON "events" USING btree ("latitude","longitude");--> statement-breakpoint
CREATE INDEX "participations_by_office" ON "participations" USING btree ("office_id","occurred_sort","event_id");--> statement-breakpoint
CREATE INDEX "quantities_by_value" ON "quantities" USING btree ("measure",coalesce("best", "low", "high"),"event_id");--> statement-breakpoint
CREATE INDEX "storylines_by_words" ON "storylines" USING gin (to_tsvector('dateline', "title" || ' ' || coalesce("summary", '')));--> statement-breakpoint
CREATE INDEX "claim_attributions_by_agent" ON "claim_attributions" USING btree ("agent_id","occurred_sort","event_id","claim_id","ordinal");--> statement-breakpoint
CREATE INDEX "event_codes_by_code" ON "event_codes" USING btree ("scheme","code","event_id");--> statement-breakpoint
CREATE INDEX "events_by_span" ON "events" USING gist (tstzrange("earliest", "latest")) WHERE "events"."earliest" is not null or "events"."latest" is not null;--> statement-breakpoint
DROP INDEX "participations_by_actor";--> statement-breakpoint
CREATE INDEX "participations_by_actor" ON "participations" USING btree ("actor_id","occurred_sort","event_id","role");--> statement-breakpoint
DROP INDEX "reports_by_publisher";--> statement-breakpoint
CREATE INDEX "reports_by_publisher" ON "reports" USING btree ("publisher_id","occurred_sort","event_id","article_id");
