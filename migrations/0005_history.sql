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
CREATE VIEW "past"."agreements" AS (select u."event_id", u."kind", u."phase" from (
      select t."event_id", t."kind", t."phase", true as stands from public."agreements" t
      union all select v.event_id as "event_id", t."kind", t."phase", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."agreements", v.state -> 'agreements') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."appeals" AS (select u."event_id", u."kind", u."requested_action" from (
      select t."event_id", t."kind", t."requested_action", true as stands from public."appeals" t
      union all select v.event_id as "event_id", t."kind", t."requested_action", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."appeals", v.state -> 'appeals') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."armed_clashes" AS (select u."event_id", u."kind", u."modes", u."violence_type" from (
      select t."event_id", t."kind", t."modes", t."violence_type", true as stands from public."armed_clashes" t
      union all select v.event_id as "event_id", t."kind", t."modes", t."violence_type", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."armed_clashes", v.state -> 'armed_clashes') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."claim_attributions" AS (select u."event_id", u."claim_id", u."ordinal", u."agent_id", u."label", u."verb", u."mode", u."occurred_sort" from (
      select t."event_id", t."claim_id", t."ordinal", t."agent_id", t."label", t."verb", t."mode", t."occurred_sort", true as stands from public."claim_attributions" t
      union all select v.event_id as "event_id", t."claim_id", t."ordinal", t."agent_id", t."label", t."verb", t."mode", t."occurred_sort", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."claim_attributions", v.state -> 'claim_attributions') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."ceasefires" AS (select u."event_id", u."kind", u."phase", u."scope", u."effective_from", u."effective_until" from (
      select t."event_id", t."kind", t."phase", t."scope", t."effective_from", t."effective_until", true as stands from public."ceasefires" t
      union all select v.event_id as "event_id", t."kind", t."phase", t."scope", t."effective_from", t."effective_until", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."ceasefires", v.state -> 'ceasefires') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."claims" AS (select u."event_id", u."id", u."ordinal", u."aspect", u."detail", u."relation_kind", u."relation_target_id", u."certainty", u."polarity", u."hedge", u."article_id", u."quote_exact", u."quote_prefix", u."quote_suffix", u."quote_start", u."quote_end", u."quote_sentence" from (
      select t."event_id", t."id", t."ordinal", t."aspect", t."detail", t."relation_kind", t."relation_target_id", t."certainty", t."polarity", t."hedge", t."article_id", t."quote_exact", t."quote_prefix", t."quote_suffix", t."quote_start", t."quote_end", t."quote_sentence", true as stands from public."claims" t
      union all select v.event_id as "event_id", t."id", t."ordinal", t."aspect", t."detail", t."relation_kind", t."relation_target_id", t."certainty", t."polarity", t."hedge", t."article_id", t."quote_exact", t."quote_prefix", t."quote_suffix", t."quote_start", t."quote_end", t."quote_sentence", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."claims", v.state -> 'claims') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."event_codes" AS (select u."event_id", u."scheme", u."code" from (
      select t."event_id", t."scheme", t."code", true as stands from public."event_codes" t
      union all select v.event_id as "event_id", t."scheme", t."code", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_codes", v.state -> 'event_codes') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."event_codings" AS (select u."event_id", u."goldstein_scale", u."quad_class", u."is_root_event", u."average_tone", u."mention_count", u."source_count", u."article_count" from (
      select t."event_id", t."goldstein_scale", t."quad_class", t."is_root_event", t."average_tone", t."mention_count", t."source_count", t."article_count", true as stands from public."event_codings" t
      union all select v.event_id as "event_id", t."goldstein_scale", t."quad_class", t."is_root_event", t."average_tone", t."mention_count", t."source_count", t."article_count", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_codings", v.state -> 'event_codings') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."event_countries" AS (select u."event_id", u."country_id", u."occurred_sort" from (
      select t."event_id", t."country_id", t."occurred_sort", true as stands from public."event_countries" t
      union all select v.event_id as "event_id", t."country_id", t."occurred_sort", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_countries", v.state -> 'event_countries') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."events" AS (select u."id", u."kind", u."title", u."summary", u."realis", u."polarity", u."certainty", u."edtf", u."earliest", u."latest", u."time_precision", u."time_basis", u."time_text", u."occurred_sort", u."place_id", u."location_precision", u."latitude", u."longitude", u."radius_km", u."location_text", u."report_count", u."publisher_count", u."dataset_id", u."merged_into_id", u."version", u."created_at", u."updated_at" from (
      select t."id", t."kind", t."title", t."summary", t."realis", t."polarity", t."certainty", t."edtf", t."earliest", t."latest", t."time_precision", t."time_basis", t."time_text", t."occurred_sort", t."place_id", t."location_precision", t."latitude", t."longitude", t."radius_km", t."location_text", t."report_count", t."publisher_count", t."dataset_id", t."merged_into_id", t."version", t."created_at", t."updated_at", true as stands from public."events" t
      union all select v.event_id as "id", t."kind", t."title", t."summary", t."realis", t."polarity", t."certainty", t."edtf", t."earliest", t."latest", t."time_precision", t."time_basis", t."time_text", t."occurred_sort", t."place_id", t."location_precision", t."latitude", t."longitude", t."radius_km", t."location_text", t."report_count", t."publisher_count", t."dataset_id", t."merged_into_id", t."version", t."created_at", t."updated_at", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."events", v.state -> 'events') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."exercises" AS (select u."event_id", u."kind", u."name", u."joint", u."scenario", u."duration_days", u."planned_beforehand" from (
      select t."event_id", t."kind", t."name", t."joint", t."scenario", t."duration_days", t."planned_beforehand", true as stands from public."exercises" t
      union all select v.event_id as "event_id", t."kind", t."name", t."joint", t."scenario", t."duration_days", t."planned_beforehand", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."exercises", v.state -> 'exercises') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."event_external_ids" AS (select u."event_id", u."scheme", u."value" from (
      select t."event_id", t."scheme", t."value", true as stands from public."event_external_ids" t
      union all select v.event_id as "event_id", t."scheme", t."value", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_external_ids", v.state -> 'event_external_ids') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."mediations" AS (select u."event_id", u."kind", u."subject" from (
      select t."event_id", t."kind", t."subject", true as stands from public."mediations" t
      union all select v.event_id as "event_id", t."kind", t."subject", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."mediations", v.state -> 'mediations') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."meetings" AS (select u."event_id", u."kind", u."format", u."venue" from (
      select t."event_id", t."kind", t."format", t."venue", true as stands from public."meetings" t
      union all select v.event_id as "event_id", t."kind", t."format", t."venue", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."meetings", v.state -> 'meetings') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."negotiations" AS (select u."event_id", u."kind", u."subject", u."outcome" from (
      select t."event_id", t."kind", t."subject", t."outcome", true as stands from public."negotiations" t
      union all select v.event_id as "event_id", t."kind", t."subject", t."outcome", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."negotiations", v.state -> 'negotiations') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."participations" AS (select u."event_id", u."actor_id", u."role", u."ordinal", u."side", u."office_id", u."label", u."basis", u."occurred_sort" from (
      select t."event_id", t."actor_id", t."role", t."ordinal", t."side", t."office_id", t."label", t."basis", t."occurred_sort", true as stands from public."participations" t
      union all select v.event_id as "event_id", t."actor_id", t."role", t."ordinal", t."side", t."office_id", t."label", t."basis", t."occurred_sort", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."participations", v.state -> 'participations') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."phone_calls" AS (select u."event_id", u."kind", u."topics", u."duration_minutes" from (
      select t."event_id", t."kind", t."topics", t."duration_minutes", true as stands from public."phone_calls" t
      union all select v.event_id as "event_id", t."kind", t."topics", t."duration_minutes", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."phone_calls", v.state -> 'phone_calls') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."quantities" AS (select u."event_id", u."ordinal", u."measure", u."of", u."side", u."low", u."best", u."high", u."approximation", u."unit", u."text", u."claim_id" from (
      select t."event_id", t."ordinal", t."measure", t."of", t."side", t."low", t."best", t."high", t."approximation", t."unit", t."text", t."claim_id", true as stands from public."quantities" t
      union all select v.event_id as "event_id", t."ordinal", t."measure", t."of", t."side", t."low", t."best", t."high", t."approximation", t."unit", t."text", t."claim_id", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."quantities", v.state -> 'quantities') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."event_relations" AS (select u."event_id", u."kind", u."target_id", u."certainty", u."basis" from (
      select t."event_id", t."kind", t."target_id", t."certainty", t."basis", true as stands from public."event_relations" t
      union all select v.event_id as "event_id", t."kind", t."target_id", t."certainty", t."basis", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_relations", v.state -> 'event_relations') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."reports" AS (select u."event_id", u."article_id", u."publisher_id", u."sentence", u."actor1_offset", u."actor2_offset", u."action_offset", u."extraction_confidence", u."tone", u."reported_at", u."occurred_sort" from (
      select t."event_id", t."article_id", t."publisher_id", t."sentence", t."actor1_offset", t."actor2_offset", t."action_offset", t."extraction_confidence", t."tone", t."reported_at", t."occurred_sort", true as stands from public."reports" t
      union all select v.event_id as "event_id", t."article_id", t."publisher_id", t."sentence", t."actor1_offset", t."actor2_offset", t."action_offset", t."extraction_confidence", t."tone", t."reported_at", t."occurred_sort", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."reports", v.state -> 'reports') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."revisions" AS (select * from public.revisions where at <= current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "past"."statements" AS (select u."event_id", u."kind", u."speech_act", u."channel" from (
      select t."event_id", t."kind", t."speech_act", t."channel", true as stands from public."statements" t
      union all select v.event_id as "event_id", t."kind", t."speech_act", t."channel", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."statements", v.state -> 'statements') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."event_storylines" AS (select u."event_id", u."storyline_id", u."occurred_sort" from (
      select t."event_id", t."storyline_id", t."occurred_sort", true as stands from public."event_storylines" t
      union all select v.event_id as "event_id", t."storyline_id", t."occurred_sort", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_storylines", v.state -> 'event_storylines') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."event_texts" AS (select u."event_id", u."occurred_sort", u."words" from (
      select t."event_id", t."occurred_sort", t."words", true as stands from public."event_texts" t
      union all select v.event_id as "event_id", t."occurred_sort", t."words", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_texts", v.state -> 'event_texts') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "past"."visits" AS (select u."event_id", u."kind", u."visit_kind", u."duration_days" from (
      select t."event_id", t."kind", t."visit_kind", t."duration_days", true as stands from public."visits" t
      union all select v.event_id as "event_id", t."kind", t."visit_kind", t."duration_days", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."visits", v.state -> 'visits') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);