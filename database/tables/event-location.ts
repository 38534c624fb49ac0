import { sql } from 'drizzle-orm'
import {
  check,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
  type PgColumn,
} from 'drizzle-orm/pg-core'
import { asOfView } from './as-of-view.ts'
import { oneOf } from './columns.ts'
import { LOCATION_PRECISIONS } from './enums.ts'
import { events } from './event.ts'
import { places } from './place.ts'

/** The columns of a location; `locationPrecision` is null if there is none. */
export function locationColumns() {
  return {
    placeId: uuid().references(() => places.id),
    locationPrecision: text({ enum: LOCATION_PRECISIONS }),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    radiusKm: doublePrecision(),
    locationText: text(),
  }
}

/** The rules of these columns. */
export function locationChecks(name: string, t: Record<keyof ReturnType<typeof locationColumns>, PgColumn>) {
  return [
    check(`${name}_location_precision`, oneOf(t.locationPrecision, LOCATION_PRECISIONS)),
    check(
      `${name}_located`,
      sql`${t.locationPrecision} is not null or (${t.placeId} is null and ${t.latitude} is null and ${t.radiusKm} is null and ${t.locationText} is null)`,
    ),
    check(`${name}_coordinates`, sql`(${t.latitude} is null) = (${t.longitude} is null)`),
    check(`${name}_latitude`, sql`${t.latitude} between -90 and 90`),
    check(`${name}_longitude`, sql`${t.longitude} between -180 and 180`),
    check(`${name}_radius_km`, sql`${t.radiusKm} >= 0`),
  ]
}

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
