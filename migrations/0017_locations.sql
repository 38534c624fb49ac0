CREATE TABLE "event_locations" (
	"event_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"place_id" uuid,
	"location_precision" text NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"radius_km" double precision,
	"location_text" text,
	"row_count" integer NOT NULL,
	CONSTRAINT "event_locations_pk" PRIMARY KEY("event_id","ordinal"),
	CONSTRAINT "event_locations_location_precision" CHECK ("event_locations"."location_precision" in ('SITE', 'SETTLEMENT', 'NEAR_SETTLEMENT', 'ADM2', 'ADM1', 'LINEAR_OR_FUZZY', 'COUNTRY', 'WATER_OR_AIRSPACE', 'UNKNOWN')),
	CONSTRAINT "event_locations_located" CHECK ("event_locations"."location_precision" is not null or ("event_locations"."place_id" is null and "event_locations"."latitude" is null and "event_locations"."radius_km" is null and "event_locations"."location_text" is null)),
	CONSTRAINT "event_locations_coordinates" CHECK (("event_locations"."latitude" is null) = ("event_locations"."longitude" is null)),
	CONSTRAINT "event_locations_latitude" CHECK ("event_locations"."latitude" between -90 and 90),
	CONSTRAINT "event_locations_longitude" CHECK ("event_locations"."longitude" between -180 and 180),
	CONSTRAINT "event_locations_radius_km" CHECK ("event_locations"."radius_km" >= 0)
);
--> statement-breakpoint
DROP VIEW "as_of"."event_codings";--> statement-breakpoint
DROP VIEW "as_of"."mentions";--> statement-breakpoint
ALTER TABLE "event_codings" DROP CONSTRAINT "event_codings_pkey";--> statement-breakpoint
ALTER TABLE "event_codings" ADD COLUMN "row_number" bigint;--> statement-breakpoint
ALTER TABLE "event_codings" ADD COLUMN "key" text;--> statement-breakpoint
ALTER TABLE "event_codings" ADD COLUMN "code" text;--> statement-breakpoint
ALTER TABLE "event_codings" ADD COLUMN "added_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "event_codings" ADD COLUMN "actor1_label" text;--> statement-breakpoint
ALTER TABLE "event_codings" ADD COLUMN "actor2_label" text;--> statement-breakpoint
ALTER TABLE "event_codings" ADD COLUMN "actor1_place_text" text;--> statement-breakpoint
ALTER TABLE "event_codings" ADD COLUMN "actor2_place_text" text;--> statement-breakpoint
ALTER TABLE "event_codings" ADD COLUMN "place_id" uuid;--> statement-breakpoint
ALTER TABLE "event_codings" ADD COLUMN "location_precision" text;--> statement-breakpoint
ALTER TABLE "event_codings" ADD COLUMN "latitude" double precision;--> statement-breakpoint
ALTER TABLE "event_codings" ADD COLUMN "longitude" double precision;--> statement-breakpoint
ALTER TABLE "event_codings" ADD COLUMN "radius_km" double precision;--> statement-breakpoint
ALTER TABLE "event_codings" ADD COLUMN "location_text" text;--> statement-breakpoint
-- By hand, until the next mark: an event had one coding, that of its row with the smallest number. The other rows come back
-- when their files are imported again.
UPDATE "event_codings" c SET "row_number" = coalesce(
		(SELECT min(f."row_number") FROM "feed_rows" f WHERE f."event_id" = c."event_id"),
		(SELECT min(x."value"::bigint) FROM "event_external_ids" x WHERE x."event_id" = c."event_id" AND x."scheme" = 'GDELT_EVENT'), 0),
	"code" = coalesce((SELECT min(k."code") FROM "event_codes" k WHERE k."event_id" = c."event_id" AND k."scheme" = 'CAMEO'), ''),
	"key" = CASE WHEN NOT EXISTS (SELECT FROM "mentions" m WHERE m."event_id" = c."event_id") THEN 'ROW'
		WHEN EXISTS (SELECT FROM "event_codes" k WHERE k."event_id" = c."event_id" AND k."scheme" = 'CAMEO'
			AND (k."code" = '036' OR (k."code" LIKE '04%' AND k."code" NOT LIKE '045%'))) THEN 'CONTACT'
		ELSE 'ACT' END;--> statement-breakpoint
UPDATE "event_codings" c SET "place_id" = e."place_id", "location_precision" = e."location_precision", "latitude" = e."latitude",
	"longitude" = e."longitude", "radius_km" = e."radius_km", "location_text" = e."location_text"
	FROM "events" e WHERE e."id" = c."event_id";--> statement-breakpoint
UPDATE "event_versions" v SET "state" = jsonb_set(v."state", '{event_codings,0}', (v."state" #> '{event_codings,0}') || coalesce(
		(SELECT jsonb_build_object('row_number', c."row_number", 'key', c."key", 'code', c."code") FROM "event_codings" c WHERE c."event_id" = v."event_id"),
		'{"row_number": 0, "key": "ROW", "code": ""}'))
	WHERE v."state" #> '{event_codings,0}' IS NOT NULL;--> statement-breakpoint
UPDATE "merge_origins" o SET "changes" = jsonb_set("changes", '{event_codings}', (SELECT jsonb_object_agg(list,
		(SELECT coalesce(jsonb_agg(coding || jsonb_build_object('key', 'ACT',
			'row_number', coalesce((SELECT min((f ->> 'row_number')::bigint) FROM jsonb_array_elements("changes" #> '{feed_rows,removed}') f), 0),
			'code', coalesce((SELECT min(k ->> 'code') FROM jsonb_array_elements("changes" #> '{event_codes,removed}') k), '')) ORDER BY n), '[]')
			FROM jsonb_array_elements(rows) WITH ORDINALITY c(coding, n)))
		FROM jsonb_each("changes" -> 'event_codings') l(list, rows)))
	WHERE "changes" ? 'event_codings';--> statement-breakpoint
-- End of what is by hand.
ALTER TABLE "event_codings" ALTER COLUMN "row_number" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "event_codings" ALTER COLUMN "key" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "event_codings" ALTER COLUMN "code" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "event_codings" ADD CONSTRAINT "event_codings_pk" PRIMARY KEY("event_id","row_number");--> statement-breakpoint
ALTER TABLE "mentions" ADD COLUMN "row_number" bigint;--> statement-breakpoint
ALTER TABLE "event_locations" ADD CONSTRAINT "event_locations_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_locations" ADD CONSTRAINT "event_locations_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_locations_by_place" ON "event_locations" USING btree ("place_id","event_id");--> statement-breakpoint
CREATE INDEX "event_locations_by_point" ON "event_locations" USING btree ("latitude","longitude");--> statement-breakpoint
ALTER TABLE "event_codings" ADD CONSTRAINT "event_codings_place_id_places_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."places"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_codings" ADD CONSTRAINT "event_codings_key" CHECK ("event_codings"."key" in ('CONTACT', 'ACT', 'ROW'));--> statement-breakpoint
ALTER TABLE "event_codings" ADD CONSTRAINT "event_codings_location_precision" CHECK ("event_codings"."location_precision" in ('SITE', 'SETTLEMENT', 'NEAR_SETTLEMENT', 'ADM2', 'ADM1', 'LINEAR_OR_FUZZY', 'COUNTRY', 'WATER_OR_AIRSPACE', 'UNKNOWN'));--> statement-breakpoint
ALTER TABLE "event_codings" ADD CONSTRAINT "event_codings_located" CHECK ("event_codings"."location_precision" is not null or ("event_codings"."place_id" is null and "event_codings"."latitude" is null and "event_codings"."radius_km" is null and "event_codings"."location_text" is null));--> statement-breakpoint
ALTER TABLE "event_codings" ADD CONSTRAINT "event_codings_coordinates" CHECK (("event_codings"."latitude" is null) = ("event_codings"."longitude" is null));--> statement-breakpoint
ALTER TABLE "event_codings" ADD CONSTRAINT "event_codings_latitude" CHECK ("event_codings"."latitude" between -90 and 90);--> statement-breakpoint
ALTER TABLE "event_codings" ADD CONSTRAINT "event_codings_longitude" CHECK ("event_codings"."longitude" between -180 and 180);--> statement-breakpoint
ALTER TABLE "event_codings" ADD CONSTRAINT "event_codings_radius_km" CHECK ("event_codings"."radius_km" >= 0);--> statement-breakpoint
CREATE VIEW "as_of"."event_locations" AS (select u."event_id", u."ordinal", u."place_id", u."location_precision", u."latitude", u."longitude", u."radius_km", u."location_text", u."row_count" from (
      select t."event_id", t."ordinal", t."place_id", t."location_precision", t."latitude", t."longitude", t."radius_km", t."location_text", t."row_count", true as stands from public."event_locations" t
      union all select v.event_id as "event_id", t."ordinal", t."place_id", t."location_precision", t."latitude", t."longitude", t."radius_km", t."location_text", t."row_count", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_locations", v.state -> 'event_locations') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."event_codings" AS (select u."event_id", u."row_number", u."key", u."code", u."goldstein_scale", u."quad_class", u."is_root_event", u."average_tone", u."mention_count", u."source_count", u."article_count", u."added_at", u."actor1_label", u."actor2_label", u."actor1_place_text", u."actor2_place_text", u."place_id", u."location_precision", u."latitude", u."longitude", u."radius_km", u."location_text" from (
      select t."event_id", t."row_number", t."key", t."code", t."goldstein_scale", t."quad_class", t."is_root_event", t."average_tone", t."mention_count", t."source_count", t."article_count", t."added_at", t."actor1_label", t."actor2_label", t."actor1_place_text", t."actor2_place_text", t."place_id", t."location_precision", t."latitude", t."longitude", t."radius_km", t."location_text", true as stands from public."event_codings" t
      union all select v.event_id as "event_id", t."row_number", t."key", t."code", t."goldstein_scale", t."quad_class", t."is_root_event", t."average_tone", t."mention_count", t."source_count", t."article_count", t."added_at", t."actor1_label", t."actor2_label", t."actor1_place_text", t."actor2_place_text", t."place_id", t."location_precision", t."latitude", t."longitude", t."radius_km", t."location_text", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."event_codings", v.state -> 'event_codings') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);--> statement-breakpoint
CREATE VIEW "as_of"."mentions" AS (select u."event_id", u."article_id", u."publisher_id", u."sentence", u."actor1_offset", u."actor2_offset", u."action_offset", u."extraction_confidence", u."tone", u."mentioned_at", u."row_number", u."occurred_sort" from (
      select t."event_id", t."article_id", t."publisher_id", t."sentence", t."actor1_offset", t."actor2_offset", t."action_offset", t."extraction_confidence", t."tone", t."mentioned_at", t."row_number", t."occurred_sort", true as stands from public."mentions" t
      union all select v.event_id as "event_id", t."article_id", t."publisher_id", t."sentence", t."actor1_offset", t."actor2_offset", t."action_offset", t."extraction_confidence", t."tone", t."mentioned_at", t."row_number", t."occurred_sort", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."mentions", v.state -> 'mentions') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);