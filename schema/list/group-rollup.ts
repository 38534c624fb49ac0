import { and, eq, ne, sql, type SQL } from 'drizzle-orm'
import { inList } from '../../database/sql/conditions.ts'
import { readRow } from '../../database/sql/rows.ts'
import { ALL_COUNTRIES, eventCounts, NO_COUNTRY, type GRAINS, type VIEWS } from '../../database/tables/rollups.ts'
import type { Context } from '../builder/context.ts'
import type { CountedFilter } from '../filter/condition.ts'
import { hasDefaultAxes } from '../filter/default-axes.ts'

/** The group keys that `event_counts` has. */
const ROLLUP_KEYS: Record<string, SQL> = {
  DAY: sql`nullif(${eventCounts.startsOn}, '-infinity')::text`,
  WEEK: sql`nullif(date_trunc('week', ${eventCounts.startsOn}::timestamp)::date, '-infinity')::text`,
  MONTH: sql`nullif(${eventCounts.startsOn}, '-infinity')::text`,
  YEAR: sql`nullif(date_trunc('year', ${eventCounts.startsOn}::timestamp)::date, '-infinity')::text`,
  KIND: sql`${eventCounts.kind}`,
  COUNTRY: sql`nullif(${eventCounts.countryId}, ${NO_COUNTRY}::uuid)::text`,
  REALIS: sql`${eventCounts.realis}`,
  EVIDENCE: sql`${eventCounts.evidence}`,
  CERTAINTY: sql`${eventCounts.certainty}`,
  DATASET: sql`${eventCounts.datasetId}::text`,
}

/**
 * Whether `event_counts` has the groups of a filter, so that no events are read.
 * @param by the dimensions of the groups
 */
export function canGroupCounts(counted: CountedFilter, by: readonly string[]): boolean {
  const hasCountry = counted.countryId !== undefined
  return (
    by.every((dimension) => dimension in ROLLUP_KEYS) &&
    // The counts of a country do not have the other countries of its events, and have no grain below the month.
    !(hasCountry && by.includes('COUNTRY')) &&
    !(grainOf(by) === 'DAY' && (viewOf(counted, by) === 'DETAILED' || hasCountry || by.includes('COUNTRY')))
  )
}

/** The time span of the rows that groups read. */
export function grainOf(by: readonly string[]): (typeof GRAINS)[number] {
  return by.includes('DAY') || by.includes('WEEK')
    ? 'DAY'
    : by.includes('MONTH') || by.includes('YEAR')
      ? 'MONTH'
      : 'EVER'
}

const GROUPED_AXES = ['REALIS', 'EVIDENCE', 'CERTAINTY', 'DATASET']

/** The set of counts that groups read. */
export function viewOf(counted: CountedFilter, by: readonly string[]): (typeof VIEWS)[number] {
  return hasDefaultAxes(counted) && !counted.datasetIds && !by.some((dimension) => GROUPED_AXES.includes(dimension))
    ? 'DEFAULT'
    : 'DETAILED'
}

/** Returns the keys and the condition on `event_counts` of groups: see `canGroupCounts`. */
export function groupsFromRollup(counted: CountedFilter, by: readonly string[]): { keys: SQL[]; where: SQL } {
  const { kinds, datasetIds, realis, polarity, evidence, certainty, countryId = ALL_COUNTRIES } = counted
  const view = viewOf(counted, by)
  const where =
    and(
      eq(eventCounts.view, view),
      eq(eventCounts.grain, grainOf(by)),
      countryId === null
        ? sql`false`
        : by.includes('COUNTRY')
          ? ne(eventCounts.countryId, ALL_COUNTRIES)
          : eq(eventCounts.countryId, countryId),
      inList(eventCounts.kind, kinds),
      inList(eventCounts.datasetId, datasetIds),
      ...(view === 'DETAILED'
        ? [
            inList(eventCounts.realis, realis),
            inList(eventCounts.polarity, polarity),
            inList(eventCounts.evidence, evidence),
            inList(eventCounts.certainty, certainty),
          ]
        : []),
      ne(eventCounts.eventCount, 0),
    ) ?? sql`true`
  return { keys: by.flatMap((dimension) => ROLLUP_KEYS[dimension] ?? []), where }
}

/** Returns the number of events of a filter from `event_counts`. */
export async function countFromRollup(counted: CountedFilter, { db }: Context): Promise<number> {
  const { where } = groupsFromRollup(counted, [])
  const { count } = await readRow<{ count: number }>(
    db,
    sql`select coalesce(sum(${eventCounts.eventCount}), 0)::int as count from ${eventCounts} where ${where}`,
  )
  return count
}
