import { and, eq, ne, sql, type SQL } from 'drizzle-orm'
import { inList } from '../../database/sql/conditions.ts'
import { readRow } from '../../database/sql/rows.ts'
import {
  ALL_COUNTRIES,
  eventCounts,
  NO_COUNTRY,
  type COUNTED_SPANS,
  type GRAINS,
  type VIEWS,
} from '../../database/tables/rollups.ts'
import type { Context } from '../builder/context.ts'
import type { Dimension, GroupArguments, GroupReading } from '../event/connection.ts'
import type { CountedFilter } from '../filter/condition.ts'
import { hasDefaultAxes } from '../filter/default-axes.ts'
import { bucketName, hasTime } from './time-buckets.ts'

type Grain = (typeof GRAINS)[number]
type CountedSpan = (typeof COUNTED_SPANS)[number]

/** The group keys that `event_counts` has beside times. */
const ROLLUP_KEYS: Partial<Record<Dimension, SQL>> = {
  KIND: sql`${eventCounts.kind}`,
  COUNTRY: sql`nullif(${eventCounts.countryId}, ${NO_COUNTRY}::uuid)::text`,
  REALIS: sql`${eventCounts.realis}`,
  EVIDENCE: sql`${eventCounts.evidence}`,
  CERTAINTY: sql`${eventCounts.certainty}`,
  DATASET: sql`${eventCounts.datasetId}::text`,
}

/** The times that each grain has, from the smallest, and the spans that lie within one bucket of them. */
const TIMES_OF_GRAIN: Partial<Record<Grain, [Dimension, readonly CountedSpan[]][]>> = {
  DAY: [
    ['DAY', ['DAY']],
    ['WEEK', ['DAY', 'WEEK']],
  ],
  MONTH: [
    ['MONTH', ['MONTH']],
    ['YEAR', ['MONTH', 'YEAR']],
  ],
}

/** The parts of the arguments of groups that decide what `event_counts` can answer. */
export type CountedGroups = Pick<GroupArguments, 'by' | 'reading'>

/** Whether `event_counts` has the groups of a filter, so that no events are read. */
export function canGroupCounts(counted: CountedFilter, { by, reading }: CountedGroups): boolean {
  const hasCountry = counted.countryId !== undefined
  const times = (TIMES_OF_GRAIN[grainOf(by)] ?? []).map(([dimension]) => dimension)
  return (
    // A grain has the spans of its own units only.
    by.every((dimension) => (hasTime([dimension]) ? times.includes(dimension) : dimension in ROLLUP_KEYS)) &&
    !(hasTime(by) && reading === 'POSSIBLY') &&
    // The counts of a country do not have the other countries of its events, and have no grain below the month.
    !(hasCountry && by.includes('COUNTRY')) &&
    !(grainOf(by) === 'DAY' && (viewOf(counted, by) === 'DETAILED' || hasCountry || by.includes('COUNTRY')))
  )
}

/** The time span of the rows that groups read. */
export function grainOf(by: readonly string[]): Grain {
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

/** Returns the keys, the `TimeFit` and the condition on `event_counts` of groups: see `canGroupCounts`. */
export function groupsFromRollup(
  counted: CountedFilter,
  { by, reading }: CountedGroups,
): { keys: SQL[]; fit: SQL; where: SQL } {
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
  const times = TIMES_OF_GRAIN[grainOf(by)] ?? []
  const timeKeyOf = (dimension: Dimension) => {
    const spans = times.find(([name]) => name === dimension)?.[1]
    const bucket = bucketName(dimension, sql`${eventCounts.startsOn}::timestamp`)
    return reading === 'START' ? bucket : sql`case when ${inList(eventCounts.span, spans)} then ${bucket} end`
  }
  return {
    keys: by.flatMap((dimension) => (hasTime([dimension]) ? timeKeyOf(dimension) : (ROLLUP_KEYS[dimension] ?? []))),
    fit: fitOf(times.find(([dimension]) => by.includes(dimension))?.[1], reading),
    where,
  }
}

/** @param spans those that lie within one bucket of the smallest time; undefined without times */
function fitOf(spans: readonly CountedSpan[] | undefined, reading: GroupReading): SQL {
  const { span, startsOn } = eventCounts
  if (!spans) return sql`null::text`
  return reading === 'START'
    ? sql`case when ${startsOn} = '-infinity' then 'UNKNOWN' else 'IN_BUCKET' end`
    : sql`case when ${span} = 'UNKNOWN' then 'UNKNOWN' when ${inList(span, spans)} then 'IN_BUCKET' else 'LONGER' end`
}

/** Returns the number of events of a filter from `event_counts`. */
export async function countFromRollup(counted: CountedFilter, { db }: Context): Promise<number> {
  const { where } = groupsFromRollup(counted, { by: [], reading: 'START' })
  const { count } = await readRow<{ count: number }>(
    db,
    sql`select coalesce(sum(${eventCounts.eventCount}), 0)::int as count from ${eventCounts} where ${where}`,
  )
  return count
}
