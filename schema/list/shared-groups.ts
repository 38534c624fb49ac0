import { sql, type SQL } from 'drizzle-orm'
import { readValues } from '../../database/sql/read.ts'
import { events } from '../../database/tables/event.ts'
import { statedFigures } from '../../database/tables/quantity.ts'
import type { Context } from '../builder/context.ts'
import {
  GROUP_MEASURES,
  type Dimension,
  type GroupArguments,
  type GroupMeasure,
  type GroupRow,
} from '../event/connection.ts'
import type { QueryPlan, ReadPlan } from '../filter/plan-query.ts'
import { countedSums, FATALITIES, groupEvents, groupKey, readsFatalities, sumColumns, summed } from './group-query.ts'
import { storedGroups } from './group-rollup.ts'
import { hasTime, timeFit } from './time-buckets.ts'

/** The groups that one field of a list asks for. */
export interface AskedGroups {
  args: GroupArguments
  measures: readonly GroupMeasure[]
}

/** The dimensions whose keys an event has once, in its own row. */
const OWN: readonly Dimension[] = [
  'DAY',
  'WEEK',
  'MONTH',
  'YEAR',
  'KIND',
  'REALIS',
  'EVIDENCE',
  'CERTAINTY',
  'DATASET',
  'CELL',
]

/** Whether groups can be counted together with others of the same events. */
export function canShare({ by, reading }: Pick<GroupArguments, 'by' | 'reading'>): boolean {
  return by.every((dimension) => OWN.includes(dimension)) && !(hasTime(by) && reading === 'POSSIBLY')
}

/** Reads the groups of several fields of a list. The events that several of them count are read once. */
export async function readGroups(
  plan: QueryPlan,
  asked: readonly AskedGroups[],
  context: Context,
): Promise<GroupRow[][]> {
  const isStored = ({ args }: AskedGroups) =>
    plan.counted !== undefined && storedGroups(plan.counted, args) !== undefined
  const together = asked.filter((each) => canShare(each.args) && !isStored(each))
  const shared = together.length > 1 ? readShared(plan, together, context) : undefined
  return Promise.all(
    asked.map(async (each) => {
      const place = shared ? together.indexOf(each) : -1
      return place >= 0 ? ((await shared)?.[place] ?? []) : groupEvents(plan, each.args, each.measures, context)
    }),
  )
}

const KEYS = ['key0', 'key1', 'key2'] as const

/** The types of the measures, for the lists that do not ask for one. */
function typeOf(measure: GroupMeasure): SQL {
  return sql.raw(measure === 'timeFit' ? 'text' : measure.startsWith('with') ? 'int' : 'float8')
}

async function readShared(
  plan: ReadPlan,
  asked: readonly AskedGroups[],
  { db }: Pick<Context, 'db'>,
): Promise<GroupRow[][]> {
  const rows = await readValues(db, sharedStatement(plan, asked), 'EACH_TIME')
  return asked.map(({ args: { by }, measures }, list) =>
    rows
      .filter(([of]) => of === list)
      .map(([, ...values]) => {
        const group: Partial<Record<keyof GroupRow, unknown>> = {
          key: values.slice(0, by.length),
          count: values[KEYS.length],
        }
        for (const measure of measures) group[measure] = values[KEYS.length + 1 + GROUP_MEASURES.indexOf(measure)]
        return group as GroupRow
      }),
  )
}

/** Counts the events by all keys together; each list of groups sums these counts, which are far fewer than the events. */
function sharedStatement({ drivingTable, where }: ReadPlan, asked: readonly AskedGroups[]): SQL {
  const columns = new Map<string, SQL>()
  /** Names a column of the counts; the same key of several lists is one column. */
  const column = (name: string, expression: SQL): SQL => {
    columns.set(name, expression)
    return sql`${sql.identifier(name)}`
  }
  const withFatalities = asked.some(({ args, measures }) => readsFatalities(args, measures))
  const lists = asked.map(({ args, measures }, list) => {
    const { by, reading, zoom } = args
    const keys = by.map(
      (dimension, i) =>
        sql`${column(`${dimension} ${zoom ?? ''} ${reading}`, groupKey(dimension, args))} as ${sql.identifier(`key${i}`)}`,
    )
    const fit = hasTime(by) ? column(`fit ${by.join(' ')} ${reading}`, timeFit(by, reading)) : sql`null::text`
    const counts = sql`(select ${sql.join(keys, sql`, `)}, ${fit} as time_fit, ${sumColumns(withFatalities)} from together) counted`
    const selected = [
      ...KEYS.map((key, i) => sql`${i < by.length ? sql.identifier(key) : sql`null`}::text`),
      sql`count`,
      ...GROUP_MEASURES.map((measure) => {
        const name = sql.identifier(measure)
        return sql`${measures.includes(measure) ? name : sql`null`}::${typeOf(measure)}`
      }),
    ]
    return sql`select ${sql.raw(String(list))} as list, ${sql.join(selected, sql`, `)}
      from (${summed(counts, args, countedSums(), measures)}) listed`
  })
  const keys = [...columns].map(([name, expression]) => sql`${expression} as ${sql.identifier(name)}`)
  return sql`with together as materialized (
    select ${sql.join(keys, sql`, `)}, count(*)::int as event_count, sum(${events.mentionCount})::float8 as mention_count
      ${withFatalities ? fatalityCounts() : sql``}
    from ${events} ${drivingTable ? sql`join ${drivingTable.table} on ${drivingTable.on}` : sql``}
    ${withFatalities ? FATALITIES : sql``}
    ${where ? sql`where ${where}` : sql``}
    group by ${sql.raw(keys.map((_, i) => i + 1).join(', '))}
  ) ${sql.join(lists, sql` union all `)}`
}

function fatalityCounts(): SQL {
  const { low, best, high } = statedFigures('dead')
  return sql`, count(dead.event_id) as fatality_count, sum(${low}) as fatalities_low, sum(${best}) as fatalities_best,
    sum(${high}) as fatalities_high, count(${low}) as fatalities_low_count, count(${best}) as fatalities_best_count,
    count(${high}) as fatalities_high_count`
}
