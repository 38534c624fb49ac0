import { and, eq, ne, sql, type SQL } from 'drizzle-orm'
import { inList, isGiven } from '../../database/sql/conditions.ts'
import { readRow } from '../../database/sql/rows.ts'
import { ALL_COUNTRIES, eventCounts, NO_COUNTRY, type GRAINS, type VIEWS } from '../../database/tables/rollups.ts'
import type { Context } from '../builder/context.ts'
import { parseCountry } from '../entity/country.ts'
import { hasDefaultAxes } from '../filter/event-condition.ts'
import type { EventFilter } from '../filter/event-filter.ts'
import { resolveFilter } from '../filter/lookup.ts'

/** The group keys that `event_counts` has. */
const ROLLUP_KEYS: Record<string, SQL> = {
  DAY: sql`nullif(${eventCounts.startsOn}, '-infinity')::text`,
  WEEK: sql`nullif(date_trunc('week', ${eventCounts.startsOn}::timestamp)::date, '-infinity')::text`,
  MONTH: sql`nullif(${eventCounts.startsOn}, '-infinity')::text`,
  YEAR: sql`nullif(date_trunc('year', ${eventCounts.startsOn}::timestamp)::date, '-infinity')::text`,
  KIND: sql`${eventCounts.kind}`,
  COUNTRY: sql`nullif(${eventCounts.countryId}, ${NO_COUNTRY}::uuid)::text`,
  REALIS: sql`${eventCounts.realis}`,
  CERTAINTY: sql`${eventCounts.certainty}`,
  DATASET: sql`${eventCounts.datasetId}::text`,
}

/** The conditions that `event_counts` can answer; of `location`, only `country`. */
const ROLLUP_CONDITIONS = new Set<keyof EventFilter>([
  'kinds',
  'dataset',
  'realis',
  'polarity',
  'certainty',
  'location',
])

/**
 * Whether `event_counts` can answer a filter, so that no events are read.
 * @param by the dimensions of the groups
 */
export function canUseRollup(filter: EventFilter, { asOf }: Context, by: readonly string[] = []): boolean {
  const keys = (Object.keys(filter) as (keyof EventFilter)[]).filter((key) => isGiven(filter[key]))
  const { country, ...otherConditions } = filter.location ?? {}
  return (
    // `event_counts` has the current state only.
    asOf === undefined &&
    keys.every((key) => ROLLUP_CONDITIONS.has(key)) &&
    Object.values(otherConditions).every((value) => !isGiven(value)) &&
    by.every((dimension) => dimension in ROLLUP_KEYS) &&
    // The counts of a country do not have the other countries of its events, and have no grain below the month.
    !(isGiven(country) && by.includes('COUNTRY')) &&
    !(grainOf(by) === 'DAY' && (viewOf(filter, by) === 'DETAILED' || isGiven(country) || by.includes('COUNTRY')))
  )
}

function grainOf(by: readonly string[]): (typeof GRAINS)[number] {
  return by.includes('DAY') || by.includes('WEEK')
    ? 'DAY'
    : by.includes('MONTH') || by.includes('YEAR')
      ? 'MONTH'
      : 'EVER'
}

const GROUPED_AXES = ['REALIS', 'CERTAINTY', 'DATASET']

function viewOf(filter: EventFilter, by: readonly string[]): (typeof VIEWS)[number] {
  return hasDefaultAxes(filter) && !isGiven(filter.dataset) && !by.some((dimension) => GROUPED_AXES.includes(dimension))
    ? 'DEFAULT'
    : 'DETAILED'
}

/** Returns the keys and the condition on `event_counts` for a filter: see `canUseRollup`. */
export async function groupsFromRollup(
  filter: EventFilter,
  by: readonly string[],
  context: Context,
): Promise<{ keys: SQL[]; where: SQL }> {
  const { datasets, codes } = await resolveFilter(filter, context)
  const { kinds, dataset, realis, polarity, certainty, location } = filter
  const view = viewOf(filter, by)
  const country = isGiven(location?.country) ? parseCountry(location.country, codes) : ALL_COUNTRIES
  const where =
    and(
      eq(eventCounts.view, view),
      eq(eventCounts.grain, grainOf(by)),
      country === null
        ? sql`false`
        : by.includes('COUNTRY')
          ? ne(eventCounts.countryId, ALL_COUNTRIES)
          : eq(eventCounts.countryId, country),
      inList(eventCounts.kind, kinds),
      inList(
        eventCounts.datasetId,
        dataset?.flatMap((name) => datasets.get(name) ?? []),
      ),
      ...(view === 'DETAILED'
        ? [
            inList(eventCounts.realis, realis),
            inList(eventCounts.polarity, polarity),
            inList(eventCounts.certainty, certainty),
          ]
        : []),
      ne(eventCounts.eventCount, 0),
    ) ?? sql`true`
  return { keys: by.flatMap((dimension) => ROLLUP_KEYS[dimension] ?? []), where }
}

/** Returns the number of events of a filter from `event_counts`. */
export async function countFromRollup(filter: EventFilter, context: Context): Promise<number> {
  const { where } = await groupsFromRollup(filter, [], context)
  const { count } = await readRow<{ count: number }>(
    context.db,
    sql`select coalesce(sum(${eventCounts.eventCount}), 0)::int as count from ${eventCounts} where ${where}`,
  )
  return count
}
