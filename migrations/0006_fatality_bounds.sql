ALTER TABLE "event_counts" ADD COLUMN "fatalities_low_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "event_counts" ADD COLUMN "fatalities_best_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "event_counts" ADD COLUMN "fatalities_high_count" integer DEFAULT 0 NOT NULL;