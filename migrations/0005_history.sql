CREATE SCHEMA "past";
--> statement-breakpoint
CREATE TABLE "event_versions" (
	"event_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" jsonb NOT NULL,
	CONSTRAINT "event_versions_pk" PRIMARY KEY("event_id","version"),
	CONSTRAINT "event_versions_version" CHECK ("event_versions"."version" >= 1)
);
--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "merged_into_id" uuid;--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "merged_reason" text;--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "merged_by" text;--> statement-breakpoint
ALTER TABLE "actors" ADD COLUMN "merged_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "merged_into_id" uuid;--> statement-breakpoint
ALTER TABLE "places" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "places" ADD COLUMN "merged_into_id" uuid;--> statement-breakpoint
ALTER TABLE "places" ADD COLUMN "merged_reason" text;--> statement-breakpoint
ALTER TABLE "places" ADD COLUMN "merged_by" text;--> statement-breakpoint
ALTER TABLE "places" ADD COLUMN "merged_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "event_versions" ADD CONSTRAINT "event_versions_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "actors" ADD CONSTRAINT "actors_merged_into_id_actors_id_fk" FOREIGN KEY ("merged_into_id") REFERENCES "public"."actors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_merged_into_id_places_id_fk" FOREIGN KEY ("merged_into_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "revisions_at" ON "revisions" USING btree ("at");--> statement-breakpoint
ALTER TABLE "actors" ADD CONSTRAINT "actors_merged" CHECK (num_nulls("actors"."merged_into_id", "actors"."merged_reason", "actors"."merged_by", "actors"."merged_at") in (0, 4));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_merged" CHECK ("events"."merged_into_id" is null or "events"."certainty" = 'RETRACTED');--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_merged" CHECK (num_nulls("places"."merged_into_id", "places"."merged_reason", "places"."merged_by", "places"."merged_at") in (0, 4));--> statement-breakpoint
CREATE VIEW "past"."agreements" AS (select t."event_id", t."kind", t."phase" from public."agreements" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."kind", t."phase" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."agreements", v.state -> 'agreements') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."appeals" AS (select t."event_id", t."kind", t."requested_action" from public."appeals" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."kind", t."requested_action" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."appeals", v.state -> 'appeals') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."armed_clashes" AS (select t."event_id", t."kind", t."modes", t."violence_type" from public."armed_clashes" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."kind", t."modes", t."violence_type" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."armed_clashes", v.state -> 'armed_clashes') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."claim_attributions" AS (select t."event_id", t."claim_id", t."ordinal", t."agent_id", t."label", t."verb", t."mode", t."occurred_sort" from public."claim_attributions" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."claim_id", t."ordinal", t."agent_id", t."label", t."verb", t."mode", t."occurred_sort" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."claim_attributions", v.state -> 'claim_attributions') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."ceasefires" AS (select t."event_id", t."kind", t."phase", t."scope", t."effective_from", t."effective_until" from public."ceasefires" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."kind", t."phase", t."scope", t."effective_from", t."effective_until" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."ceasefires", v.state -> 'ceasefires') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."claims" AS (select t."event_id", t."id", t."ordinal", t."aspect", t."detail", t."relation_kind", t."relation_target_id", t."certainty", t."polarity", t."hedge", t."article_id", t."quote_exact", t."quote_prefix", t."quote_suffix", t."quote_start", t."quote_end", t."quote_sentence" from public."claims" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."id", t."ordinal", t."aspect", t."detail", t."relation_kind", t."relation_target_id", t."certainty", t."polarity", t."hedge", t."article_id", t."quote_exact", t."quote_prefix", t."quote_suffix", t."quote_start", t."quote_end", t."quote_sentence" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."claims", v.state -> 'claims') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."event_codes" AS (select t."event_id", t."scheme", t."code" from public."event_codes" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."scheme", t."code" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."event_codes", v.state -> 'event_codes') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."event_codings" AS (select t."event_id", t."goldstein_scale", t."quad_class", t."is_root_event", t."average_tone", t."mention_count", t."source_count", t."article_count" from public."event_codings" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."goldstein_scale", t."quad_class", t."is_root_event", t."average_tone", t."mention_count", t."source_count", t."article_count" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."event_codings", v.state -> 'event_codings') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."event_countries" AS (select t."event_id", t."country_id", t."occurred_sort" from public."event_countries" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."country_id", t."occurred_sort" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."event_countries", v.state -> 'event_countries') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."events" AS (select t."id", t."kind", t."title", t."summary", t."realis", t."polarity", t."certainty", t."edtf", t."earliest", t."latest", t."time_precision", t."time_basis", t."time_text", t."occurred_sort", t."place_id", t."location_precision", t."latitude", t."longitude", t."radius_km", t."location_text", t."report_count", t."publisher_count", t."dataset_id", t."merged_into_id", t."version", t."created_at", t."updated_at" from public."events" t
      
      join public.revisions r on r.event_id = t."id" and r.version = t.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "id", t."kind", t."title", t."summary", t."realis", t."polarity", t."certainty", t."edtf", t."earliest", t."latest", t."time_precision", t."time_basis", t."time_text", t."occurred_sort", t."place_id", t."location_precision", t."latitude", t."longitude", t."radius_km", t."location_text", t."report_count", t."publisher_count", t."dataset_id", t."merged_into_id", t."version", t."created_at", t."updated_at" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."events", v.state -> 'events') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."exercises" AS (select t."event_id", t."kind", t."name", t."joint", t."scenario", t."duration_days", t."planned_beforehand" from public."exercises" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."kind", t."name", t."joint", t."scenario", t."duration_days", t."planned_beforehand" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."exercises", v.state -> 'exercises') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."event_external_ids" AS (select t."event_id", t."scheme", t."value" from public."event_external_ids" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."scheme", t."value" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."event_external_ids", v.state -> 'event_external_ids') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."mediations" AS (select t."event_id", t."kind", t."subject" from public."mediations" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."kind", t."subject" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."mediations", v.state -> 'mediations') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."meetings" AS (select t."event_id", t."kind", t."format", t."venue" from public."meetings" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."kind", t."format", t."venue" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."meetings", v.state -> 'meetings') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."negotiations" AS (select t."event_id", t."kind", t."subject", t."outcome" from public."negotiations" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."kind", t."subject", t."outcome" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."negotiations", v.state -> 'negotiations') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."participations" AS (select t."event_id", t."actor_id", t."role", t."ordinal", t."side", t."office_id", t."label", t."basis", t."occurred_sort" from public."participations" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."actor_id", t."role", t."ordinal", t."side", t."office_id", t."label", t."basis", t."occurred_sort" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."participations", v.state -> 'participations') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."phone_calls" AS (select t."event_id", t."kind", t."topics", t."duration_minutes" from public."phone_calls" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."kind", t."topics", t."duration_minutes" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."phone_calls", v.state -> 'phone_calls') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."quantities" AS (select t."event_id", t."ordinal", t."measure", t."of", t."side", t."low", t."best", t."high", t."approximation", t."unit", t."text", t."claim_id" from public."quantities" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."ordinal", t."measure", t."of", t."side", t."low", t."best", t."high", t."approximation", t."unit", t."text", t."claim_id" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."quantities", v.state -> 'quantities') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."event_relations" AS (select t."event_id", t."kind", t."target_id", t."certainty", t."basis" from public."event_relations" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."kind", t."target_id", t."certainty", t."basis" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."event_relations", v.state -> 'event_relations') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."reports" AS (select t."event_id", t."article_id", t."publisher_id", t."sentence", t."actor1_offset", t."actor2_offset", t."action_offset", t."extraction_confidence", t."tone", t."reported_at", t."occurred_sort" from public."reports" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."article_id", t."publisher_id", t."sentence", t."actor1_offset", t."actor2_offset", t."action_offset", t."extraction_confidence", t."tone", t."reported_at", t."occurred_sort" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."reports", v.state -> 'reports') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."revisions" AS (select * from public.revisions where at <= current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."statements" AS (select t."event_id", t."kind", t."speech_act", t."channel" from public."statements" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."kind", t."speech_act", t."channel" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."statements", v.state -> 'statements') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."event_storylines" AS (select t."event_id", t."storyline_id", t."occurred_sort" from public."event_storylines" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."storyline_id", t."occurred_sort" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."event_storylines", v.state -> 'event_storylines') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."event_texts" AS (select t."event_id", t."occurred_sort", t."words" from public."event_texts" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."occurred_sort", t."words" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."event_texts", v.state -> 'event_texts') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."visits" AS (select t."event_id", t."kind", t."visit_kind", t."duration_days" from public."visits" t
      join public.events e on e.id = t.event_id
      join public.revisions r on r.event_id = t."event_id" and r.version = e.version
      where r.at <= current_setting('dateline.as_of')::timestamptz
    union all select v.event_id as "event_id", t."kind", t."visit_kind", t."duration_days" from public.event_versions v
      join public.revisions r on r.event_id = v.event_id and r.version = v.version
      join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
      cross join lateral jsonb_populate_recordset(null::public."visits", v.state -> 'visits') t
      where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz);