TRUNCATE "event_counts";--> statement-breakpoint
ALTER TABLE "event_counts" ADD COLUMN "span" text NOT NULL;--> statement-breakpoint
ALTER TABLE "event_counts" DROP CONSTRAINT "event_counts_pk";
--> statement-breakpoint
ALTER TABLE "event_counts" ADD CONSTRAINT "event_counts_pk" PRIMARY KEY("view","grain","country_id","starts_on","span","kind","dataset_id","realis","polarity","evidence","certainty");--> statement-breakpoint
ALTER TABLE "event_counts" ADD CONSTRAINT "event_counts_span" CHECK ("event_counts"."span" in ('DAY', 'WEEK', 'MONTH', 'YEAR', 'LONGER', 'UNKNOWN', 'ALL'));