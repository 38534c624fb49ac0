ALTER TABLE "actor_external_ids" DROP CONSTRAINT "actor_external_ids_scheme";--> statement-breakpoint
ALTER TABLE "codes" DROP CONSTRAINT "codes_scheme";--> statement-breakpoint
ALTER TABLE "event_codes" DROP CONSTRAINT "event_codes_scheme";--> statement-breakpoint
ALTER TABLE "event_external_ids" DROP CONSTRAINT "event_external_ids_scheme";--> statement-breakpoint
ALTER TABLE "place_external_ids" DROP CONSTRAINT "place_external_ids_scheme";--> statement-breakpoint
ALTER TABLE "actor_external_ids" ADD CONSTRAINT "actor_external_ids_scheme" CHECK ("actor_external_ids"."scheme" in ('WIKIDATA', 'ISO3166_A2', 'ISO3166_A3', 'ISO3166_2', 'FIPS10_4', 'CAMEO', 'GEONAMES', 'GNS', 'GNIS', 'UCDP_ACTOR', 'UCDP_EVENT', 'GDELT_EVENT', 'DATASET'));--> statement-breakpoint
ALTER TABLE "codes" ADD CONSTRAINT "codes_scheme" CHECK ("codes"."scheme" in ('CAMEO', 'PLOVER', 'UCDP', 'DATASET'));--> statement-breakpoint
ALTER TABLE "event_codes" ADD CONSTRAINT "event_codes_scheme" CHECK ("event_codes"."scheme" in ('CAMEO', 'PLOVER', 'UCDP', 'DATASET'));--> statement-breakpoint
ALTER TABLE "event_external_ids" ADD CONSTRAINT "event_external_ids_scheme" CHECK ("event_external_ids"."scheme" in ('WIKIDATA', 'ISO3166_A2', 'ISO3166_A3', 'ISO3166_2', 'FIPS10_4', 'CAMEO', 'GEONAMES', 'GNS', 'GNIS', 'UCDP_ACTOR', 'UCDP_EVENT', 'GDELT_EVENT', 'DATASET'));--> statement-breakpoint
ALTER TABLE "place_external_ids" ADD CONSTRAINT "place_external_ids_scheme" CHECK ("place_external_ids"."scheme" in ('WIKIDATA', 'ISO3166_A2', 'ISO3166_A3', 'ISO3166_2', 'FIPS10_4', 'CAMEO', 'GEONAMES', 'GNS', 'GNIS', 'UCDP_ACTOR', 'UCDP_EVENT', 'GDELT_EVENT', 'DATASET'));