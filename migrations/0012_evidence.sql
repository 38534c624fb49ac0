DROP VIEW "as_of"."events";--> statement-breakpoint
ALTER TABLE "claims" DROP CONSTRAINT "claims_certainty";--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_certainty";--> statement-breakpoint
ALTER TABLE "event_relations" DROP CONSTRAINT "event_relations_certainty";--> statement-breakpoint
ALTER TABLE "datasets" ADD COLUMN "method" text DEFAULT 'EDITED' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "evidence" text;--> statement-breakpoint
UPDATE "datasets" SET "method" = CASE "name" WHEN 'ucdp' THEN 'CURATED' ELSE 'CODED' END WHERE "name" IN ('gdelt', 'gdelt-1', 'ucdp');--> statement-breakpoint
UPDATE "events" e SET "evidence" = CASE
  WHEN EXISTS (SELECT 1 FROM "claims" c WHERE c."event_id" = e."id" AND c."is_verified" AND c."certainty" <> 'RETRACTED') THEN 'QUOTED'
  WHEN d."method" <> 'CODED' THEN 'LISTED'
  ELSE 'CODED' END FROM "datasets" d WHERE d."id" = e."dataset_id";--> statement-breakpoint
WITH RECURSIVE "merged" ("id") AS (
  SELECT "merged_into_id" FROM "events" WHERE "evidence" <> 'CODED' AND "merged_into_id" IS NOT NULL
  UNION SELECT e."merged_into_id" FROM "merged" JOIN "events" e ON e."id" = "merged"."id" WHERE e."merged_into_id" IS NOT NULL
) UPDATE "events" e SET "evidence" = 'LISTED' FROM "merged" WHERE e."id" = "merged"."id" AND e."evidence" = 'CODED';--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_certainty" CHECK ("events"."certainty" in ('CONFIRMED', 'REPORTED', 'UNCLEAR', 'DENIED', 'DISPUTED', 'RETRACTED', 'UNVERIFIED'));--> statement-breakpoint
UPDATE "events" e SET "certainty" = 'UNVERIFIED' WHERE "evidence" = 'CODED' AND "certainty" = 'REPORTED' AND NOT EXISTS (SELECT 1 FROM "claims" c WHERE c."event_id" = e."id");--> statement-breakpoint
ALTER TABLE "events" ALTER COLUMN "evidence" SET NOT NULL;--> statement-breakpoint
UPDATE "event_versions" v SET "state" = jsonb_set(jsonb_set(v."state", '{events,0,evidence}', to_jsonb(s."evidence")), '{events,0,certainty}',
  CASE WHEN s."evidence" = 'CODED' AND v."state" #>> '{events,0,certainty}' = 'REPORTED' AND v."state" -> 'claims' IS NULL THEN '"UNVERIFIED"' ELSE v."state" #> '{events,0,certainty}' END)
  FROM (SELECT a."event_id", a."version", CASE
    WHEN jsonb_path_exists(a."state", '$.claims[*] ? (@.is_verified == true && @.certainty != "RETRACTED")') THEN 'QUOTED'
    WHEN d."method" <> 'CODED' THEN 'LISTED'
    ELSE 'CODED' END AS "evidence"
    FROM "event_versions" a JOIN "events" e ON e."id" = a."event_id" JOIN "datasets" d ON d."id" = e."dataset_id") s
  WHERE s."event_id" = v."event_id" AND s."version" = v."version" AND v."state" -> 'events' IS NOT NULL;--> statement-breakpoint
TRUNCATE "event_counts";--> statement-breakpoint
ALTER TABLE "event_counts" ADD COLUMN "evidence" text NOT NULL;--> statement-breakpoint
CREATE INDEX "events_listed_by_time" ON "events" USING btree ("occurred_sort","id") WHERE "events"."evidence" <> 'CODED';--> statement-breakpoint
CREATE INDEX "events_listed_by_kind" ON "events" USING btree ("kind","occurred_sort","id") WHERE "events"."evidence" <> 'CODED';--> statement-breakpoint
CREATE INDEX "events_listed_by_update" ON "events" USING btree ("updated_at","id") WHERE "events"."evidence" <> 'CODED';--> statement-breakpoint
CREATE INDEX "events_listed_by_mention_count" ON "events" USING btree ("mention_count","id") WHERE "events"."evidence" <> 'CODED';--> statement-breakpoint
CREATE INDEX "events_quoted_by_time" ON "events" USING btree ("occurred_sort","id") WHERE "events"."evidence" = 'QUOTED';--> statement-breakpoint
CREATE INDEX "events_by_merge" ON "events" USING btree ("merged_into_id") WHERE "events"."merged_into_id" is not null;--> statement-breakpoint
ALTER TABLE "event_counts" DROP CONSTRAINT "event_counts_pk";
--> statement-breakpoint
ALTER TABLE "event_counts" ADD CONSTRAINT "event_counts_pk" PRIMARY KEY("view","grain","country_id","starts_on","kind","dataset_id","realis","polarity","evidence","certainty");--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_certainty" CHECK ("claims"."certainty" in ('CONFIRMED', 'REPORTED', 'UNCLEAR', 'DENIED', 'DISPUTED', 'RETRACTED', 'UNVERIFIED'));--> statement-breakpoint
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_method" CHECK ("datasets"."method" in ('EDITED', 'CURATED', 'CODED'));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_evidence" CHECK ("events"."evidence" in ('QUOTED', 'LISTED', 'CODED'));--> statement-breakpoint
ALTER TABLE "event_relations" ADD CONSTRAINT "event_relations_certainty" CHECK ("event_relations"."certainty" in ('CONFIRMED', 'REPORTED', 'UNCLEAR', 'DENIED', 'DISPUTED', 'RETRACTED', 'UNVERIFIED'));--> statement-breakpoint
CREATE VIEW "as_of"."events" AS (select u."id", u."kind", u."title", u."summary", u."realis", u."polarity", u."certainty", u."evidence", u."edtf", u."earliest", u."latest", u."time_precision", u."time_basis", u."time_text", u."occurred_sort", u."place_id", u."location_precision", u."latitude", u."longitude", u."radius_km", u."location_text", u."mention_count", u."publisher_count", u."dataset_id", u."merged_into_id", u."version", u."created_at", u."updated_at" from (
      select t."id", t."kind", t."title", t."summary", t."realis", t."polarity", t."certainty", t."evidence", t."edtf", t."earliest", t."latest", t."time_precision", t."time_basis", t."time_text", t."occurred_sort", t."place_id", t."location_precision", t."latitude", t."longitude", t."radius_km", t."location_text", t."mention_count", t."publisher_count", t."dataset_id", t."merged_into_id", t."version", t."created_at", t."updated_at", true as stands from public."events" t
      union all select v.event_id as "id", t."kind", t."title", t."summary", t."realis", t."polarity", t."certainty", t."evidence", t."edtf", t."earliest", t."latest", t."time_precision", t."time_basis", t."time_text", t."occurred_sort", t."place_id", t."location_precision", t."latitude", t."longitude", t."radius_km", t."location_text", t."mention_count", t."publisher_count", t."dataset_id", t."merged_into_id", t."version", t."created_at", t."updated_at", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."events", v.state -> 'events') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
DROP VIEW "as_of"."claims";--> statement-breakpoint
ALTER TABLE "claims" ADD COLUMN "realis" text DEFAULT 'ACTUAL' NOT NULL;--> statement-breakpoint
UPDATE "claims" c SET "realis" = e."realis" FROM "events" e WHERE e."id" = c."event_id" AND e."realis" <> 'ACTUAL';--> statement-breakpoint
UPDATE "event_versions" v SET "state" = jsonb_set(v."state", '{claims}', (
  SELECT jsonb_agg(t.claim || jsonb_build_object('realis', v."state" #> '{events,0,realis}') ORDER BY t.n)
  FROM jsonb_array_elements(v."state" -> 'claims') WITH ORDINALITY t (claim, n)))
  WHERE jsonb_typeof(v."state" -> 'claims') = 'array';--> statement-breakpoint
UPDATE "merge_origins" SET "changes" = jsonb_set("changes", '{claims}', (SELECT jsonb_object_agg(list,
		(SELECT coalesce(jsonb_agg(claim || '{"realis": "ACTUAL"}' ORDER BY n), '[]')
			FROM jsonb_array_elements(rows) WITH ORDINALITY c(claim, n)))
		FROM jsonb_each("changes" -> 'claims') l(list, rows)))
	WHERE "changes" ? 'claims';--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_realis" CHECK ("claims"."realis" in ('ACTUAL', 'SCHEDULED', 'DESIRED', 'HYPOTHETICAL'));--> statement-breakpoint
CREATE VIEW "as_of"."claims" AS (select u."event_id", u."id", u."ordinal", u."aspect", u."detail", u."relation_kind", u."relation_target_id", u."certainty", u."polarity", u."realis", u."hedge", u."article_id", u."article_version", u."quote_exact", u."quote_prefix", u."quote_suffix", u."quote_start", u."quote_end", u."quote_sentence", u."is_verified", u."quote_fate", u."quote_fate_version" from (
      select t."event_id", t."id", t."ordinal", t."aspect", t."detail", t."relation_kind", t."relation_target_id", t."certainty", t."polarity", t."realis", t."hedge", t."article_id", t."article_version", t."quote_exact", t."quote_prefix", t."quote_suffix", t."quote_start", t."quote_end", t."quote_sentence", t."is_verified", t."quote_fate", t."quote_fate_version", true as stands from public."claims" t
      union all select v.event_id as "event_id", t."id", t."ordinal", t."aspect", t."detail", t."relation_kind", t."relation_target_id", t."certainty", t."polarity", t."realis", t."hedge", t."article_id", t."article_version", t."quote_exact", t."quote_prefix", t."quote_suffix", t."quote_start", t."quote_end", t."quote_sentence", t."is_verified", t."quote_fate", t."quote_fate_version", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."claims", v.state -> 'claims') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);