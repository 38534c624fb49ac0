import { and, eq, or, sql, type SQL } from 'drizzle-orm'
import { isGiven } from '../../database/sql/conditions.ts'
import { readRows } from '../../database/sql/rows.ts'
import { eventCountries } from '../../database/tables/event-country.ts'
import { eventLocations } from '../../database/tables/event-location.ts'
import { events } from '../../database/tables/event.ts'
import { places } from '../../database/tables/place.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import { conditionOfArea, type AreaFilter } from '../entity/area.ts'
import { parseCountry, type CountryLookUp } from '../entity/country.ts'
import { createLoader, grouped, LOAD_ORDER } from '../loaders/loader.ts'
import { allOf } from '../loaders/maybe-promise.ts'
import { uuidOf } from '../relay/node.ts'
import type { Condition, ParsedCondition } from './condition.ts'
import { drivenBy } from './driving-table.ts'
import type { EventFilter } from './event-filter.ts'
import {
  furtherEvents,
  matchesLocation,
  MAX_FURTHER_IDS,
  placeIdsWithin,
  type Located,
  type OneLocation,
} from './further-locations.ts'

/** From this number of places on, a condition has them as a subquery instead of a list, which takes 10 ms to send. */
const MAX_PLACE_IDS = 500

type LocationFilter = NonNullable<EventFilter['location']>

/**
 * Parses a filter of locations. An event matches if one of its locations meets all conditions.
 * @throws {GraphQLError} BAD_USER_INPUT if an id, an area or a radius is invalid
 */
export function locationConditions(where: LocationFilter): ParsedCondition[] {
  const { within, country, near, box, maxRadiusKm, precision } = where
  if (isGiven(maxRadiusKm) && !(maxRadiusKm >= 0)) {
    throw badUserInput(`\`maxRadiusKm\` must be 0 or more; got ${maxRadiusKm}.`)
  }
  for (const area of [near, box]) if (area) conditionOfArea(area)
  const countryIdOf = isGiven(country) ? parseCountry(country) : undefined
  const others = {
    ...(isGiven(within) && { within: uuidOf('place', within) }),
    ...(near && { near }),
    ...(box && { box }),
    ...(isGiven(maxRadiusKm) && { maxRadiusKm }),
    ...(precision && { precision }),
  }
  const names = Object.keys(others)
  return [
    // Cheaper, and it can drive a query; the country is checked again on the same location as the other conditions.
    countryIdOf ? [{ field: 'location.country', resolve: inCountry(countryIdOf) }] : [],
    names.length > 0
      ? [
          {
            field: names.length === 1 && !countryIdOf ? `location.${names[0]}` : 'location',
            resolve: atOneLocation(others, countryIdOf),
          },
        ]
      : [],
  ].flat()
}

function inCountry(idOf: CountryLookUp): (context: Context) => Promise<Condition> {
  return async (context) => {
    const id = await idOf(context)
    if (id === null) return { where: sql`false`, counted: { countryId: null } }
    return {
      where: sql`exists (select 1 from ${eventCountries} where ${eventCountries.eventId} = ${events.id} and ${eventCountries.countryId} = ${id})`,
      drivingTable: drivenBy(eventCountries, eq(eventCountries.countryId, id)),
      hasOnePlan: true,
      counted: { countryId: id },
    }
  }
}

/**
 * Most events have one location, in `events`, where indexes find it. Events with several are few, so those that match are
 * looked up first: if there are none, the condition is on `events` alone.
 */
function atOneLocation(others: OneLocation, countryIdOf: CountryLookUp | undefined) {
  return async (context: Context): Promise<Condition> => {
    const countryId = await countryIdOf?.(context)
    if (countryId === null) return { where: sql`false` }
    const filter = { ...others, ...(countryId !== undefined && { country: countryId }) }
    const [further, nearPlaceIds = [], boxPlaceIds = []] = await Promise.all([
      furtherEvents(context).load(JSON.stringify(filter)),
      ...[filter.near, filter.box].map((area) => area && placeIdsInArea(context).load(JSON.stringify(area))),
    ])
    const matches = (location: Located, conditions: OneLocation = filter) =>
      matchesLocation(location, conditions, (located, area) =>
        isInArea(located, area, area === filter.near ? nearPlaceIds : boxPlaceIds),
      )
    if (further.length === 0) return { where: matches(events) }
    if (further.length > MAX_FURTHER_IDS) {
      const isFurther = sql`${events.id} in (select ${eventLocations.eventId} from ${eventLocations} where ${matches(eventLocations)})`
      return { where: or(matches(events), isFurther) }
    }
    const { within, country, ...columns } = filter
    const ancestorIds = [within, country].filter((id) => id !== undefined)
    const containedIds = await allOf(ancestorIds.map((id) => placeIdsWithin(context).load(id)))
    const isInPlaces = containedIds.map((ids) => sql`${events.placeId} = any(${sql.param(ids)}::uuid[])`)
    return {
      where: or(and(...isInPlaces, matches(events, columns)), sql`${events.id} = any(${sql.param(further)}::uuid[])`),
    }
  }
}

/**
 * The point of a location is its own coordinates, else those of its place.
 * @param placeIds of the places whose own point is in the area: from `placeIdsInArea`
 */
function isInArea({ latitude, longitude, placeId }: Located, area: AreaFilter, placeIds: readonly string[]): SQL {
  const contains = conditionOfArea(area)
  const hasPlace =
    placeIds.length > MAX_PLACE_IDS
      ? sql`in (select ${places.id} from ${places} where ${contains(places.latitude, places.longitude)})`
      : sql`= any(${sql.param(placeIds)}::uuid[])`
  return sql`(${contains(latitude, longitude)} or (${latitude} is null and ${placeId} ${hasPlace}))`
}

/**
 * Loads the UUIDs of the places whose own point lies in an area, at most one more than `MAX_PLACE_IDS`. The key is the area
 * as JSON.
 */
const placeIdsInArea = createLoader<string, string[]>(LOAD_ORDER.LOOK_UP, async (areas, { db }) => {
  const found = areas.map((area) => {
    const contains = conditionOfArea(JSON.parse(area) as AreaFilter)
    return sql`(select ${area}::text as area, ${places.id} as id from ${places} where ${contains(places.latitude, places.longitude)} limit ${MAX_PLACE_IDS + 1})`
  })
  const rows = await readRows<{ area: string; id: string }>(db, sql.join(found, sql` union all `))
  return grouped(areas, rows, ({ area }) => area).map((places) => places.map(({ id }) => id))
})
