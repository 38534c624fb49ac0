CREATE TABLE "cell_counts" (
	"fits_to" smallint NOT NULL,
	"cell_row" smallint NOT NULL,
	"cell_column" smallint NOT NULL,
	"place_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"event_count" integer NOT NULL,
	"mention_count" integer NOT NULL,
	"fatality_count" integer NOT NULL,
	"fatalities_low" numeric NOT NULL,
	"fatalities_best" numeric NOT NULL,
	"fatalities_high" numeric NOT NULL,
	"fatalities_low_count" integer DEFAULT 0 NOT NULL,
	"fatalities_best_count" integer DEFAULT 0 NOT NULL,
	"fatalities_high_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "cell_counts_pk" PRIMARY KEY("fits_to","cell_row","cell_column","place_id","kind"),
	CONSTRAINT "cell_counts_fits_to" CHECK ("cell_counts"."fits_to" between -1 and 3)
);
