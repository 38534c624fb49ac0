import { and, eq, ne, sql, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { inList } from '../../database/sql/conditions.ts'
import { cellName, MAX_COUNTED_ZOOM } from '../../database/sql/map-cell.ts'
import { readRow } from '../../database/sql/rows.ts'
import { cellCounts, NO_PLACE } from '../../database/tables/cell-count.ts'
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
import { bucketDay, bucketName, hasTime } from './time-buckets.ts'

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
export type CountedGroups = Pick<GroupArguments, 'by' | 'reading' | 'zoom'>

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

/** How groups are read from a table of stored counts: their keys, their `TimeFit` and the condition on its rows. */
export interface StoredGroups {
  table: PgTable
  keys: SQL[]
  fit: SQL
  where: SQL
}

/** Returns how the groups of a filter are read from stored counts; undefined if none can answer them. */
export function storedGroups(counted: CountedFilter, groups: CountedGroups): StoredGroups | undefined {
  if (canGroupCells(counted, groups)) return groupsFromCells(counted, groups)
  return canGroupCounts(counted, groups) ? groupsFromRollup(counted, groups) : undefined
}

/** Whether `cell_counts` has the groups of a filter. */
export function canGroupCells(counted: CountedFilter, { by, zoom }: CountedGroups): boolean {
  return (
    by.includes('CELL') &&
    by.every((dimension) => dimension === 'CELL' || dimension === 'KIND') &&
    (zoom ?? 0) <= MAX_COUNTED_ZOOM &&
    viewOf(counted, by) === 'DEFAULT' &&
    counted.countryId === undefined
  )
}

function groupsFromCells({ kinds }: CountedFilter, { by, zoom: given }: CountedGroups): StoredGroups {
  const zoom = given ?? 0
  const { fitsTo, cellRow, cellColumn, placeId, kind, eventCount } = cellCounts
  // A cell consists of the cells of greater zoom.
  const levels = sql.raw(String(MAX_COUNTED_ZOOM - zoom))
  const withinLarger = (at: PgColumn) => sql`${at} >> ${levels}`
  const cell = sql`case when ${fitsTo} >= ${sql.raw(String(zoom))} then ${cellName(zoom, withinLarger(cellRow), withinLarger(cellColumn))} else nullif(${placeId}, ${NO_PLACE}::uuid)::text end`
  return {
    table: cellCounts,
    keys: by.map((dimension) => (dimension === 'CELL' ? cell : sql`${kind}`)),
    fit: sql`null::text`,
    where: and(inList(kind, kinds), ne(eventCount, 0)) ?? sql`true`,
  }
}

/** Returns how groups are read from `event_counts`: see `canGroupCounts`. */
function groupsFromRollup(counted: CountedFilter, { by, reading }: Omit<CountedGroups, 'zoom'>): StoredGroups {
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
    const bucket = bucketName(dimension, bucketDay(dimension, sql`${eventCounts.startsOn}::timestamp`))
    return reading === 'START' ? bucket : sql`case when ${inList(eventCounts.span, spans)} then ${bucket} end`
  }
  return {
    table: eventCounts,
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
