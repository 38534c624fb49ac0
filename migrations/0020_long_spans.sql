DROP INDEX "events_by_span";--> statement-breakpoint
CREATE INDEX "events_by_long_span" ON "events" USING gist (tstzrange("earliest", "latest")) WHERE coalesce("events"."latest" - "events"."earliest" > interval '8 days', ("events"."earliest" is null) <> ("events"."latest" is null));--> statement-breakpoint
CREATE STATISTICS "events_is_long" ON (coalesce("latest" - "earliest" > interval '8 days', ("earliest" is null) <> ("latest" is null))) FROM "events";
--> statement-breakpoint
CREATE STATISTICS "events_span" ON (tstzrange("earliest", "latest")) FROM "events";
