DROP INDEX "revisions_at";--> statement-breakpoint
CREATE INDEX "merge_origins_by_ordinal" ON "merge_origins" USING btree ("ordinal");--> statement-breakpoint
CREATE INDEX "revisions_by_time" ON "revisions" USING btree ("at","event_id");--> statement-breakpoint
UPDATE "merge_origins" o SET "ordinal" = numbered."ordinal" FROM (
  SELECT m."merged_id", row_number() OVER (ORDER BY coalesce(a."merged_at", p."merged_at", '-infinity'), m."target_id", m."ordinal", m."merged_id") AS "ordinal"
  FROM (SELECT DISTINCT "merged_id", "target_id", "ordinal" FROM "merge_origins") m
  LEFT JOIN "actors" a ON a."id" = m."merged_id" LEFT JOIN "places" p ON p."id" = m."merged_id"
) numbered WHERE numbered."merged_id" = o."merged_id";