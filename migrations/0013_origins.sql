DROP VIEW "as_of"."events";--> statement-breakpoint
ALTER TABLE "claims" DROP CONSTRAINT "claims_certainty";--> statement-breakpoint
ALTER TABLE "entity_revisions" DROP CONSTRAINT "entity_revisions_concept";--> statement-breakpoint
ALTER TABLE "article_versions" ADD COLUMN "agencies" text[];--> statement-breakpoint
ALTER TABLE "article_versions" ADD COLUMN "credited_names" integer[];--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "independent_origin_count" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "publishers" ADD COLUMN "owner" text;--> statement-breakpoint
ALTER TABLE "publishers" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
-- By hand, until the next mark: claims no longer say CONFIRMED. No text was kept before, so no event has two proven origins.
-- Saved versions keep the certainty that was derived then.
UPDATE "claims" SET "certainty" = 'REPORTED' WHERE "certainty" = 'CONFIRMED';--> statement-breakpoint
UPDATE "event_relations" SET "certainty" = 'REPORTED' WHERE "certainty" = 'CONFIRMED';--> statement-breakpoint
UPDATE "events" SET "certainty" = 'REPORTED' WHERE "certainty" = 'CONFIRMED';--> statement-breakpoint
UPDATE "events" SET "independent_origin_count" = 0 WHERE "certainty" IN ('DENIED', 'UNCLEAR');--> statement-breakpoint
UPDATE "event_versions" SET "state" = jsonb_set("state", '{claims}', (SELECT jsonb_agg(CASE claim ->> 'certainty' WHEN 'CONFIRMED'
		THEN claim || '{"certainty": "REPORTED"}' ELSE claim END ORDER BY n)
		FROM jsonb_array_elements("state" -> 'claims') WITH ORDINALITY c(claim, n)))
	WHERE "state" @> '{"claims": [{"certainty": "CONFIRMED"}]}';--> statement-breakpoint
UPDATE "event_versions" SET "state" = jsonb_set("state", '{events,0,independent_origin_count}',
		CASE WHEN "state" #>> '{events,0,certainty}' IN ('DENIED', 'UNCLEAR') THEN '0'::jsonb ELSE '1'::jsonb END)
	WHERE "state" #> '{events,0}' IS NOT NULL;--> statement-breakpoint
UPDATE "merge_origins" SET "changes" = jsonb_set("changes", '{claims}', (SELECT jsonb_object_agg(list,
		(SELECT coalesce(jsonb_agg(CASE claim ->> 'certainty' WHEN 'CONFIRMED' THEN claim || '{"certainty": "REPORTED"}' ELSE claim END ORDER BY n), '[]')
			FROM jsonb_array_elements(rows) WITH ORDINALITY c(claim, n)))
		FROM jsonb_each("changes" -> 'claims') l(list, rows)))
	WHERE "changes" ? 'claims';--> statement-breakpoint
-- End of what is by hand.
CREATE INDEX "events_by_origin_count" ON "events" USING btree ("independent_origin_count","id");--> statement-breakpoint
CREATE INDEX "events_listed_by_origin_count" ON "events" USING btree ("independent_origin_count","id") WHERE "events"."evidence" <> 'CODED';--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_certainty" CHECK ("claims"."certainty" in ('REPORTED', 'UNCLEAR', 'DENIED', 'RETRACTED'));--> statement-breakpoint
ALTER TABLE "entity_revisions" ADD CONSTRAINT "entity_revisions_concept" CHECK ("entity_revisions"."concept" in ('actor', 'place', 'office', 'article', 'storyline', 'publisher'));--> statement-breakpoint
CREATE VIEW "as_of"."events" AS (select u."id", u."kind", u."title", u."summary", u."realis", u."polarity", u."certainty", u."evidence", u."edtf", u."earliest", u."latest", u."time_precision", u."time_basis", u."time_text", u."occurred_sort", u."place_id", u."location_precision", u."latitude", u."longitude", u."radius_km", u."location_text", u."mention_count", u."publisher_count", u."independent_origin_count", u."dataset_id", u."merged_into_id", u."version", u."created_at", u."updated_at" from (
      select t."id", t."kind", t."title", t."summary", t."realis", t."polarity", t."certainty", t."evidence", t."edtf", t."earliest", t."latest", t."time_precision", t."time_basis", t."time_text", t."occurred_sort", t."place_id", t."location_precision", t."latitude", t."longitude", t."radius_km", t."location_text", t."mention_count", t."publisher_count", t."independent_origin_count", t."dataset_id", t."merged_into_id", t."version", t."created_at", t."updated_at", true as stands from public."events" t
      union all select v.event_id as "id", t."kind", t."title", t."summary", t."realis", t."polarity", t."certainty", t."evidence", t."edtf", t."earliest", t."latest", t."time_precision", t."time_basis", t."time_text", t."occurred_sort", t."place_id", t."location_precision", t."latitude", t."longitude", t."radius_km", t."location_text", t."mention_count", t."publisher_count", t."independent_origin_count", t."dataset_id", t."merged_into_id", t."version", t."created_at", t."updated_at", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."events", v.state -> 'events') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);