import { and, eq, or, sql, type SQL } from 'drizzle-orm'
import { inList, isGiven } from '../../database/sql/conditions.ts'
import { eventCountries } from '../../database/tables/event-country.ts'
import { eventLocations } from '../../database/tables/event-location.ts'
import { events } from '../../database/tables/event.ts'
import { places } from '../../database/tables/place.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import { conditionOfArea, type AreaFilter } from '../entity/area.ts'
import { parseCountry, type CountryLookUp } from '../entity/country.ts'
import { createLoader, LOAD_ORDER } from '../loaders/loader.ts'
import { allOf } from '../loaders/maybe-promise.ts'
import { uuidOf } from '../relay/node.ts'
import type { Condition, ParsedCondition } from './condition.ts'
import { drivenBy } from './driving-table.ts'
import type { EventFilter } from './event-filter.ts'
import {
  furtherEvents,
  isWithin,
  MAX_FURTHER_IDS,
  matchesLocation,
  placeIdsWithin,
  type OneLocation,
} from './further-locations.ts'

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
    const [further, ...areaPlaceIds] = await Promise.all([
      furtherEvents(context).load(JSON.stringify(filter)),
      ...[filter.near, filter.box].map((area) => area && placeIdsInArea(context).load(JSON.stringify(area))),
    ])
    const columns = [
      filter.maxRadiusKm === undefined ? undefined : sql`${events.radiusKm} <= ${filter.maxRadiusKm}::float8`,
      inList(events.locationPrecision, filter.precision),
      ...[filter.near, filter.box].map((area, i) => area && isInArea(area, areaPlaceIds[i] ?? [])),
    ]
    if (further.length === 0) {
      const isWithinBoth = [filter.within, filter.country].map((id) =>
        id === undefined ? undefined : isWithin(events, id),
      )
      return { where: and(...isWithinBoth, ...columns) }
    }
    if (further.length > MAX_FURTHER_IDS) {
      const isFurther = sql`${events.id} in (select ${eventLocations.eventId} from ${eventLocations} where ${matchesLocation(eventLocations, filter)})`
      return { where: or(matchesLocation(events, filter), isFurther) }
    }
    const ancestorIds = [filter.within, filter.country].filter((id) => id !== undefined)
    const containedIds = await allOf(ancestorIds.map((id) => placeIdsWithin(context).load(id)))
    const isInPlaces = containedIds.map((ids) => sql`${events.placeId} = any(${sql.param(ids)}::uuid[])`)
    return { where: or(and(...isInPlaces, ...columns), sql`${events.id} = any(${sql.param(further)}::uuid[])`) }
  }
}

/** The point of an event is its own coordinates, else those of its place. */
function isInArea(area: AreaFilter, placeIds: readonly string[]): SQL {
  const contains = conditionOfArea(area)
  return sql`(${contains(events.latitude, events.longitude)} or (${events.latitude} is null and ${events.placeId} = any(${sql.param(placeIds)}::uuid[])))`
}

/** Loads the UUIDs of the places whose own point lies in an area; the key is the area as JSON. */
const placeIdsInArea = createLoader<string, string[]>(LOAD_ORDER.LOOK_UP, async (areas, { db }) => {
  const conditions = areas.map((area) =>
    conditionOfArea(JSON.parse(area) as Parameters<typeof conditionOfArea>[0])(places.latitude, places.longitude),
  )
  const rows = await db
    .select({
      id: places.id,
      isInArea: sql<boolean[]>`array[${sql.join(
        conditions.map((condition) => sql`coalesce(${condition}, false)`),
        sql`, `,
      )}]`,
    })
    .from(places)
    .where(or(...conditions))
  return areas.map((_area, i) => rows.filter(({ isInArea }) => isInArea[i]).map(({ id }) => id))
})
