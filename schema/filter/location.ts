import { eq, or, sql, type SQL } from 'drizzle-orm'
import { inList, isGiven } from '../../database/sql/conditions.ts'
import { eventCountries } from '../../database/tables/event-country.ts'
import { events } from '../../database/tables/event.ts'
import { placeAncestors, places } from '../../database/tables/place.ts'
import { badUserInput } from '../builder/errors.ts'
import { inBox, inCircle, type AreaCondition, type AreaFilter } from '../entity/area.ts'
import { parseCountry } from '../entity/country.ts'
import { createLoader, LOAD_ORDER } from '../loaders/loader.ts'
import { uuidOf } from '../relay/node.ts'
import { withoutLookUp, type Condition, type ParsedCondition } from './condition.ts'
import { drivenBy } from './driving-table.ts'
import type { EventFilter } from './event-filter.ts'

/**
 * Parses a filter of locations.
 * @throws {GraphQLError} BAD_USER_INPUT if an id, an area or a radius is invalid
 */
export function locationConditions({
  within,
  country,
  near,
  box,
  maxRadiusKm,
  precision,
}: NonNullable<EventFilter['location']>): ParsedCondition[] {
  if (isGiven(maxRadiusKm) && !(maxRadiusKm >= 0)) {
    throw badUserInput(`\`maxRadiusKm\` must be 0 or more; got ${maxRadiusKm}.`)
  }
  return [
    isGiven(within) ? withoutLookUp('location.within', { where: isWithin(uuidOf('place', within)) }) : [],
    isGiven(country) ? inCountry(country) : [],
    near ? inArea('location.near', near) : [],
    box ? inArea('location.box', box) : [],
    isGiven(maxRadiusKm)
      ? withoutLookUp('location.maxRadiusKm', { where: sql`${events.radiusKm} <= ${maxRadiusKm}::float8` })
      : [],
    precision ? withoutLookUp('location.precision', { where: inList(events.locationPrecision, precision) }) : [],
  ].flat()
}

function isWithin(placeId: string): SQL {
  return sql`exists (select 1 from ${placeAncestors} where ${placeAncestors.placeId} = ${events.placeId} and ${placeAncestors.ancestorId} = ${placeId})`
}

function inCountry(country: string): ParsedCondition {
  const idOf = parseCountry(country)
  const resolve = (id: string | null): Condition => {
    if (id === null) return { where: sql`false`, counted: { countryId: null } }
    return {
      where: sql`exists (select 1 from ${eventCountries} where ${eventCountries.eventId} = ${events.id} and ${eventCountries.countryId} = ${id})`,
      drivingTable: drivenBy(eventCountries, eq(eventCountries.countryId, id)),
      counted: { countryId: id },
    }
  }
  return { field: 'location.country', resolve: async (context) => resolve(await idOf(context)) }
}

/** The point of an event is its own coordinates, else those of its place. */
function inArea(field: string, area: AreaFilter): ParsedCondition {
  const contains = conditionOfArea(area)
  const where = (placeIds: readonly string[]) =>
    sql`(${contains(events.latitude, events.longitude)} or (${events.latitude} is null and ${events.placeId} = any(${sql.param(placeIds)}::uuid[])))`
  return {
    field,
    resolve: async (context) => ({ where: where(await placeIdsInArea(context).load(JSON.stringify(area))) }),
  }
}

function conditionOfArea(area: AreaFilter): AreaCondition {
  return 'km' in area ? inCircle(area) : inBox(area)
}

/** Loads the UUIDs of the places whose own point lies in an area; the key is the area as JSON. */
const placeIdsInArea = createLoader<string, string[]>(LOAD_ORDER.LOOK_UP, async (areas, { db }) => {
  const conditions = areas.map((area) =>
    conditionOfArea(JSON.parse(area) as AreaFilter)(places.latitude, places.longitude),
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
