import { and, sql, type SQL } from 'drizzle-orm'
import { inList, isGiven } from '../../database/sql/conditions.ts'
import { eventCountries } from '../../database/tables/event-country.ts'
import { events } from '../../database/tables/event.ts'
import { placeAncestors } from '../../database/tables/place.ts'
import { badUserInput } from '../builder/errors.ts'
import { inBox, inCircle, type AreaCondition, type AreaFilter } from '../entity/area.ts'
import { parseCountry, type CountryCodes } from '../entity/country.ts'
import { uuidOf } from '../relay/node.ts'
import type { LocationWhere } from './event-filter.ts'

export type LocationFilter = typeof LocationWhere.$inferInput

/**
 * Returns the condition on `events` for a filter of locations.
 * @param placesOf returns the UUIDs of the places whose own point lies in an area
 * @throws {GraphQLError} BAD_USER_INPUT if an id, an area or a radius is invalid
 */
export function locatedAt(
  { within, country, near, box, maxRadiusKm, precision }: LocationFilter,
  codes: CountryCodes,
  placesOf: (area: AreaFilter) => readonly string[],
): SQL | undefined {
  if (isGiven(maxRadiusKm) && !(maxRadiusKm >= 0)) {
    throw badUserInput(`\`maxRadiusKm\` must be 0 or more; got ${maxRadiusKm}.`)
  }
  return and(
    isGiven(within)
      ? sql`exists (select 1 from ${placeAncestors} where ${placeAncestors.placeId} = ${events.placeId} and ${placeAncestors.ancestorId} = ${uuidOf('place', within)})`
      : undefined,
    isGiven(country) ? inCountry(parseCountry(country, codes)) : undefined,
    near ? atPoint(inCircle(near), placesOf(near)) : undefined,
    box ? atPoint(inBox(box), placesOf(box)) : undefined,
    isGiven(maxRadiusKm) ? sql`${events.radiusKm} <= ${maxRadiusKm}::float8` : undefined,
    inList(events.locationPrecision, precision),
  )
}

function inCountry(id: string | null): SQL {
  return id === null
    ? sql`false`
    : sql`exists (select 1 from ${eventCountries} where ${eventCountries.eventId} = ${events.id} and ${eventCountries.countryId} = ${id})`
}

/** The point of an event is its own coordinates, else those of its place. */
function atPoint(area: AreaCondition, placeIds: readonly string[]): SQL {
  return sql`(${area(events.latitude, events.longitude)} or (${events.latitude} is null and ${events.placeId} = any(${sql.param(placeIds)}::uuid[])))`
}
