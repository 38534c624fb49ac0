import { check, date, index, integer, numeric, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment, oneOf } from './columns.ts'

/** Stands where a country would, for all events wherever they are. */
export const ALL_COUNTRIES = '00000000-0000-0000-0000-000000000000'

/** Stands where a country would, for events that are located in none. */
export const NO_COUNTRY = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Stands where a dataset would, for events of all of them. */
export const ALL_DATASETS = ALL_COUNTRIES

/** Stands where a word would, for every word. */
export const ALL = 'ALL'

/** By which spans of time events are counted. */
export const GRAINS = ['EVER', 'MONTH', 'DAY'] as const

/**
 * What is counted: DETAILED tells datasets and axes apart; DEFAULT has what lists have by default (ACTUAL, POSITIVE, not
 * RETRACTED), all of it together, so that the commonest questions read few rows.
 */
export const VIEWS = ['DEFAULT', 'DETAILED'] as const

/**
 * How many events there are of a kind, in a span of time and a country; by the day only for the whole world, and by
 * default. Derived from events, so that counting does not grow with them. What was `EVER`, or at an unknown time, starts on
 * `-infinity`. A row whose events are all gone stays, with a count of zero.
 */
export const eventCounts = pgTable(
  'event_counts',
  {
    view: text({ enum: VIEWS }).notNull(),
    grain: text({ enum: GRAINS }).notNull(),
    countryId: uuid().notNull(),
    startsOn: date().notNull(),
    kind: text().notNull(),
    datasetId: uuid().notNull(),
    realis: text().notNull(),
    polarity: text().notNull(),
    certainty: text().notNull(),
    eventCount: integer().notNull(),
    mentionCount: integer().notNull(),
    /** How many of the events have a number of fatalities that may be added up: see `fatalitiesOf`. */
    fatalityCount: integer().notNull(),
    fatalitiesLow: numeric().notNull(),
    fatalitiesBest: numeric().notNull(),
    fatalitiesHigh: numeric().notNull(),
    /** The number of events that `fatalitiesLow` is the sum of; the default lets instances of the last version write. */
    fatalitiesLowCount: integer().notNull().default(0),
    /** The number of events that `fatalitiesBest` is the sum of. */
    fatalitiesBestCount: integer().notNull().default(0),
    /** The number of events that `fatalitiesHigh` is the sum of. */
    fatalitiesHighCount: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({
      name: 'event_counts_pk',
      columns: [t.view, t.grain, t.countryId, t.startsOn, t.kind, t.datasetId, t.realis, t.polarity, t.certainty],
    }),
    check('event_counts_view', oneOf(t.view, VIEWS)),
    check('event_counts_grain', oneOf(t.grain, GRAINS)),
  ],
)

/**
 * How often two actors took part in the same event that took place (ACTUAL, POSITIVE, not RETRACTED), and when last; once
 * for each kind and once for all. Derived from participations, so that the busiest actor's counterparts are read off an
 * index. A row whose events are all gone stays, with a count of zero.
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
