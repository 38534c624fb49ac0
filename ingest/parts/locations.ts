import { eventLocations } from '../../database/tables/event-location.ts'
import type { EventPart } from './part.ts'
import { publicId } from './public-id.ts'

type Row = typeof eventLocations.$inferInsert

/**
 * The locations of an event that has several. They are derived: see `insertEventLocations`. So no draft states them.
 */
export const locationsPart: EventPart<Row> = {
  name: 'locations',
  table: eventLocations,
  ordinal: eventLocations.ordinal,
  correctedWith: [],
  isDerived: true,
  onMerge: async () => undefined,
  rows: () => undefined,
  snapshot: (rows) =>
    rows.map(({ eventId: _event, ordinal: _ordinal, placeId, locationPrecision, locationText, ...location }) => ({
      ...location,
      place: publicId('place', placeId),
      precision: locationPrecision,
      text: locationText,
    })),
}
