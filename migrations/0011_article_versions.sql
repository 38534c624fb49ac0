CREATE TABLE "article_versions" (
	"article_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"text_sha256" text,
	"length" integer,
	"language" text,
	"headline" text,
	"body" text,
	"fingerprint" integer[],
	"recorded_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "article_versions_pk" PRIMARY KEY("article_id","version"),
	CONSTRAINT "article_versions_text" UNIQUE("article_id","text_sha256"),
	CONSTRAINT "article_versions_version" CHECK ("article_versions"."version" >= 1),
	CONSTRAINT "article_versions_length" CHECK ("article_versions"."length" >= 0),
	CONSTRAINT "article_versions_text_sha256" CHECK ("article_versions"."text_sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
-- By hand, until the next mark: what the articles have becomes their version 1, of the articles that have something, and of
-- those that reports or claims, present and past, are from.
INSERT INTO "article_versions" ("article_id", "version", "text_sha256", "length", "language", "headline", "body", "recorded_at")
	SELECT "id", 1, "text_sha256", "length", "language", "headline", "body", "created_at" FROM "articles" a
	WHERE num_nonnulls("text_sha256", "length", "language", "headline", "body") > 0
		OR EXISTS (SELECT FROM "claims" c WHERE c."article_id" = a."id")
		OR "id" IN (SELECT "article_id" FROM "submissions"
			UNION SELECT (claim ->> 'article_id')::uuid FROM "event_versions", jsonb_array_elements("state" -> 'claims') claim);--> statement-breakpoint
-- Claims in saved versions and in records of merges: "article_version" 1. Saved versions have no nulls.
UPDATE "event_versions" SET "state" = jsonb_set("state", '{claims}', (SELECT jsonb_agg(claim || '{"article_version": 1}' ORDER BY n)
		FROM jsonb_array_elements("state" -> 'claims') WITH ORDINALITY c(claim, n)))
	WHERE jsonb_array_length("state" -> 'claims') > 0;--> statement-breakpoint
UPDATE "merge_origins" SET "changes" = jsonb_set("changes", '{claims}', (SELECT jsonb_object_agg(list,
		(SELECT coalesce(jsonb_agg(claim || '{"article_version": 1, "quote_fate": null, "quote_fate_version": null}' ORDER BY n), '[]')
			FROM jsonb_array_elements(rows) WITH ORDINALITY c(claim, n)))
		FROM jsonb_each("changes" -> 'claims') l(list, rows)))
	WHERE "changes" ? 'claims';--> statement-breakpoint
-- End of what is by hand. Changed by hand below: the columns "article_version" are added with 1 in the stored rows.
DROP VIEW "as_of"."claims";--> statement-breakpoint
ALTER TABLE "articles" DROP CONSTRAINT "articles_identified";--> statement-breakpoint
ALTER TABLE "articles" DROP CONSTRAINT "articles_length";--> statement-breakpoint
ALTER TABLE "articles" DROP CONSTRAINT "articles_text_sha256";--> statement-breakpoint
DROP INDEX "articles_by_headline";--> statement-breakpoint
ALTER TABLE "claims" ADD COLUMN "article_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "claims" ALTER COLUMN "article_version" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "claims" ADD COLUMN "quote_fate" text;--> statement-breakpoint
ALTER TABLE "claims" ADD COLUMN "quote_fate_version" integer;--> statement-breakpoint
ALTER TABLE "submissions" ADD COLUMN "article_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "submissions" ALTER COLUMN "article_version" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "article_versions" ADD CONSTRAINT "article_versions_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_versions_by_headline" ON "article_versions" USING gin (to_tsvector('dateline', coalesce("headline", '')));--> statement-breakpoint
ALTER TABLE "articles" DROP COLUMN "headline";--> statement-breakpoint
ALTER TABLE "articles" DROP COLUMN "language";--> statement-breakpoint
ALTER TABLE "articles" DROP COLUMN "length";--> statement-breakpoint
ALTER TABLE "articles" DROP COLUMN "text_sha256";--> statement-breakpoint
ALTER TABLE "articles" DROP COLUMN "body";--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_article_version" CHECK ("claims"."article_version" >= 1);--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_quote_fate" CHECK ("claims"."quote_fate" in ('FOUND', 'MOVED', 'LOST'));--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_quote_fate_version" CHECK (("claims"."quote_fate" is null) = ("claims"."quote_fate_version" is null));--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_quote_fate_later" CHECK ("claims"."quote_fate_version" > "claims"."article_version");--> statement-breakpoint
CREATE VIEW "as_of"."claims" AS (select u."event_id", u."id", u."ordinal", u."aspect", u."detail", u."relation_kind", u."relation_target_id", u."certainty", u."polarity", u."hedge", u."article_id", u."article_version", u."quote_exact", u."quote_prefix", u."quote_suffix", u."quote_start", u."quote_end", u."quote_sentence", u."is_verified", u."quote_fate", u."quote_fate_version" from (
      select t."event_id", t."id", t."ordinal", t."aspect", t."detail", t."relation_kind", t."relation_target_id", t."certainty", t."polarity", t."hedge", t."article_id", t."article_version", t."quote_exact", t."quote_prefix", t."quote_suffix", t."quote_start", t."quote_end", t."quote_sentence", t."is_verified", t."quote_fate", t."quote_fate_version", true as stands from public."claims" t
      union all select v.event_id as "event_id", t."id", t."ordinal", t."aspect", t."detail", t."relation_kind", t."relation_target_id", t."certainty", t."polarity", t."hedge", t."article_id", t."article_version", t."quote_exact", t."quote_prefix", t."quote_suffix", t."quote_start", t."quote_end", t."quote_sentence", t."is_verified", t."quote_fate", t."quote_fate_version", false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."claims", v.state -> 'claims') t
        where r.at <= current_setting('dateline.as_of')::timestamptz and n.at > current_setting('dateline.as_of')::timestamptz
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."event_id" and n.at > current_setting('dateline.as_of')::timestamptz) else true end);