import { sql, type SQL } from 'drizzle-orm'
import { cellColumn, cellName, cellRow, columnCount, fitsCell } from '../../database/sql/map-cell.ts'
import { events } from '../../database/tables/event.ts'
import { isFatalities, statedFigures } from '../../database/tables/quantity.ts'
import type { Dimension, GroupArguments, GroupReading } from '../event/connection.ts'
import type { ReadPlan } from '../filter/plan-query.ts'
import { bucketName, bucketOf, hasTime, possibleBuckets, timeFit } from './time-buckets.ts'

/**
 * What events are grouped by in a dimension: a value that is fast to compute and to compare for each event, and the key of a
 * group as text, which is made of it for each group only.
 */
interface GroupColumn {
  /** Unique for the dimension and the arguments that it depends on. */
  name: string
  value: SQL
  keyOf: (value: SQL) => SQL
}

/** The number of digits of the root of a CAMEO code: 193 is a kind of 19. */
const CODE_ROOT_LENGTH = sql.raw('2')

/** The values of the dimensions other than times and cells: texts and UUIDs. */
const VALUES: Partial<Record<Dimension, SQL>> = {
  KIND: sql`${events.kind}`,
  COUNTRY: sql`counted_country.country_id`,
  PLACE: sql`case when counted_place.event_id is null then ${events.placeId} else counted_place.place_id end`,
  ACTOR: sql`counted_participation.actor_id`,
  ROLE: sql`counted_participation.role`,
  REALIS: sql`${events.realis}`,
  EVIDENCE: sql`${events.evidence}`,
  CERTAINTY: sql`${events.certainty}`,
  CODE: sql`counted_code.root`,
  DATASET: sql`${events.datasetId}`,
  PUBLISHER: sql`counted_mention.publisher_id`,
}

/** Returns what events are grouped by in a dimension. */
function columnOf(dimension: Dimension, { reading, zoom }: Pick<GroupArguments, 'reading' | 'zoom'>): GroupColumn {
  if (dimension === 'CELL') return cellOrPlace(zoom ?? 0)
  const day = bucketOf(dimension, reading)
  if (day) return { name: `${dimension} ${reading}`, value: day, keyOf: (value) => bucketName(dimension, value) }
  return { name: dimension, value: VALUES[dimension] ?? sql`null`, keyOf: (value) => sql`${value}::text` }
}

const UUID_LENGTH = 36

/** The number of the cell of an event; its place, if its location fits no cell. */
function cellOrPlace(zoom: number): GroupColumn {
  const width = sql.raw(String(columnCount(zoom)))
  const cell = sql`(${cellRow(zoom, events)}) * ${width} + ${cellColumn(zoom, events)}`
  const value = sql`case when ${fitsCell(zoom, events)} then (${cell})::text else ${events.placeId}::text end`
  const keyOf = (key: SQL) => {
    const name = cellName(zoom, sql`${key}::int / ${width}`, sql`${key}::int % ${width}`)
    return sql`case when length(${key}) < ${sql.raw(String(UUID_LENGTH))} then ${name} else ${key} end`
  }
  return { name: `CELL ${zoom}`, value, keyOf }
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

/** What events are counted by, and what the counts sum. */
export interface Counted {
  /** The dimensions and the reading of all lists. */
  by: readonly Dimension[]
  reading: GroupReading
  /** Columns with a name, which the lists of groups that read the counts share. */
  columns: ReadonlyMap<string, SQL>
  sums: ReadonlySet<CountSum>
}

/** Sets of counts, each by some of the columns. */
export interface CountSets {
  /** The names of the columns of each set. */
  columns: readonly ReadonlySet<string>[]
  /** The number of the set that a row belongs to. */
  mark: SQL
}

/** The keys and the `TimeFit` of a list of groups, as expressions over counts. */
export interface ListedKeys {
  keys: readonly SQL[]
  fit: SQL
}

/** Adds the columns that a list of groups needs. @returns how it reads its keys and its time fit from them */
export function addColumns(args: GroupArguments, columns: Map<string, SQL>): ListedKeys {
  const days: SQL[] = []
  const keys = args.by.map((dimension) => {
    const { name, value, keyOf } = columnOf(dimension, args)
    columns.set(name, value)
    const column = sql`${sql.identifier(name)}`
    if (hasTime([dimension])) days.push(column)
    return keyOf(column)
  })
  return { keys, fit: timeFit(days) }
}

/** What counts can sum, by the names of their columns: see `countColumns`. The fatalities of an event are `dead`. */
const SUMS = {
  mention_count: sql`sum(mention_count)`,
  fatality_count: sql`count(dead_of)`,
  fatalities_low: sql`sum(low)`,
  fatalities_best: sql`sum(best)`,
  fatalities_high: sql`sum(high)`,
  fatalities_low_count: sql`count(low)`,
  fatalities_best_count: sql`count(best)`,
  fatalities_high_count: sql`count(high)`,
} as const

export type CountSum = keyof typeof SUMS

/**
 * Counts the events of a query plan: rows as those of stored counts.
 * @param sets by default, there is one row for each combination of the columns
 */
export function countsOf(
  { drivingTable, where }: ReadPlan,
  { by, reading, columns, sums }: Counted,
  sets?: CountSets,
): SQL {
  const named = [...columns].map(([name, value]) => sql`${value} as ${sql.identifier(name)}`)
  const withFatalities = [...sums].some((sum) => sum !== 'mention_count')
  const figures = statedFigures('dead')
  const numbers = sql`, dead.event_id as dead_of, ${figures.low} as low, ${figures.best} as best, ${figures.high} as high`
  const rows = sql`select ${mayRepeat(by) ? sql`distinct ${events.id},` : sql``} ${sql.join(named, sql`, `)},
      ${events.mentionCount} as mention_count${withFatalities ? numbers : sql``}
    from ${events} ${drivingTable ? sql`join ${drivingTable.table} on ${drivingTable.on}` : sql``}${possibleBuckets(by, reading)}${joinsOf(by)}
    ${withFatalities ? sql`left join quantities dead on dead.event_id = ${events.id} and ${isFatalities('dead')}` : sql``}
    ${where ? sql`where ${where}` : sql``}`
  const summed = [...sums].map((sum) => sql`, ${SUMS[sum]} as ${sql.identifier(sum)}`)
  const names = namesOf(columns.keys())
  if (!sets)
    return sql`select ${names}, count(*) as event_count${sql.join(summed)} from (${rows}) event group by ${names}`
  const groupedBy = sql.join(
    sets.columns.map((set) => sql`(${namesOf(set)})`),
    sql`, `,
  )
  // With `offset 0`, PostgreSQL takes an expression for one column, not for all that it reads: expecting about as many counts
  // as events, it would sort the events.
  return sql`select ${names}, ${sets.mark} as counted_set, count(*) as event_count${sql.join(summed)}
    from (${rows} offset 0) event group by grouping sets (${groupedBy})`
}

function namesOf(columns: Iterable<string>): SQL {
  return sql.join(
    [...columns].map((name) => sql.identifier(name)),
    sql`, `,
  )
}
