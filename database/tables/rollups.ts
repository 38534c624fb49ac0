import { check, date, index, integer, numeric, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment, oneOf } from './columns.ts'

/** The value of a column in rows that count the events of all its values. */
export const ALL = 'ALL'

/** The `countryId` of rows that count the events of all countries and of none. */
export const ALL_COUNTRIES = '00000000-0000-0000-0000-000000000000'

/** The `countryId` of rows that count events without a country. */
export const NO_COUNTRY = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** The `datasetId` of rows that count the events of all datasets. */
export const ALL_DATASETS = ALL_COUNTRIES

export const GRAINS = ['EVER', 'MONTH', 'DAY'] as const

/**
 * The smallest unit of the calendar that the whole time of an event lies within: DAY or WEEK in rows by day, MONTH or YEAR
 * in rows by month, ALL in those of EVER. A longer time, or one with an open end, is LONGER.
 */
export const COUNTED_SPANS = ['DAY', 'WEEK', 'MONTH', 'YEAR', 'LONGER', 'UNKNOWN', ALL] as const

/**
 * The sets of counts. DETAILED has separate rows for each dataset, realis, polarity, evidence and certainty. DEFAULT
 * counts the events of default lists (ACTUAL, POSITIVE, not CODED, not RETRACTED) in one row, so that the most frequent
 * queries read few rows.
 */
export const VIEWS = ['DEFAULT', 'DETAILED'] as const

/** The numbers of the events that a row counts. */
export function countColumns() {
  return {
    eventCount: integer().notNull(),
    mentionCount: integer().notNull(),
    /** The number of events whose fatalities are in the sums: see `isFatalities`. */
    fatalityCount: integer().notNull(),
    fatalitiesLow: numeric().notNull(),
    fatalitiesBest: numeric().notNull(),
    fatalitiesHigh: numeric().notNull(),
    /**
     * The number of events in the sum `fatalitiesLow`. The default lets instances of the previous version insert rows.
     */
    fatalitiesLowCount: integer().notNull().default(0),
    /** The number of events in the sum `fatalitiesBest`. */
    fatalitiesBestCount: integer().notNull().default(0),
    /** The number of events in the sum `fatalitiesHigh`. */
    fatalitiesHighCount: integer().notNull().default(0),
  }
}

/**
 * Derived table: the number of events by kind, start, time span and country, so that the cost of counts does not grow with
 * the number of events. Rows by day exist only for all countries in the DEFAULT view. `startsOn` is `-infinity` for
 * `EVER` and for an unknown time. A row stays with a count of 0 after the last of its events is gone.
 */
export const eventCounts = pgTable(
  'event_counts',
  {
    view: text({ enum: VIEWS }).notNull(),
    grain: text({ enum: GRAINS }).notNull(),
    countryId: uuid().notNull(),
    startsOn: date().notNull(),
    span: text({ enum: COUNTED_SPANS }).notNull(),
    kind: text().notNull(),
    datasetId: uuid().notNull(),
    realis: text().notNull(),
    polarity: text().notNull(),
    evidence: text().notNull(),
    certainty: text().notNull(),
    ...countColumns(),
  },
  (t) => [
    primaryKey({
      name: 'event_counts_pk',
      columns: [
        t.view,
        t.grain,
        t.countryId,
        t.startsOn,
        t.span,
        t.kind,
        t.datasetId,
        t.realis,
        t.polarity,
        t.evidence,
        t.certainty,
      ],
    }),
    check('event_counts_view', oneOf(t.view, VIEWS)),
    check('event_counts_grain', oneOf(t.grain, GRAINS)),
    check('event_counts_span', oneOf(t.span, COUNTED_SPANS)),
  ],
)

/**
 * Derived table: the number of events of default lists in which two actors took part together, and the time of the
 * last one, for each kind and for all kinds. It makes the counterparts of the busiest actor an index
 * scan. A row stays with a count of 0 after the last of its events is gone.
 */
export const counterparts = pgTable(
  'counterparts',
  {
    actorId: uuid().notNull(),
    kind: text().notNull(),
    counterpartId: uuid().notNull(),
    eventCount: integer().notNull(),
    lastOccurred: moment().notNull(),
  },
  (t) => [
    primaryKey({ name: 'counterparts_pk', columns: [t.actorId, t.counterpartId, t.kind] }),
    index('counterparts_by_count').on(t.actorId, t.kind, t.eventCount, t.counterpartId),
  ],
)
