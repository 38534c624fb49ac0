DROP VIEW "as_of"."claims";--> statement-breakpoint
ALTER TABLE "claims" ADD COLUMN "realis" text DEFAULT 'ACTUAL' NOT NULL;--> statement-breakpoint
UPDATE "claims" c SET "realis" = e."realis" FROM "events" e WHERE e."id" = c."event_id" AND e."realis" <> 'ACTUAL';--> statement-breakpoint
UPDATE "event_versions" v SET "state" = jsonb_set(v."state", '{claims}', (
  SELECT jsonb_agg(t.claim || jsonb_build_object('realis', v."state" #> '{events,0,realis}') ORDER BY t.n)
  FROM jsonb_array_elements(v."state" -> 'claims') WITH ORDINALITY t (claim, n)))
  WHERE jsonb_typeof(v."state" -> 'claims') = 'array';--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_realis" CHECK ("claims"."realis" in ('ACTUAL', 'SCHEDULED', 'DESIRED', 'HYPOTHETICAL'));--> statement-breakpoint
CREATE VIEW "as_of"."claims" AS (select u."event_id", u."id", u."ordinal", u."aspect", u."detail", u."relation_kind", u."relation_target_id", u."certainty", u."polarity", u."realis", u."hedge", u."article_id", u."quote_exact", u."quote_prefix", u."quote_suffix", u."quote_start", u."quote_end", u."quote_sentence", u."is_verified" from (
      select t."event_id", t."id", t."ordinal", t."aspect", t."detail", t."relation_kind", t."relation_target_id", t."certainty", t."polarity", t."realis", t."hedge", t."article_id", t."quote_exact", t."quote_prefix", t."quote_suffix", t."quote_start", t."quote_end", t."quote_sentence", t."is_verified", true as stands from public."claims" t
      union all select v.event_id as "event_id", t."id", t."ordinal", t."aspect", t."detail", t."relation_kind", t."relation_target_id", t."certainty", t."polarity", t."realis", t."hedge", t."article_id", t."quote_exact", t."quote_prefix", t."quote_suffix", t."quote_start", t."quote_end", t."quote_sentence", t."is_verified", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."claims", v.state -> 'claims') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);