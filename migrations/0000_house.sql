CREATE TABLE "actor_external_ids" (
	"scheme" text NOT NULL,
	"value" text NOT NULL,
	"actor_id" uuid NOT NULL,
	CONSTRAINT "actor_external_ids_pk" PRIMARY KEY("scheme","value"),
	CONSTRAINT "actor_external_ids_scheme" CHECK ("actor_external_ids"."scheme" in ('WIKIDATA', 'ISO3166_A2', 'ISO3166_A3', 'ISO3166_2', 'FIPS10_4', 'CAMEO', 'GEONAMES', 'GNS', 'GNIS', 'UCDP_ACTOR', 'UCDP_EVENT', 'GDELT_EVENT'))
);
--> statement-breakpoint
CREATE TABLE "actor_names" (
	"actor_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"language" text,
	CONSTRAINT "actor_names_pk" PRIMARY KEY("actor_id","kind","name"),
	CONSTRAINT "actor_names_kind" CHECK ("actor_names"."kind" in ('OFFICIAL', 'ALIAS', 'TRANSLITERATION', 'METONYM', 'FORMER'))
);
--> statement-breakpoint
CREATE TABLE "actors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text collate "C" NOT NULL,
	"description" text,
	"country_id" uuid,
	CONSTRAINT "actors_kind" CHECK ("actors"."kind" in ('PERSON', 'STATE', 'ORGANIZATION', 'ARMED_FORCE', 'GROUP'))
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"role" text NOT NULL,
	"valid_from" date,
	"valid_until" date,
	CONSTRAINT "memberships_once" UNIQUE NULLS NOT DISTINCT("member_id","organization_id","role","valid_from"),
	CONSTRAINT "memberships_no_self_loop" CHECK ("memberships"."member_id" <> "memberships"."organization_id"),
	CONSTRAINT "memberships_half_open" CHECK ("memberships"."valid_from" < "memberships"."valid_until")
);
--> statement-breakpoint
CREATE TABLE "articles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"url" text,
	"publisher_id" uuid,
	"headline" text,
	"language" text,
	"published_on" date,
	"published_sort" date GENERATED ALWAYS AS (coalesce(published_on, '-infinity'::date)) STORED NOT NULL,
	"length" integer,
	"text_sha256" text,
	"body" text,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "articles_identified" CHECK ("articles"."url" is not null or "articles"."text_sha256" is not null),
	CONSTRAINT "articles_length" CHECK ("articles"."length" >= 0),
	CONSTRAINT "articles_text_sha256" CHECK ("articles"."text_sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "claim_attributions" (
	"event_id" uuid NOT NULL,
	"claim_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"agent_id" uuid,
	"label" text,
	"verb" text,
	"mode" text NOT NULL,
	CONSTRAINT "claim_attributions_pk" PRIMARY KEY("event_id","claim_id","ordinal"),
	CONSTRAINT "claim_attributions_mode" CHECK ("claim_attributions"."mode" in ('DIRECT_SPEECH', 'INDIRECT_SPEECH', 'UNNAMED', 'PUBLICATION')),
	CONSTRAINT "claim_attributions_said_by" CHECK ("claim_attributions"."agent_id" is not null or "claim_attributions"."label" is not null or "claim_attributions"."mode" = 'UNNAMED')
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"event_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"aspect" text NOT NULL,
	"detail" text,
	"relation_kind" text,
	"relation_target_id" uuid,
	"certainty" text NOT NULL,
	"polarity" text NOT NULL,
	"hedge" text,
	"article_id" uuid NOT NULL,
	"quote_exact" text NOT NULL,
	"quote_prefix" text,
	"quote_suffix" text,
	"quote_start" integer NOT NULL,
	"quote_end" integer NOT NULL,
	"quote_sentence" integer,
	CONSTRAINT "claims_pk" PRIMARY KEY("event_id","id"),
	CONSTRAINT "claims_ordinal" UNIQUE("event_id","ordinal"),
	CONSTRAINT "claims_aspect" CHECK ("claims"."aspect" in ('OCCURRENCE', 'TIME', 'LOCATION', 'PARTICIPATION', 'QUANTITY', 'RELATION', 'DETAIL', 'CONTEXT')),
	CONSTRAINT "claims_certainty" CHECK ("claims"."certainty" in ('CONFIRMED', 'REPORTED', 'UNCLEAR', 'DENIED', 'DISPUTED', 'RETRACTED')),
	CONSTRAINT "claims_polarity" CHECK ("claims"."polarity" in ('POSITIVE', 'NEGATIVE')),
	CONSTRAINT "claims_relation" CHECK (("claims"."aspect" = 'RELATION') = ("claims"."relation_kind" is not null and "claims"."relation_target_id" is not null)),
	CONSTRAINT "claims_quote_half_open" CHECK ("claims"."quote_start" < "claims"."quote_end"),
	CONSTRAINT "claims_quote_start" CHECK ("claims"."quote_start" >= 0),
	CONSTRAINT "claims_quote_sentence" CHECK ("claims"."quote_sentence" >= 1)
);
--> statement-breakpoint
CREATE TABLE "codes" (
	"scheme" text NOT NULL,
	"code" text NOT NULL,
	"label" text NOT NULL,
	CONSTRAINT "codes_pk" PRIMARY KEY("scheme","code"),
	CONSTRAINT "codes_scheme" CHECK ("codes"."scheme" in ('CAMEO', 'PLOVER', 'UCDP'))
);
--> statement-breakpoint
CREATE TABLE "event_codes" (
	"event_id" uuid NOT NULL,
	"scheme" text NOT NULL,
	"code" text NOT NULL,
	CONSTRAINT "event_codes_pk" PRIMARY KEY("event_id","scheme","code"),
	CONSTRAINT "event_codes_scheme" CHECK ("event_codes"."scheme" in ('CAMEO', 'PLOVER', 'UCDP'))
);
--> statement-breakpoint
CREATE TABLE "datasets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"title" text NOT NULL,
	"licence" text NOT NULL,
	"citation" text,
	"homepage" text,
	CONSTRAINT "datasets_name" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "event_external_ids" (
	"event_id" uuid NOT NULL,
	"scheme" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "event_external_ids_pk" PRIMARY KEY("event_id","scheme","value"),
	CONSTRAINT "event_external_ids_scheme" CHECK ("event_external_ids"."scheme" in ('WIKIDATA', 'ISO3166_A2', 'ISO3166_A3', 'ISO3166_2', 'FIPS10_4', 'CAMEO', 'GEONAMES', 'GNS', 'GNIS', 'UCDP_ACTOR', 'UCDP_EVENT', 'GDELT_EVENT'))
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"summary" text,
	"realis" text NOT NULL,
	"polarity" text NOT NULL,
	"certainty" text NOT NULL,
	"edtf" text NOT NULL,
	"earliest" timestamp(3) with time zone,
	"latest" timestamp(3) with time zone,
	"time_precision" text NOT NULL,
	"time_basis" text NOT NULL,
	"time_text" text,
	"occurred_sort" timestamp(3) with time zone GENERATED ALWAYS AS (coalesce(earliest, latest, '-infinity'::timestamptz)) STORED NOT NULL,
	"place_id" uuid,
	"location_precision" text,
	"latitude" double precision,
	"longitude" double precision,
	"radius_km" double precision,
	"location_text" text,
	"report_count" integer DEFAULT 0 NOT NULL,
	"publisher_count" integer DEFAULT 0 NOT NULL,
	"dataset_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "events_id_kind" UNIQUE("id","kind"),
	CONSTRAINT "events_realis" CHECK ("events"."realis" in ('ACTUAL', 'SCHEDULED', 'DESIRED', 'HYPOTHETICAL')),
	CONSTRAINT "events_polarity" CHECK ("events"."polarity" in ('POSITIVE', 'NEGATIVE')),
	CONSTRAINT "events_certainty" CHECK ("events"."certainty" in ('CONFIRMED', 'REPORTED', 'UNCLEAR', 'DENIED', 'DISPUTED', 'RETRACTED')),
	CONSTRAINT "events_time_precision" CHECK ("events"."time_precision" in ('INSTANT', 'HOUR', 'PART_OF_DAY', 'DAY', 'WEEK', 'MONTH', 'YEAR', 'RANGE', 'UNKNOWN')),
	CONSTRAINT "events_time_basis" CHECK ("events"."time_basis" in ('EXPLICIT', 'RELATIVE', 'INFERRED')),
	CONSTRAINT "events_half_open" CHECK ("events"."earliest" < "events"."latest"),
	CONSTRAINT "events_location_precision" CHECK ("events"."location_precision" in ('SITE', 'SETTLEMENT', 'NEAR_SETTLEMENT', 'ADM2', 'ADM1', 'LINEAR_OR_FUZZY', 'COUNTRY', 'WATER_OR_AIRSPACE', 'UNKNOWN')),
	CONSTRAINT "events_located" CHECK ("events"."location_precision" is not null or ("events"."place_id" is null and "events"."latitude" is null and "events"."radius_km" is null and "events"."location_text" is null)),
	CONSTRAINT "events_coordinates" CHECK (("events"."latitude" is null) = ("events"."longitude" is null)),
	CONSTRAINT "events_latitude" CHECK ("events"."latitude" between -90 and 90),
	CONSTRAINT "events_longitude" CHECK ("events"."longitude" between -180 and 180),
	CONSTRAINT "events_radius_km" CHECK ("events"."radius_km" >= 0)
);
--> statement-breakpoint
CREATE TABLE "agreements" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'AGREEMENT' NOT NULL,
	"phase" text,
	CONSTRAINT "agreements_kind" CHECK ("agreements"."kind" in ('AGREEMENT'))
);
--> statement-breakpoint
CREATE TABLE "appeals" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'APPEAL' NOT NULL,
	"requested_action" text,
	CONSTRAINT "appeals_kind" CHECK ("appeals"."kind" in ('APPEAL'))
);
--> statement-breakpoint
CREATE TABLE "armed_clashes" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'ARMED_CLASH' NOT NULL,
	"modes" text[] DEFAULT '{}' NOT NULL,
	"violence_type" text,
	CONSTRAINT "armed_clashes_kind" CHECK ("armed_clashes"."kind" in ('ARMED_CLASH'))
);
--> statement-breakpoint
CREATE TABLE "ceasefires" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'CEASEFIRE' NOT NULL,
	"phase" text,
	"scope" text,
	"effective_from" timestamp(3) with time zone,
	"effective_until" timestamp(3) with time zone,
	CONSTRAINT "ceasefires_kind" CHECK ("ceasefires"."kind" in ('CEASEFIRE'))
);
--> statement-breakpoint
CREATE TABLE "exercises" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'EXERCISE' NOT NULL,
	"name" text,
	"joint" boolean,
	"scenario" text,
	"duration_days" integer,
	"planned_beforehand" text,
	CONSTRAINT "exercises_kind" CHECK ("exercises"."kind" in ('EXERCISE'))
);
--> statement-breakpoint
CREATE TABLE "mediations" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'MEDIATION' NOT NULL,
	"subject" text,
	CONSTRAINT "mediations_kind" CHECK ("mediations"."kind" in ('MEDIATION'))
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'MEETING' NOT NULL,
	"format" text,
	"venue" text,
	CONSTRAINT "meetings_kind" CHECK ("meetings"."kind" in ('MEETING'))
);
--> statement-breakpoint
CREATE TABLE "negotiations" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'NEGOTIATION' NOT NULL,
	"subject" text,
	"outcome" text,
	CONSTRAINT "negotiations_kind" CHECK ("negotiations"."kind" in ('NEGOTIATION'))
);
--> statement-breakpoint
CREATE TABLE "phone_calls" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'PHONE_CALL' NOT NULL,
	"topics" text[] DEFAULT '{}' NOT NULL,
	"duration_minutes" integer,
	CONSTRAINT "phone_calls_kind" CHECK ("phone_calls"."kind" in ('PHONE_CALL'))
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'STATEMENT' NOT NULL,
	"speech_act" text,
	"channel" text,
	CONSTRAINT "statements_kind" CHECK ("statements"."kind" in ('STATEMENT'))
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'VISIT' NOT NULL,
	"visit_kind" text,
	"duration_days" integer,
	CONSTRAINT "visits_kind" CHECK ("visits"."kind" in ('VISIT'))
);
--> statement-breakpoint
CREATE TABLE "offices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"organization_id" uuid,
	"place_id" uuid,
	CONSTRAINT "offices_once" UNIQUE NULLS NOT DISTINCT("title","organization_id")
);
--> statement-breakpoint
CREATE TABLE "tenures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"office_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"valid_from" date,
	"valid_until" date,
	CONSTRAINT "tenures_once" UNIQUE NULLS NOT DISTINCT("person_id","office_id","valid_from"),
	CONSTRAINT "tenures_half_open" CHECK ("tenures"."valid_from" < "tenures"."valid_until")
);
--> statement-breakpoint
CREATE TABLE "participations" (
	"event_id" uuid NOT NULL,
	"actor_id" uuid NOT NULL,
	"role" text NOT NULL,
	"ordinal" smallint NOT NULL,
	"side" text,
	"office_id" uuid,
	"label" text,
	"basis" text NOT NULL,
	"occurred_sort" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "participations_pk" PRIMARY KEY("event_id","actor_id","role"),
	CONSTRAINT "participations_role" CHECK ("participations"."role" in ('INITIATOR', 'RECIPIENT', 'PARTICIPANT', 'HOST', 'VISITOR', 'SPEAKER', 'SPOKESPERSON', 'ON_BEHALF_OF', 'ADDRESSEE', 'MEDIATOR', 'ORGANISER', 'PARTY', 'BELLIGERENT', 'PERPETRATOR', 'TARGET', 'VICTIM', 'FORUM', 'CO_CHAIR', 'BENEFICIARY', 'SOURCE', 'OTHER')),
	CONSTRAINT "participations_basis" CHECK ("participations"."basis" in ('EXPLICIT', 'RELATIVE', 'INFERRED'))
);
--> statement-breakpoint
CREATE TABLE "place_external_ids" (
	"scheme" text NOT NULL,
	"value" text NOT NULL,
	"place_id" uuid NOT NULL,
	CONSTRAINT "place_external_ids_pk" PRIMARY KEY("scheme","value"),
	CONSTRAINT "place_external_ids_scheme" CHECK ("place_external_ids"."scheme" in ('WIKIDATA', 'ISO3166_A2', 'ISO3166_A3', 'ISO3166_2', 'FIPS10_4', 'CAMEO', 'GEONAMES', 'GNS', 'GNIS', 'UCDP_ACTOR', 'UCDP_EVENT', 'GDELT_EVENT'))
);
--> statement-breakpoint
CREATE TABLE "place_names" (
	"place_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"language" text,
	CONSTRAINT "place_names_pk" PRIMARY KEY("place_id","kind","name"),
	CONSTRAINT "place_names_kind" CHECK ("place_names"."kind" in ('OFFICIAL', 'ALIAS', 'TRANSLITERATION', 'METONYM', 'FORMER'))
);
--> statement-breakpoint
CREATE TABLE "place_parents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"place_id" uuid NOT NULL,
	"parent_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"valid_from" date,
	"valid_until" date,
	CONSTRAINT "place_parents_once" UNIQUE NULLS NOT DISTINCT("place_id","kind","parent_id","valid_from"),
	CONSTRAINT "place_parents_kind" CHECK ("place_parents"."kind" in ('PART_OF', 'ADMINISTERED_BY', 'CLAIMED_BY')),
	CONSTRAINT "place_parents_no_self_loop" CHECK ("place_parents"."place_id" <> "place_parents"."parent_id"),
	CONSTRAINT "place_parents_half_open" CHECK ("place_parents"."valid_from" < "place_parents"."valid_until")
);
--> statement-breakpoint
CREATE TABLE "places" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text collate "C" NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	CONSTRAINT "places_kind" CHECK ("places"."kind" in ('COUNTRY', 'ADM1', 'ADM2', 'SETTLEMENT', 'SITE', 'DISPUTED_REGION', 'LINEAR_FEATURE', 'WATER', 'AIRSPACE')),
	CONSTRAINT "places_coordinates" CHECK (("places"."latitude" is null) = ("places"."longitude" is null)),
	CONSTRAINT "places_latitude" CHECK ("places"."latitude" between -90 and 90),
	CONSTRAINT "places_longitude" CHECK ("places"."longitude" between -180 and 180)
);
--> statement-breakpoint
CREATE TABLE "publishers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"homepage" text,
	CONSTRAINT "publishers_name" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "quantities" (
	"event_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"measure" text NOT NULL,
	"of" text,
	"side" text,
	"low" double precision,
	"best" double precision,
	"high" double precision,
	"approximation" text NOT NULL,
	"unit" text,
	"text" text,
	"claim_id" uuid,
	CONSTRAINT "quantities_pk" PRIMARY KEY("event_id","ordinal"),
	CONSTRAINT "quantities_measure" CHECK ("quantities"."measure" in ('FATALITIES', 'INJURED', 'PERSONNEL', 'EQUIPMENT', 'DISPLACED', 'DURATION', 'MONEY', 'OTHER')),
	CONSTRAINT "quantities_approximation" CHECK ("quantities"."approximation" in ('EXACT', 'ABOUT', 'AT_LEAST', 'AT_MOST', 'RANGE', 'VAGUE_PLURAL'))
);
--> statement-breakpoint
CREATE TABLE "event_relations" (
	"event_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"target_id" uuid NOT NULL,
	"certainty" text NOT NULL,
	"basis" text NOT NULL,
	CONSTRAINT "event_relations_pk" PRIMARY KEY("event_id","kind","target_id"),
	CONSTRAINT "event_relations_kind" CHECK ("event_relations"."kind" in ('SUBEVENT_OF', 'FOLLOWS', 'RESPONSE_TO', 'INITIATES', 'AIMS_TO_END', 'ANNOUNCES', 'REPORTS', 'CONTENT_OF', 'OUTCOME_OF', 'PURPOSE_OF', 'VIOLATES', 'CONNECTED_WITH')),
	CONSTRAINT "event_relations_certainty" CHECK ("event_relations"."certainty" in ('CONFIRMED', 'REPORTED', 'UNCLEAR', 'DENIED', 'DISPUTED', 'RETRACTED')),
	CONSTRAINT "event_relations_basis" CHECK ("event_relations"."basis" in ('EXPLICIT', 'RELATIVE', 'INFERRED')),
	CONSTRAINT "event_relations_no_self_loop" CHECK ("event_relations"."event_id" <> "event_relations"."target_id")
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"event_id" uuid NOT NULL,
	"article_id" uuid NOT NULL,
	"publisher_id" uuid,
	"sentence" integer,
	"actor1_offset" integer,
	"actor2_offset" integer,
	"action_offset" integer,
	"extraction_confidence" smallint,
	"tone" double precision,
	"reported_at" timestamp(3) with time zone,
	"occurred_sort" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "reports_pk" PRIMARY KEY("event_id","article_id"),
	CONSTRAINT "reports_extraction_confidence" CHECK ("reports"."extraction_confidence" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "revisions" (
	"event_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"reason" text,
	"by" text NOT NULL,
	"at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"changes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "revisions_pk" PRIMARY KEY("event_id","version"),
	CONSTRAINT "revisions_kind" CHECK ("revisions"."kind" in ('CREATED', 'CORRECTED', 'RETRACTED', 'MERGED', 'SPLIT')),
	CONSTRAINT "revisions_version" CHECK ("revisions"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_storylines" (
	"event_id" uuid NOT NULL,
	"storyline_id" uuid NOT NULL,
	"occurred_sort" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "event_storylines_pk" PRIMARY KEY("event_id","storyline_id")
);
--> statement-breakpoint
CREATE TABLE "storylines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text collate "C" NOT NULL,
	"summary" text,
	"parent_id" uuid,
	CONSTRAINT "storylines_title" UNIQUE("title"),
	CONSTRAINT "storylines_no_self_loop" CHECK ("storylines"."parent_id" <> "storylines"."id")
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"dataset_id" uuid NOT NULL,
	"idempotency_key" text NOT NULL,
	"document_sha256" text NOT NULL,
	"article_id" uuid NOT NULL,
	"accepted_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "submissions_pk" PRIMARY KEY("dataset_id","idempotency_key")
);
--> statement-breakpoint
ALTER TABLE "actor_external_ids" ADD CONSTRAINT "actor_external_ids_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actor_names" ADD CONSTRAINT "actor_names_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actors" ADD CONSTRAINT "actors_country_id_places_id_fk" FOREIGN KEY ("country_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_member_id_actors_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."actors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organization_id_actors_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_publisher_id_publishers_id_fk" FOREIGN KEY ("publisher_id") REFERENCES "public"."publishers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_attributions" ADD CONSTRAINT "claim_attributions_agent_id_actors_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_attributions" ADD CONSTRAINT "claim_attributions_claim" FOREIGN KEY ("event_id","claim_id") REFERENCES "public"."claims"("event_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_of_relation" FOREIGN KEY ("event_id","relation_kind","relation_target_id") REFERENCES "public"."event_relations"("event_id","kind","target_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_codes" ADD CONSTRAINT "event_codes_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_external_ids" ADD CONSTRAINT "event_external_ids_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_event" FOREIGN KEY ("event_id","kind") REFERENCES "public"."events"("id","kind") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_event" FOREIGN KEY ("event_id","kind") REFERENCES "public"."events"("id","kind") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "armed_clashes" ADD CONSTRAINT "armed_clashes_event" FOREIGN KEY ("event_id","kind") REFERENCES "public"."events"("id","kind") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ceasefires" ADD CONSTRAINT "ceasefires_event" FOREIGN KEY ("event_id","kind") REFERENCES "public"."events"("id","kind") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exercises" ADD CONSTRAINT "exercises_event" FOREIGN KEY ("event_id","kind") REFERENCES "public"."events"("id","kind") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mediations" ADD CONSTRAINT "mediations_event" FOREIGN KEY ("event_id","kind") REFERENCES "public"."events"("id","kind") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_event" FOREIGN KEY ("event_id","kind") REFERENCES "public"."events"("id","kind") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "negotiations" ADD CONSTRAINT "negotiations_event" FOREIGN KEY ("event_id","kind") REFERENCES "public"."events"("id","kind") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone_calls" ADD CONSTRAINT "phone_calls_event" FOREIGN KEY ("event_id","kind") REFERENCES "public"."events"("id","kind") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_event" FOREIGN KEY ("event_id","kind") REFERENCES "public"."events"("id","kind") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_event" FOREIGN KEY ("event_id","kind") REFERENCES "public"."events"("id","kind") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offices" ADD CONSTRAINT "offices_organization_id_actors_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offices" ADD CONSTRAINT "offices_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenures" ADD CONSTRAINT "tenures_office_id_offices_id_fk" FOREIGN KEY ("office_id") REFERENCES "public"."offices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenures" ADD CONSTRAINT "tenures_person_id_actors_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participations" ADD CONSTRAINT "participations_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participations" ADD CONSTRAINT "participations_actor_id_actors_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participations" ADD CONSTRAINT "participations_office_id_offices_id_fk" FOREIGN KEY ("office_id") REFERENCES "public"."offices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_external_ids" ADD CONSTRAINT "place_external_ids_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_names" ADD CONSTRAINT "place_names_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_parents" ADD CONSTRAINT "place_parents_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_parents" ADD CONSTRAINT "place_parents_parent_id_places_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quantities" ADD CONSTRAINT "quantities_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quantities" ADD CONSTRAINT "quantities_claim" FOREIGN KEY ("event_id","claim_id") REFERENCES "public"."claims"("event_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_relations" ADD CONSTRAINT "event_relations_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_publisher_id_publishers_id_fk" FOREIGN KEY ("publisher_id") REFERENCES "public"."publishers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_storylines" ADD CONSTRAINT "event_storylines_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_storylines" ADD CONSTRAINT "event_storylines_storyline_id_storylines_id_fk" FOREIGN KEY ("storyline_id") REFERENCES "public"."storylines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "storylines" ADD CONSTRAINT "storylines_parent_id_storylines_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."storylines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "actor_external_ids_by_actor" ON "actor_external_ids" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "actor_names_by_name" ON "actor_names" USING btree ("name");--> statement-breakpoint
CREATE INDEX "actors_by_name" ON "actors" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "actors_by_country" ON "actors" USING btree ("country_id");--> statement-breakpoint
CREATE INDEX "memberships_by_organization" ON "memberships" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "articles_published" ON "articles" USING btree ("published_sort","id");--> statement-breakpoint
CREATE INDEX "articles_publisher" ON "articles" USING btree ("publisher_id","published_sort","id");--> statement-breakpoint
CREATE INDEX "claim_attributions_by_agent" ON "claim_attributions" USING btree ("agent_id","event_id");--> statement-breakpoint
CREATE INDEX "claims_by_id" ON "claims" USING btree ("id");--> statement-breakpoint
CREATE INDEX "claims_by_article" ON "claims" USING btree ("article_id","quote_start");--> statement-breakpoint
CREATE INDEX "event_codes_by_code" ON "event_codes" USING btree ("scheme","code");--> statement-breakpoint
CREATE INDEX "event_external_ids_by_value" ON "event_external_ids" USING btree ("scheme","value");--> statement-breakpoint
CREATE INDEX "events_by_time" ON "events" USING btree ("occurred_sort","id");--> statement-breakpoint
CREATE INDEX "events_by_kind" ON "events" USING btree ("kind","occurred_sort","id");--> statement-breakpoint
CREATE INDEX "events_by_place" ON "events" USING btree ("place_id","occurred_sort","id");--> statement-breakpoint
CREATE INDEX "events_by_dataset" ON "events" USING btree ("dataset_id","occurred_sort","id");--> statement-breakpoint
CREATE INDEX "events_by_update" ON "events" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "tenures_by_office" ON "tenures" USING btree ("office_id","valid_from");--> statement-breakpoint
CREATE INDEX "participations_by_actor" ON "participations" USING btree ("actor_id","occurred_sort","event_id");--> statement-breakpoint
CREATE INDEX "place_external_ids_by_place" ON "place_external_ids" USING btree ("place_id");--> statement-breakpoint
CREATE INDEX "place_names_by_name" ON "place_names" USING btree ("name");--> statement-breakpoint
CREATE INDEX "place_parents_by_parent" ON "place_parents" USING btree ("parent_id","kind");--> statement-breakpoint
CREATE INDEX "places_by_name" ON "places" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "event_relations_by_target" ON "event_relations" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "reports_by_article" ON "reports" USING btree ("article_id","occurred_sort","event_id");--> statement-breakpoint
CREATE INDEX "reports_by_publisher" ON "reports" USING btree ("publisher_id","occurred_sort","event_id");--> statement-breakpoint
CREATE INDEX "event_storylines_by_storyline" ON "event_storylines" USING btree ("storyline_id","occurred_sort","event_id");--> statement-breakpoint
CREATE INDEX "storylines_by_parent" ON "storylines" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "submissions_accepted" ON "submissions" USING btree ("dataset_id","accepted_at");