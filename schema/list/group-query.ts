import { sql, type SQL } from 'drizzle-orm'
import { constant } from '../../database/sql/conditions.ts'
import { cellColumn, cellName, cellRow, fitsCell } from '../../database/sql/map-cell.ts'
import { readValues } from '../../database/sql/read.ts'
import { events } from '../../database/tables/event.ts'
import { isFatalities, statedFigures } from '../../database/tables/quantity.ts'
import type { Context } from '../builder/context.ts'
import type { Dimension, GroupArguments, GroupMeasure, GroupOrder, GroupRow } from '../event/connection.ts'
import type { QueryPlan, ReadPlan } from '../filter/plan-query.ts'
import { storedGroups, type StoredGroups } from './group-rollup.ts'
import { possibleBuckets, timeFit, timeKey } from './time-buckets.ts'

/** The number of digits of the root of a CAMEO code: 193 is a kind of 19. */
const CODE_ROOT_LENGTH = sql.raw('2')

/** The keys of the dimensions other than times. */
const KEYS: Partial<Record<Dimension, SQL>> = {
  KIND: sql`${events.kind}`,
  COUNTRY: sql`counted_country.country_id::text`,
  PLACE: sql`(case when counted_place.event_id is null then ${events.placeId} else counted_place.place_id end)::text`,
  ACTOR: sql`counted_participation.actor_id::text`,
  ROLE: sql`counted_participation.role`,
  REALIS: sql`${events.realis}`,
  EVIDENCE: sql`${events.evidence}`,
  CERTAINTY: sql`${events.certainty}`,
  CODE: sql`counted_code.root`,
  DATASET: sql`${events.datasetId}::text`,
  PUBLISHER: sql`counted_mention.publisher_id::text`,
}

/** Returns the key of an event in a dimension. */
export function groupKey(dimension: Dimension, { reading, zoom }: Pick<GroupArguments, 'reading' | 'zoom'>): SQL {
  if (dimension === 'CELL') return cellKey(zoom ?? 0)
  return timeKey(dimension, reading) ?? KEYS[dimension] ?? sql`null::text`
}

/** The cell of an event; its place, if its location fits no cell. */
function cellKey(zoom: number): SQL {
  const name = cellName(zoom, cellRow(zoom, events), cellColumn(zoom, events))
  return sql`case when ${fitsCell(zoom, events)} then ${name} else ${events.placeId}::text end`
}

/** Left joins: an event without a value is in the group with a null key. */
function joinsOf(by: readonly Dimension[]): SQL {
  return sql.join([
    by.includes('COUNTRY')
      ? sql` left join event_countries counted_country on counted_country.event_id = ${events.id}`
      : sql``,
    by.includes('PLACE')
      ? sql` left join (select distinct event_id, place_id from event_locations) counted_place on counted_place.event_id = ${events.id}`
      : sql``,
    by.includes('ACTOR') || by.includes('ROLE')
      ? sql` left join participations counted_participation on counted_participation.event_id = ${events.id}`
      : sql``,
    by.includes('CODE')
      ? sql` left join lateral (select distinct left(code, ${CODE_ROOT_LENGTH}) as root from event_codes where event_id = ${events.id} and scheme = 'CAMEO') counted_code on true`
      : sql``,
    by.includes('PUBLISHER')
      ? sql` left join mentions counted_mention on counted_mention.event_id = ${events.id}`
      : sql``,
  ])
}

/** Whether an event can occur several times in one group: in two roles, or in two articles of a publisher. */
function mayRepeat(by: readonly Dimension[]): boolean {
  return by.includes('PUBLISHER') || by.includes('ACTOR') !== by.includes('ROLE')
}

/** Whether groups need the fatalities of each event. */
export function readsFatalities({ orderBy }: GroupArguments, measures: readonly GroupMeasure[]): boolean {
  return orderBy === 'FATALITIES_DESC' || measures.some((measure) => measure.toLowerCase().includes('fatalities'))
}

/** Joins the fatalities `dead` of an event as a whole. */
export const FATALITIES = sql`left join quantities dead on dead.event_id = ${events.id} and ${isFatalities('dead')}`

/**
 * Returns the statement that groups the events of a query plan.
 * @param measures those that are selected; fatalities cost one more look-up per event
 */
export function groupsOf(
  { drivingTable, where }: ReadPlan,
  args: GroupArguments,
  measures: readonly GroupMeasure[],
): SQL {
  const { by, reading } = args
  const withFatalities = readsFatalities(args, measures)
  const keys = by.map((dimension, i) => sql`${groupKey(dimension, args)} as ${sql.identifier(`key${i}`)}`)
  const figures = statedFigures('dead')
  const numbers = withFatalities
    ? sql`dead.event_id as dead_of, ${figures.low} as low, ${figures.best} as best, ${figures.high} as high`
    : sql`null::uuid as dead_of, null::float8 as low, null::float8 as best, null::float8 as high`
  const rows = sql`select ${mayRepeat(by) ? sql`distinct ${events.id},` : sql``} ${sql.join(keys, sql`, `)},
      ${timeFit(by, reading)} as time_fit, 1 as event_count, ${events.mentionCount} as mention_count, ${numbers}
    from ${events} ${drivingTable ? sql`join ${drivingTable.table} on ${drivingTable.on}` : sql``}${possibleBuckets(by, reading)}${joinsOf(by)}
    ${withFatalities ? FATALITIES : sql``}
    ${where ? sql`where ${where}` : sql``}`
  const dead: FatalitySums = {
    events: sql`count(dead_of)`,
    low: { sum: sql`sum(low)`, events: sql`count(low)` },
    best: { sum: sql`sum(best)`, events: sql`count(best)` },
    high: { sum: sql`sum(high)`, events: sql`count(high)` },
  }
  return summed(sql`(${rows}) counted`, args, dead, measures)
}

/** It separates groups without a bucket, and comes after the key in every order. */
const TIME_FIT = sql`time_fit`

function keyColumns(by: readonly Dimension[]): SQL[] {
  return by.map((_, i) => sql`${sql.identifier(`key${i}`)}`)
}

/** The sums of fatalities: the number of events with a figure, and for each figure its sum and its number of events. */
type FatalitySums = { events: SQL } & Record<'low' | 'best' | 'high', { sum: SQL; events: SQL }>

function measureOf(measure: GroupMeasure, { events: counted, low, best, high }: FatalitySums): SQL {
  const expressions: Record<GroupMeasure, SQL> = {
    timeFit: TIME_FIT,
    mentionCount: sql`sum(mention_count)::float8`,
    fatalitiesLow: sql`(${low.sum})::float8`,
    fatalities: sql`(${best.sum})::float8`,
    fatalitiesHigh: sql`(${high.sum})::float8`,
    withFatalities: sql`(${counted})::int`,
    withoutFatalitiesLow: sql`(${counted} - ${low.events})::int`,
    withoutFatalitiesBest: sql`(${counted} - ${best.events})::int`,
    withoutFatalitiesHigh: sql`(${counted} - ${high.events})::int`,
  }
  return expressions[measure]
}

/**
 * Returns the statement that sums rows with the columns `key0` and so on, `time_fit`, `event_count` and `mention_count`.
 * @param dead the sums of their fatalities
 */
export function summed(
  rows: SQL,
  { by, having, orderBy, first }: GroupArguments,
  dead: FatalitySums,
  measures: readonly GroupMeasure[],
): SQL {
  const keys = keyColumns(by)
  const limits = [
    typeof having?.atLeast === 'number' ? sql`sum(event_count) >= ${having.atLeast}` : undefined,
    typeof having?.atMost === 'number' ? sql`sum(event_count) <= ${having.atMost}` : undefined,
  ].filter((limit) => limit !== undefined)
  const measured = measures.map((measure) => sql`, ${measureOf(measure, dead)} as ${sql.identifier(measure)}`)
  return sql`select ${sql.join(keys, sql`, `)}, sum(event_count)::int as count${sql.join(measured)}
    from ${rows} group by ${sql.join([...keys, TIME_FIT], sql`, `)}
    ${limits.length > 0 ? sql`having ${sql.join(limits, sql` and `)}` : sql``}
    order by ${sql.join(orderOf(orderBy, keys, dead), sql`, `)} limit ${constant(first)}`
}

function orderOf(orderBy: GroupOrder, keys: readonly SQL[], { low, best, high }: FatalitySums): SQL[] {
  const byKey = [...keys.map((key) => sql`${key} collate "C" asc nulls last`), TIME_FIT]
  const orders: Record<GroupOrder, SQL[]> = {
    COUNT_DESC: [sql`sum(event_count) desc`, ...byKey],
    COUNT_ASC: [sql`sum(event_count) asc`, ...byKey],
    MENTION_COUNT_DESC: [sql`sum(mention_count) desc`, ...byKey],
    // PostgreSQL's greatest() ignores nulls.
    FATALITIES_DESC: [sql`coalesce(greatest(${best.sum}, ${low.sum}), ${high.sum}) desc nulls last`, ...byKey],
    KEY_ASC: byKey,
    KEY_DESC: [...keys.map((key) => sql`${key} collate "C" desc nulls last`), TIME_FIT],
  }
  return orders[orderBy]
}

/** The columns of counts that `countedSums` sums; those of fatalities only if they are read. */
export function sumColumns(withFatalities: boolean): SQL {
  return sql.raw(withFatalities ? `${COUNTS}, ${FATALITY_COUNTS}` : COUNTS)
}

const COUNTS = 'event_count, mention_count'
const FATALITY_COUNTS =
  'fatality_count, fatalities_low, fatalities_best, fatalities_high, fatalities_low_count, fatalities_best_count, fatalities_high_count'

/** The sums of fatalities of rows that are counts themselves. */
export function countedSums(): FatalitySums {
  const sumOf = (column: string) => {
    const events = sql`sum(${sql.identifier(`${column}_count`)})`
    return { sum: sql`case when ${events} > 0 then sum(${sql.identifier(column)}) end`, events }
  }
  return {
    events: sql`sum(fatality_count)`,
    low: sumOf('fatalities_low'),
    best: sumOf('fatalities_best'),
    high: sumOf('fatalities_high'),
  }
}

/** Makes a group of what a statement selects: the keys, the count and the measures. */
export function toGroup(
  values: readonly unknown[],
  { by }: GroupArguments,
  measures: readonly GroupMeasure[],
): GroupRow {
  const group: Partial<Record<keyof GroupRow, unknown>> = {
    key: values.slice(0, by.length),
    count: values[by.length],
  }
  for (const [i, measure] of measures.entries()) group[measure] = values[by.length + 1 + i]
  return group as GroupRow
}

/** Returns the statement that groups the rows of a table of stored counts. */
function rollupStatement(
  { table, keys, fit, where }: StoredGroups,
  args: GroupArguments,
  measures: readonly GroupMeasure[],
): SQL {
  const keyColumnsOfRollup = keys.map((key, i) => sql`${key} as ${sql.identifier(`key${i}`)}`)
  const rows = sql`select ${sql.join(keyColumnsOfRollup, sql`, `)}, ${fit} as time_fit, ${sumColumns(true)}
    from ${table} where ${where}`
  return summed(sql`(${rows}) counted`, args, countedSums(), measures)
}

/** Groups the events of a query plan. */
export async function groupEvents(
  plan: QueryPlan,
  args: GroupArguments,
  measures: readonly GroupMeasure[],
  { db }: Context,
): Promise<GroupRow[]> {
  const stored = plan.counted && storedGroups(plan.counted, args)
  const statement = stored ? rollupStatement(stored, args, measures) : groupsOf(plan, args, measures)
  // The counts are read by the beginning of their primary key.
  const rows = await readValues(db, statement, stored ? 'ONCE' : 'EACH_TIME')
  return rows.map((values) => toGroup(values, args, measures))
}
