CREATE TABLE "tombstones" (
	"id" uuid PRIMARY KEY NOT NULL,
	"concept" text NOT NULL,
	"erased_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"erased_by" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "tombstones_concept" CHECK ("tombstones"."concept" in ('event', 'article', 'actor'))
);
--> statement-breakpoint
ALTER TABLE "keys" DROP CONSTRAINT "keys_scopes";--> statement-breakpoint
ALTER TABLE "keys" ADD COLUMN "datasets" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "keys" ADD COLUMN "previous_secret_sha256" text;--> statement-breakpoint
ALTER TABLE "keys" ADD COLUMN "previous_secret_until" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "keys" ADD COLUMN "expires_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "keys" ADD CONSTRAINT "keys_datasets" CHECK (not ('*' = any("keys"."datasets")) or cardinality("keys"."datasets") = 1);--> statement-breakpoint
ALTER TABLE "keys" ADD CONSTRAINT "keys_previous_secret" CHECK (num_nulls("keys"."previous_secret_sha256", "keys"."previous_secret_until") in (0, 2));--> statement-breakpoint
ALTER TABLE "keys" ADD CONSTRAINT "keys_scopes" CHECK ("keys"."scopes" <@ array['read', 'publish', 'correct', 'merge', 'admin'] and "keys"."scopes" <> '{}');--> statement-breakpoint
UPDATE "keys" SET "datasets" = '{*}' WHERE 'publish' = ANY("scopes");
