DROP SCHEMA "past" CASCADE;--> statement-breakpoint
CREATE SCHEMA "as_of";--> statement-breakpoint
ALTER TABLE "reports" RENAME TO "mentions";--> statement-breakpoint
ALTER TABLE "mentions" RENAME COLUMN "reported_at" TO "mentioned_at";--> statement-breakpoint
ALTER TABLE "mentions" RENAME CONSTRAINT "reports_pk" TO "mentions_pk";--> statement-breakpoint
ALTER TABLE "mentions" RENAME CONSTRAINT "reports_extraction_confidence" TO "mentions_extraction_confidence";--> statement-breakpoint
ALTER TABLE "mentions" RENAME CONSTRAINT "reports_event_id_events_id_fk" TO "mentions_event_id_events_id_fk";--> statement-breakpoint
ALTER TABLE "mentions" RENAME CONSTRAINT "reports_publisher_id_publishers_id_fk" TO "mentions_publisher_id_publishers_id_fk";--> statement-breakpoint
ALTER INDEX "reports_by_article" RENAME TO "mentions_by_article";--> statement-breakpoint
ALTER INDEX "reports_by_publisher" RENAME TO "mentions_by_publisher";--> statement-breakpoint
ALTER TABLE "events" RENAME COLUMN "report_count" TO "mention_count";--> statement-breakpoint
ALTER INDEX "events_by_report_count" RENAME TO "events_by_mention_count";--> statement-breakpoint
ALTER TABLE "event_counts" RENAME COLUMN "report_count" TO "mention_count";--> statement-breakpoint
ALTER TABLE "contacts" RENAME TO "counterparts";--> statement-breakpoint
ALTER TABLE "counterparts" RENAME CONSTRAINT "contacts_pk" TO "counterparts_pk";--> statement-breakpoint
ALTER INDEX "contacts_by_count" RENAME TO "counterparts_by_count";--> statement-breakpoint
ALTER TABLE "imports" RENAME COLUMN "rows_set_aside" TO "rows_rejected";--> statement-breakpoint
ALTER TABLE "imports" RENAME COLUMN "reports_written" TO "mentions_written";--> statement-breakpoint
ALTER TABLE "imports" RENAME COLUMN "set_aside" TO "rejected_rows";--> statement-breakpoint
ALTER TABLE "agreements" RENAME COLUMN "phase" TO "stage";--> statement-breakpoint
TRUNCATE "event_counts";--> statement-breakpoint
ALTER TABLE "event_counts" DROP CONSTRAINT "event_counts_view";--> statement-breakpoint
ALTER TABLE "event_counts" ADD CONSTRAINT "event_counts_view" CHECK ("event_counts"."view" in ('DEFAULT', 'DETAILED'));--> statement-breakpoint
UPDATE "event_versions" SET "state" = replace(replace(replace("state"::text, '"reports": [', '"mentions": ['), '"report_count":', '"mention_count":'), '"reported_at":', '"mentioned_at":')::jsonb;--> statement-breakpoint
UPDATE "event_versions" SET "state" = jsonb_set("state", '{agreements}', replace(("state" -> 'agreements')::text, '"phase":', '"stage":')::jsonb) WHERE "state" ? 'agreements';--> statement-breakpoint
UPDATE "revisions" SET "changes" = replace("changes"::text, '"phase":', '"stage":')::jsonb WHERE "event_id" IN (SELECT "id" FROM "events" WHERE "kind" = 'AGREEMENT');--> statement-breakpoint
UPDATE "revisions" SET "changes" = replace("changes"::text, '"field": "reports"', '"field": "mentions"')::jsonb WHERE "changes"::text LIKE '%"field": "reports"%';--> statement-breakpoint
CREATE VIEW "as_of"."agreements" AS (select u."event_id", u."kind", u."stage" from (
      select t."event_id", t."kind", t."stage", true as stands from public."agreements" t
      union all select v.event_id as "event_id", t."kind", t."stage", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."agreements", v.state -> 'agreements') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."appeals" AS (select u."event_id", u."kind", u."requested_action" from (
      select t."event_id", t."kind", t."requested_action", true as stands from public."appeals" t
      union all select v.event_id as "event_id", t."kind", t."requested_action", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."appeals", v.state -> 'appeals') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."armed_clashes" AS (select u."event_id", u."kind", u."modes", u."violence_type" from (
      select t."event_id", t."kind", t."modes", t."violence_type", true as stands from public."armed_clashes" t
      union all select v.event_id as "event_id", t."kind", t."modes", t."violence_type", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."armed_clashes", v.state -> 'armed_clashes') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."claim_attributions" AS (select u."event_id", u."claim_id", u."ordinal", u."agent_id", u."label", u."verb", u."mode", u."occurred_sort" from (
      select t."event_id", t."claim_id", t."ordinal", t."agent_id", t."label", t."verb", t."mode", t."occurred_sort", true as stands from public."claim_attributions" t
      union all select v.event_id as "event_id", t."claim_id", t."ordinal", t."agent_id", t."label", t."verb", t."mode", t."occurred_sort", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."claim_attributions", v.state -> 'claim_attributions') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."ceasefires" AS (select u."event_id", u."kind", u."phase", u."scope", u."effective_from", u."effective_until" from (
      select t."event_id", t."kind", t."phase", t."scope", t."effective_from", t."effective_until", true as stands from public."ceasefires" t
      union all select v.event_id as "event_id", t."kind", t."phase", t."scope", t."effective_from", t."effective_until", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."ceasefires", v.state -> 'ceasefires') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."claims" AS (select u."event_id", u."id", u."ordinal", u."aspect", u."detail", u."relation_kind", u."relation_target_id", u."certainty", u."polarity", u."hedge", u."article_id", u."quote_exact", u."quote_prefix", u."quote_suffix", u."quote_start", u."quote_end", u."quote_sentence" from (
      select t."event_id", t."id", t."ordinal", t."aspect", t."detail", t."relation_kind", t."relation_target_id", t."certainty", t."polarity", t."hedge", t."article_id", t."quote_exact", t."quote_prefix", t."quote_suffix", t."quote_start", t."quote_end", t."quote_sentence", true as stands from public."claims" t
      union all select v.event_id as "event_id", t."id", t."ordinal", t."aspect", t."detail", t."relation_kind", t."relation_target_id", t."certainty", t."polarity", t."hedge", t."article_id", t."quote_exact", t."quote_prefix", t."quote_suffix", t."quote_start", t."quote_end", t."quote_sentence", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."claims", v.state -> 'claims') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."event_codes" AS (select u."event_id", u."scheme", u."code" from (
      select t."event_id", t."scheme", t."code", true as stands from public."event_codes" t
      union all select v.event_id as "event_id", t."scheme", t."code", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_codes", v.state -> 'event_codes') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."event_codings" AS (select u."event_id", u."goldstein_scale", u."quad_class", u."is_root_event", u."average_tone", u."mention_count", u."source_count", u."article_count" from (
      select t."event_id", t."goldstein_scale", t."quad_class", t."is_root_event", t."average_tone", t."mention_count", t."source_count", t."article_count", true as stands from public."event_codings" t
      union all select v.event_id as "event_id", t."goldstein_scale", t."quad_class", t."is_root_event", t."average_tone", t."mention_count", t."source_count", t."article_count", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_codings", v.state -> 'event_codings') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."event_countries" AS (select u."event_id", u."country_id", u."occurred_sort" from (
      select t."event_id", t."country_id", t."occurred_sort", true as stands from public."event_countries" t
      union all select v.event_id as "event_id", t."country_id", t."occurred_sort", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_countries", v.state -> 'event_countries') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."events" AS (select u."id", u."kind", u."title", u."summary", u."realis", u."polarity", u."certainty", u."edtf", u."earliest", u."latest", u."time_precision", u."time_basis", u."time_text", u."occurred_sort", u."place_id", u."location_precision", u."latitude", u."longitude", u."radius_km", u."location_text", u."mention_count", u."publisher_count", u."dataset_id", u."merged_into_id", u."version", u."created_at", u."updated_at" from (
      select t."id", t."kind", t."title", t."summary", t."realis", t."polarity", t."certainty", t."edtf", t."earliest", t."latest", t."time_precision", t."time_basis", t."time_text", t."occurred_sort", t."place_id", t."location_precision", t."latitude", t."longitude", t."radius_km", t."location_text", t."mention_count", t."publisher_count", t."dataset_id", t."merged_into_id", t."version", t."created_at", t."updated_at", true as stands from public."events" t
      union all select v.event_id as "id", t."kind", t."title", t."summary", t."realis", t."polarity", t."certainty", t."edtf", t."earliest", t."latest", t."time_precision", t."time_basis", t."time_text", t."occurred_sort", t."place_id", t."location_precision", t."latitude", t."longitude", t."radius_km", t."location_text", t."mention_count", t."publisher_count", t."dataset_id", t."merged_into_id", t."version", t."created_at", t."updated_at", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."events", v.state -> 'events') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."exercises" AS (select u."event_id", u."kind", u."name", u."joint", u."scenario", u."duration_days", u."planned_beforehand" from (
      select t."event_id", t."kind", t."name", t."joint", t."scenario", t."duration_days", t."planned_beforehand", true as stands from public."exercises" t
      union all select v.event_id as "event_id", t."kind", t."name", t."joint", t."scenario", t."duration_days", t."planned_beforehand", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."exercises", v.state -> 'exercises') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."event_external_ids" AS (select u."event_id", u."scheme", u."value" from (
      select t."event_id", t."scheme", t."value", true as stands from public."event_external_ids" t
      union all select v.event_id as "event_id", t."scheme", t."value", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_external_ids", v.state -> 'event_external_ids') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."mediations" AS (select u."event_id", u."kind", u."subject" from (
      select t."event_id", t."kind", t."subject", true as stands from public."mediations" t
      union all select v.event_id as "event_id", t."kind", t."subject", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."mediations", v.state -> 'mediations') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."meetings" AS (select u."event_id", u."kind", u."format", u."venue" from (
      select t."event_id", t."kind", t."format", t."venue", true as stands from public."meetings" t
      union all select v.event_id as "event_id", t."kind", t."format", t."venue", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."meetings", v.state -> 'meetings') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."mentions" AS (select u."event_id", u."article_id", u."publisher_id", u."sentence", u."actor1_offset", u."actor2_offset", u."action_offset", u."extraction_confidence", u."tone", u."mentioned_at", u."occurred_sort" from (
      select t."event_id", t."article_id", t."publisher_id", t."sentence", t."actor1_offset", t."actor2_offset", t."action_offset", t."extraction_confidence", t."tone", t."mentioned_at", t."occurred_sort", true as stands from public."mentions" t
      union all select v.event_id as "event_id", t."article_id", t."publisher_id", t."sentence", t."actor1_offset", t."actor2_offset", t."action_offset", t."extraction_confidence", t."tone", t."mentioned_at", t."occurred_sort", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."mentions", v.state -> 'mentions') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."negotiations" AS (select u."event_id", u."kind", u."subject", u."outcome" from (
      select t."event_id", t."kind", t."subject", t."outcome", true as stands from public."negotiations" t
      union all select v.event_id as "event_id", t."kind", t."subject", t."outcome", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."negotiations", v.state -> 'negotiations') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."participations" AS (select u."event_id", u."actor_id", u."role", u."ordinal", u."side", u."office_id", u."label", u."basis", u."occurred_sort" from (
      select t."event_id", t."actor_id", t."role", t."ordinal", t."side", t."office_id", t."label", t."basis", t."occurred_sort", true as stands from public."participations" t
      union all select v.event_id as "event_id", t."actor_id", t."role", t."ordinal", t."side", t."office_id", t."label", t."basis", t."occurred_sort", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."participations", v.state -> 'participations') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."phone_calls" AS (select u."event_id", u."kind", u."topics", u."duration_minutes" from (
      select t."event_id", t."kind", t."topics", t."duration_minutes", true as stands from public."phone_calls" t
      union all select v.event_id as "event_id", t."kind", t."topics", t."duration_minutes", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."phone_calls", v.state -> 'phone_calls') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."quantities" AS (select u."event_id", u."ordinal", u."measure", u."of", u."side", u."low", u."best", u."high", u."approximation", u."unit", u."text", u."claim_id" from (
      select t."event_id", t."ordinal", t."measure", t."of", t."side", t."low", t."best", t."high", t."approximation", t."unit", t."text", t."claim_id", true as stands from public."quantities" t
      union all select v.event_id as "event_id", t."ordinal", t."measure", t."of", t."side", t."low", t."best", t."high", t."approximation", t."unit", t."text", t."claim_id", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."quantities", v.state -> 'quantities') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."event_relations" AS (select u."event_id", u."kind", u."target_id", u."certainty", u."basis" from (
      select t."event_id", t."kind", t."target_id", t."certainty", t."basis", true as stands from public."event_relations" t
      union all select v.event_id as "event_id", t."kind", t."target_id", t."certainty", t."basis", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_relations", v.state -> 'event_relations') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."revisions" AS (select * from public.revisions where at <= current_setting('dateline.as_of')::timestamptz);--> statement-breakpoint
CREATE VIEW "as_of"."statements" AS (select u."event_id", u."kind", u."speech_act", u."channel" from (
      select t."event_id", t."kind", t."speech_act", t."channel", true as stands from public."statements" t
      union all select v.event_id as "event_id", t."kind", t."speech_act", t."channel", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."statements", v.state -> 'statements') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."event_storylines" AS (select u."event_id", u."storyline_id", u."occurred_sort" from (
      select t."event_id", t."storyline_id", t."occurred_sort", true as stands from public."event_storylines" t
      union all select v.event_id as "event_id", t."storyline_id", t."occurred_sort", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_storylines", v.state -> 'event_storylines') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."event_texts" AS (select u."event_id", u."occurred_sort", u."words" from (
      select t."event_id", t."occurred_sort", t."words", true as stands from public."event_texts" t
      union all select v.event_id as "event_id", t."occurred_sort", t."words", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_texts", v.state -> 'event_texts') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."visits" AS (select u."event_id", u."kind", u."visit_kind", u."duration_days" from (
      select t."event_id", t."kind", t."visit_kind", t."duration_days", true as stands from public."visits" t
      union all select v.event_id as "event_id", t."kind", t."visit_kind", t."duration_days", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."visits", v.state -> 'visits') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);
