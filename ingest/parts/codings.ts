import { eventCodings, type EventCodingRow } from '../../database/tables/coding.ts'
import type { EventPart } from './part.ts'
import { publicId } from './public-id.ts'

type Row = typeof eventCodings.$inferInsert

declare module './part.ts' {
  interface PartsDraft {
    codings?: readonly Omit<Row, 'eventId'>[] | undefined
  }
}

/** The machine codings of an event, which only feeds state: one for each of their rows. */
export const codingsPart: EventPart<Row> = {
  name: 'codings',
  table: eventCodings,
  correctedWith: [],
  onMerge: 'UNITE',
  isAddedByEveryRow: true,
  rows: ({ draft, eventId }) => draft.codings?.map((coding) => ({ eventId, ...coding })) ?? [],
  snapshot: (rows) => rows.toSorted((a, b) => a.rowNumber - b.rowNumber).map(fieldsOf),
}

function fieldsOf({ eventId: _event, placeId, addedAt, ...coding }: Row) {
  return { ...coding, place: publicId('place', placeId), addedAt: addedAt && new Date(addedAt).toISOString() }
}

/** The columns of a location in `events`. */
type LocationColumns = Pick<
  EventCodingRow,
  'placeId' | 'locationPrecision' | 'latitude' | 'longitude' | 'radiusKm' | 'locationText'
>

/**
 * Finds the location that most rows state; of several, the one whose place has the smallest id.
 * @param codings in any order
 * @returns undefined if no row has a location
 */
export function firstLocation(codings: readonly LocationColumns[]): LocationColumns | undefined {
  const countsByLocation = new Map<string, number>()
  for (const coding of codings) {
    if (coding.locationPrecision === null) continue
    const location = JSON.stringify(columnsOf(coding))
    countsByLocation.set(location, (countsByLocation.get(location) ?? 0) + 1)
  }
  // The text begins with the id of the place; "null" comes after every UUID.
  const [first] = [...countsByLocation].toSorted(([a, count], [b, other]) => other - count || (a < b ? -1 : 1))
  return first && (JSON.parse(first[0]) as LocationColumns)
}

function columnsOf(coding: LocationColumns): LocationColumns {
  const { placeId, locationPrecision, latitude, longitude, radiusKm, locationText } = coding
  return { placeId, locationPrecision, latitude, longitude, radiusKm, locationText }
}
