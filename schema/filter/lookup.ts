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

/** What must be looked up before a filter of events is a condition. */
export interface ResolvedFilter extends ResolvedParticipants {
  /** The UUIDs of datasets by their short names. */
  datasets: ReadonlyMap<string, string>
  /** The places whose own point lies in an area. */
  placesOf: (area: AreaFilter) => readonly string[]
}

/** As if nothing were found: enough to tell whether a filter can be meant. */
export const EMPTY_FILTER: ResolvedFilter = {
  datasets: new Map(),
  codes: new Map(),
  actorIdsByName: () => [],
  actorIdsByOffice: () => [],
  placesOf: () => [],
}

/**
 * Looks up what a filter speaks of by other than ids: names, country codes, areas, those who held an office. At most one
 * statement for each of them, however often they occur.
 * @param where a filter that can be meant
 */
export async function resolveFilter(where: EventFilter, context: Context): Promise<ResolvedFilter> {
  const filters = nestedFilters(where)
  const participants = filters.flatMap(participantsOf)
  const locations = filters.flatMap(({ location }) => location ?? [])
  const areas = locations.flatMap(({ near, box }) => [near ?? [], box ?? []].flat())
  const [datasetIds, codes, bearers, holders, placesOf] = await Promise.all([
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
    actorIdsByName: (name) => bearers.get(name) ?? [],
    actorIdsByOffice: (office) => holders.get(office) ?? [],
    placesOf: (area) => placesOf.get(area) ?? [],
  }
}

/** A filter and all that is within it. */
export function nestedFilters(where: EventFilter): EventFilter[] {
  return [
    where,
    ...[...(where.and ?? []), ...(where.or ?? []), ...(where.not ? [where.not] : [])].flatMap(nestedFilters),
  ]
}

function participantsOf({ participants }: EventFilter): ParticipantFilter[] {
  return [participants?.some, participants?.every, participants?.none].flatMap((each) => each ?? [])
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
  const holders = new Map<string, string[]>()
  if (officeIds.length === 0) return holders
  const rows = await db
    .selectDistinct({ office: tenures.officeId, person: tenures.personId })
    .from(tenures)
    .where(sql`${tenures.officeId} = any(${sql.param(officeIds)}::uuid[])`)
  for (const { office, person } of rows) holders.set(office, [...(holders.get(office) ?? []), person])
  return holders
}

async function placesIn(areas: readonly AreaFilter[], { db }: Context): Promise<Map<AreaFilter, string[]>> {
  const found = new Map<AreaFilter, string[]>(areas.map((area) => [area, []]))
  if (areas.length === 0) return found
  const conditions = areas.map((area) =>
    ('km' in area ? inCircle(area) : inBox(area))(places.latitude, places.longitude),
  )
  const rows = await db
    .select({
      id: places.id,
      lies: sql<boolean[]>`array[${sql.join(
        conditions.map((condition) => sql`coalesce(${condition}, false)`),
        sql`, `,
      )}]`,
    })
    .from(places)
    .where(or(...conditions))
  for (const { id, lies } of rows) {
    for (const [i, area] of areas.entries()) if (lies[i]) found.get(area)!.push(id)
  }
  return found
}
