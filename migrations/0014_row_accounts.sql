ALTER TABLE "imports" ADD COLUMN "rows_written" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "rows_repeated" integer DEFAULT 0 NOT NULL;