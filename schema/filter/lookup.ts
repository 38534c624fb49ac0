import { or, sql } from 'drizzle-orm'
import { actorSpellings } from '../../database/tables/actor.ts'
import { datasets } from '../../database/tables/dataset.ts'
import { tenures } from '../../database/tables/office.ts'
import { places } from '../../database/tables/place.ts'
import { parseId } from '../../database/values/ids.ts'
import type { Context } from '../builder/context.ts'
import { inCircle, inBox, type AreaFilter } from '../entity/area.ts'
import { findCountries } from '../entity/country.ts'
import { findIdsByName } from '../entity/name-search.ts'
import type { EventFilter } from './event-filter.ts'
import type { ParticipantFilter, ResolvedParticipants } from './participants.ts'

/** The stored ids for the names, codes and areas of a filter. */
export interface ResolvedFilter extends ResolvedParticipants {
  /** The UUIDs of datasets by name. */
  datasets: ReadonlyMap<string, string>
  /** Returns the UUIDs of the places whose own point lies in an area. */
  placesOf: (area: AreaFilter) => readonly string[]
}

/** Matches nothing. It is enough to validate a filter without a query. */
export const EMPTY_FILTER: ResolvedFilter = {
  datasets: new Map(),
  codes: new Map(),
  actorIdsByName: () => [],
  actorIdsByOffice: () => [],
  placesOf: () => [],
}

/**
 * Looks up the names, country codes, areas and office holders of a filter: at most one statement for each of the four.
 * @param where a valid filter
 */
export async function resolveFilter(where: EventFilter, context: Context): Promise<ResolvedFilter> {
  const filters = nestedFilters(where)
  const participants = filters.flatMap(participantsOf)
  const locations = filters.flatMap(({ location }) => location ?? [])
  const areas = locations.flatMap(({ near, box }) => [near ?? [], box ?? []].flat())
  const [datasetIds, codes, actorIdsByName, actorIdsByOffice, placeIdsByArea] = await Promise.all([
    datasetsOf(
      filters.flatMap(({ dataset }) => dataset ?? []),
      context,
    ),
    findCountries(
      [...locations, ...participants].flatMap(({ country }) => country ?? []),
      context,
    ),
    findIdsByName(
      participants.flatMap(({ name }) => name ?? []),
      actorSpellings,
      actorSpellings.actorId,
      context,
    ),
    holdersOf(
      participants.flatMap(({ office }) => (office && parseId(office)?.uuid) || []),
      context,
    ),
    placesIn(areas, context),
  ])
  return {
    datasets: datasetIds,
    codes,
    actorIdsByName: (name) => actorIdsByName.get(name) ?? [],
    actorIdsByOffice: (office) => actorIdsByOffice.get(office) ?? [],
    placesOf: (area) => placeIdsByArea.get(area) ?? [],
  }
}

/** Returns a filter and the filters nested in it. */
export function nestedFilters(where: EventFilter): EventFilter[] {
  return [
    where,
    ...[...(where.and ?? []), ...(where.or ?? []), ...(where.not ? [where.not] : [])].flatMap(nestedFilters),
  ]
}

function participantsOf({ participants }: EventFilter): ParticipantFilter[] {
  return [participants?.some, participants?.every, participants?.none].flatMap((filter) => filter ?? [])
}

async function datasetsOf(names: readonly string[], { db }: Context): Promise<Map<string, string>> {
  if (names.length === 0) return new Map()
  const rows = await db
    .select({ name: datasets.name, id: datasets.id })
    .from(datasets)
    .where(sql`${datasets.name} = any(${sql.param(names)}::text[])`)
  return new Map(rows.map(({ name, id }) => [name, id]))
}

async function holdersOf(officeIds: readonly string[], { db }: Context): Promise<Map<string, string[]>> {
  const actorIdsByOffice = new Map<string, string[]>()
  if (officeIds.length === 0) return actorIdsByOffice
  const rows = await db
    .selectDistinct({ office: tenures.officeId, person: tenures.personId })
    .from(tenures)
    .where(sql`${tenures.officeId} = any(${sql.param(officeIds)}::uuid[])`)
  for (const { office, person } of rows) {
    actorIdsByOffice.set(office, [...(actorIdsByOffice.get(office) ?? []), person])
  }
  return actorIdsByOffice
}

async function placesIn(areas: readonly AreaFilter[], { db }: Context): Promise<Map<AreaFilter, string[]>> {
  const placeIdsByArea = new Map<AreaFilter, string[]>(areas.map((area) => [area, []]))
  if (areas.length === 0) return placeIdsByArea
  const conditions = areas.map((area) =>
    ('km' in area ? inCircle(area) : inBox(area))(places.latitude, places.longitude),
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
  for (const { id, isInArea } of rows) {
    for (const [i, area] of areas.entries()) if (isInArea[i]) placeIdsByArea.get(area)?.push(id)
  }
  return placeIdsByArea
}
