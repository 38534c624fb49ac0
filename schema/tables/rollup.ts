import { check, date, index, integer, numeric, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment, oneOf } from './columns.ts'

/** Stands where a country would, for all events wherever they are. */
export const EVERYWHERE = '00000000-0000-0000-0000-000000000000'

/** Stands where a country would, for events that are located in none. */
export const NOWHERE = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Stands where a kind would, for contacts of every kind. */
export const ANY_KIND = 'ANY'

/**
 * How many events there are of a kind, in a month and a country, of a dataset, on the three axes; by the day only for
 * the whole world. Derived from events, so that counting does not grow with them. Unknown time is `-infinity`.
 * A row whose events are all gone stays, with a count of zero.
 */
export const eventCounts = pgTable(
  'event_counts',
  {
    grain: text({ enum: ['DAY', 'MONTH'] }).notNull(),
    countryId: uuid().notNull(),
    startsOn: date().notNull(),
    kind: text().notNull(),
    datasetId: uuid().notNull(),
    realis: text().notNull(),
    polarity: text().notNull(),
    certainty: text().notNull(),
    eventCount: integer().notNull(),
    reportCount: integer().notNull(),
    /** How many of the events have a number of fatalities that may be added up: see `fatalitiesOf`. */
    fatalityCount: integer().notNull(),
    fatalitiesLow: numeric().notNull(),
    fatalitiesBest: numeric().notNull(),
    fatalitiesHigh: numeric().notNull(),
  },
  (t) => [
    primaryKey({
      name: 'event_counts_pk',
      columns: [t.grain, t.countryId, t.startsOn, t.kind, t.datasetId, t.realis, t.polarity, t.certainty],
    }),
    check('event_counts_grain', oneOf(t.grain, ['DAY', 'MONTH'])),
  ],
)

/**
 * How often two actors took part in the same event that took place (ACTUAL, POSITIVE, not RETRACTED), and when last; once
 * for each kind and once for all. Derived from participations, so that the busiest actor's counterparts are read off an
 * index. A row whose events are all gone stays, with a count of zero.
 */
export const contacts = pgTable(
  'contacts',
  {
    actorId: uuid().notNull(),
    kind: text().notNull(),
    counterpartId: uuid().notNull(),
    eventCount: integer().notNull(),
    lastOccurred: moment().notNull(),
  },
  (t) => [
    primaryKey({ name: 'contacts_pk', columns: [t.actorId, t.counterpartId, t.kind] }),
    index('contacts_by_count').on(t.actorId, t.kind, t.eventCount, t.counterpartId),
  ],
)
