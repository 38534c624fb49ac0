import { and, sql, type SQL } from 'drizzle-orm'
import { inList } from '../../database/sql/conditions.ts'
import { readRows } from '../../database/sql/rows.ts'
import type { LOCATION_PRECISIONS } from '../../database/tables/enums.ts'
import { eventLocations } from '../../database/tables/event-location.ts'
import type { events } from '../../database/tables/event.ts'
import { placeAncestors, places } from '../../database/tables/place.ts'
import { conditionOfArea, type AreaFilter } from '../entity/area.ts'
import { createLoader, grouped, LOAD_ORDER } from '../loaders/loader.ts'

/** The conditions that one location must meet. */
export interface OneLocation {
  /** The UUID of a place. */
  within?: string
  /** The UUID of a country. */
  country?: string
  near?: AreaFilter
  box?: AreaFilter
  maxRadiusKm?: number
  precision?: readonly (typeof LOCATION_PRECISIONS)[number][]
}

/** From this number of events on, a condition has them as a subquery instead of a list. */
export const MAX_FURTHER_IDS = 1_000

export type Located = typeof events | typeof eventLocations

/** Returns the condition that the place of a location is a place or lies within it. */
function isWithin({ placeId }: Located, ancestorId: string): SQL {
  return sql`exists (select 1 from ${placeAncestors} where ${placeAncestors.placeId} = ${placeId} and ${placeAncestors.ancestorId} = ${ancestorId})`
}

/**
 * Returns the condition that a location meets all conditions.
 * @param isIn returns the condition that it is in an area
 */
export function matchesLocation(
  location: Located,
  { within, country, near, box, maxRadiusKm, precision }: OneLocation,
  isIn: (location: Located, area: AreaFilter) => SQL,
): SQL | undefined {
  return and(
    within === undefined ? undefined : isWithin(location, within),
    country === undefined ? undefined : isWithin(location, country),
    near && isIn(location, near),
    box && isIn(location, box),
    maxRadiusKm === undefined ? undefined : sql`${location.radiusKm} <= ${maxRadiusKm}::float8`,
    inList(location.locationPrecision, precision),
  )
}

function isInArea({ latitude, longitude, placeId }: Located, area: AreaFilter): SQL {
  const contains = conditionOfArea(area)
  return sql`(${contains(latitude, longitude)} or (${latitude} is null and exists (
    select 1 from ${places} where ${places.id} = ${placeId} and ${contains(places.latitude, places.longitude)})))`
}

/**
 * Loads the UUIDs of the events with several locations of which one matches, at most one more than `MAX_FURTHER_IDS`. The
 * key is the filter as JSON.
 */
export const furtherEvents = createLoader<string, string[]>(LOAD_ORDER.LOOK_UP, async (filters, { db }) => {
  const matches = filters.map((filter) => {
    const condition = matchesLocation(eventLocations, JSON.parse(filter) as OneLocation, isInArea)
    return sql`(select ${filter}::text as filter, found.id from (
      select distinct ${eventLocations.eventId} as id from ${eventLocations} where ${condition} limit ${MAX_FURTHER_IDS + 1}) found)`
  })
  const rows = await readRows<{ filter: string; id: string }>(db, sql.join(matches, sql` union all `))
  return grouped(filters, rows, ({ filter }) => filter).map((found) => found.map(({ id }) => id))
})

/** Loads the UUIDs of a place and the places within it. */
export const placeIdsWithin = createLoader<string, string[]>(LOAD_ORDER.LOOK_UP, async (ancestorIds, { db }) => {
  const rows = await db
    .select()
    .from(placeAncestors)
    .where(sql`${placeAncestors.ancestorId} = any(${sql.param(ancestorIds)}::uuid[])`)
  return grouped(ancestorIds, rows, ({ ancestorId }) => ancestorId).map((found) => found.map(({ placeId }) => placeId))
})
