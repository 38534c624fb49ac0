import { index, integer, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { asOfView } from './as-of-view.ts'
import { LOCATION_PRECISIONS } from './enums.ts'
import { events } from './event.ts'
import { locationChecks, locationColumns } from './location.ts'

/**
 * Derived table: all locations of the events that have several, or one that several rows of a feed state. `ordinal` 0 is
 * the first, which `events` has too. An event without rows here has the location in `events`, stated once, or none. So
 * the many events with one location cost nothing.
 */
export const eventLocations = pgTable(
  'event_locations',
  {
    eventId: uuid()
      .notNull()
      .references(() => events.id, { onDelete: 'cascade' }),
    ordinal: smallint().notNull(),
    ...locationColumns(),
    locationPrecision: text({ enum: LOCATION_PRECISIONS }).notNull(),
    /** The number of rows of feeds that state the location; 1 if none does. */
    rowCount: integer().notNull(),
  },
  (t) => [
    primaryKey({ name: 'event_locations_pk', columns: [t.eventId, t.ordinal] }),
    ...locationChecks('event_locations', t),
    index('event_locations_by_place').on(t.placeId, t.eventId),
    index('event_locations_by_point').on(t.latitude, t.longitude),
  ],
)

export const asOfLocations = asOfView(eventLocations)

export type EventLocationRow = typeof eventLocations.$inferSelect
