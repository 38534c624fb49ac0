CREATE TABLE "keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"scopes" text[] NOT NULL,
	"secret_sha256" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	CONSTRAINT "keys_name_unique" UNIQUE("name"),
	CONSTRAINT "keys_scopes" CHECK ("keys"."scopes" <@ array['read', 'publish'] and "keys"."scopes" <> '{}')
);
--> statement-breakpoint
ALTER TABLE "revisions" ADD COLUMN "position" bigint;--> statement-breakpoint
UPDATE "revisions" SET "position" = "placed"."position" FROM (SELECT "event_id", "version", row_number() OVER (ORDER BY "at", "version", "event_id") AS "position" FROM "revisions") "placed" WHERE "placed"."event_id" = "revisions"."event_id" AND "placed"."version" = "revisions"."version";--> statement-breakpoint
ALTER TABLE "revisions" ALTER COLUMN "position" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "revisions_position" ON "revisions" USING btree ("position","event_id");