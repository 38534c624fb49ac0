import { sql, type SQL } from 'drizzle-orm'
import { constant } from '../../database/sql/conditions.ts'
import { readValues } from '../../database/sql/read.ts'
import type { Context } from '../builder/context.ts'
import type { GroupArguments, GroupMeasure, GroupOrder, GroupRow } from '../event/connection.ts'
import type { QueryPlan, ReadPlan } from '../filter/plan-query.ts'
import { addColumns, countsOf, type CountSum, type ListedKeys } from './group-columns.ts'
import { storedGroups } from './group-rollup.ts'

/**
 * Returns the statement that groups the events of a query plan.
 * @param measures those that are selected; fatalities cost one more look-up per event
 */
export function groupsOf(plan: ReadPlan, args: GroupArguments, measures: readonly GroupMeasure[]): SQL {
  const { by, reading } = args
  const columns = new Map<string, SQL>()
  const keys = addColumns(args, columns)
  const counts = countsOf(plan, { by, reading, columns, sums: new Set(sumsOf(args, measures)) })
  return summed(sql`(${counts}) counts`, keys, args, measures)
}

/** What the measures of groups are, and the sums of counts that they read. */
interface Measure {
  value: SQL
  reads: readonly CountSum[]
}

/** It separates groups without a bucket, and comes after the key in every order. */
const TIME_FIT = sql`time_fit`
const EVENTS_WITH_FATALITIES = sql`sum(fatality_count)`

/** The sum of a figure of fatalities, null if no event has it, and the number of events that have fatalities without it. */
function figureOf(figure: 'low' | 'best' | 'high'): { sum: SQL; stated: Measure; missing: Measure } {
  const [sumName, countName] = [`fatalities_${figure}`, `fatalities_${figure}_count`] as const
  const events = sql`sum(${sql.identifier(countName)})`
  const sum = sql`case when ${events} > 0 then sum(${sql.identifier(sumName)}) end`
  return {
    sum,
    stated: { value: sql`(${sum})::float8`, reads: [sumName, countName] },
    missing: { value: sql`(${EVENTS_WITH_FATALITIES} - ${events})::int`, reads: ['fatality_count', countName] },
  }
}

const [LOW, BEST, HIGH] = [figureOf('low'), figureOf('best'), figureOf('high')]

const MEASURES: Readonly<Record<GroupMeasure, Measure>> = {
  timeFit: { value: TIME_FIT, reads: [] },
  mentionCount: { value: sql`sum(mention_count)::float8`, reads: ['mention_count'] },
  fatalitiesLow: LOW.stated,
  fatalities: BEST.stated,
  fatalitiesHigh: HIGH.stated,
  withFatalities: { value: sql`${EVENTS_WITH_FATALITIES}::int`, reads: ['fatality_count'] },
  withoutFatalitiesLow: LOW.missing,
  withoutFatalitiesBest: BEST.missing,
  withoutFatalitiesHigh: HIGH.missing,
}

/** The sums of counts that groups need beside the number of events. */
export function sumsOf({ orderBy }: GroupArguments, measures: readonly GroupMeasure[]): CountSum[] {
  const ordered: Partial<Record<GroupOrder, readonly Measure[]>> = {
    MENTION_COUNT_DESC: [MEASURES.mentionCount],
    FATALITIES_DESC: [LOW.stated, BEST.stated, HIGH.stated],
  }
  const read = [...measures.map((measure) => MEASURES[measure]), ...(ordered[orderBy] ?? [])]
  return [...new Set(read.flatMap(({ reads }) => reads))]
}

/**
 * Returns the statement that sums counts of events to groups.
 * @param counts what it selects from: rows as those of stored counts, see `countColumns`
 */
export function summed(
  counts: SQL,
  { keys: listed, fit }: ListedKeys,
  args: GroupArguments,
  measures: readonly GroupMeasure[],
): SQL {
  const { having, orderBy, first } = args
  const named = listed.map((key, i) => sql`${key} as ${sql.identifier(`key${i}`)}`)
  const keys = listed.map((_, i) => sql`${sql.identifier(`key${i}`)}`)
  const limits = [
    typeof having?.atLeast === 'number' ? sql`sum(event_count) >= ${having.atLeast}` : undefined,
    typeof having?.atMost === 'number' ? sql`sum(event_count) <= ${having.atMost}` : undefined,
  ].filter((limit) => limit !== undefined)
  const measured = measures.map((measure) => sql`, ${MEASURES[measure].value} as ${sql.identifier(measure)}`)
  const sums = sql.raw(['event_count', ...sumsOf(args, measures)].join(', '))
  return sql`select ${sql.join(keys, sql`, `)}, sum(event_count)::int as count${sql.join(measured)}
    from (select ${sql.join(named, sql`, `)}, ${fit} as time_fit, ${sums} from ${counts}) counted
    group by ${sql.join([...keys, TIME_FIT], sql`, `)}
    ${limits.length > 0 ? sql`having ${sql.join(limits, sql` and `)}` : sql``}
    order by ${sql.join(orderOf(orderBy, keys), sql`, `)} limit ${constant(first)}`
}

function orderOf(orderBy: GroupOrder, keys: readonly SQL[]): SQL[] {
  const byKey = [...keys.map((key) => sql`${key} collate "C" asc nulls last`), TIME_FIT]
  const orders: Record<GroupOrder, SQL[]> = {
    COUNT_DESC: [sql`sum(event_count) desc`, ...byKey],
    COUNT_ASC: [sql`sum(event_count) asc`, ...byKey],
    MENTION_COUNT_DESC: [sql`sum(mention_count) desc`, ...byKey],
    // PostgreSQL's greatest() ignores nulls.
    FATALITIES_DESC: [sql`coalesce(greatest(${BEST.sum}, ${LOW.sum}), ${HIGH.sum}) desc nulls last`, ...byKey],
    KEY_ASC: byKey,
    KEY_DESC: [...keys.map((key) => sql`${key} collate "C" desc nulls last`), TIME_FIT],
  }
  return orders[orderBy]
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

/** Groups the events of a query plan. */
export async function groupEvents(
  plan: QueryPlan,
  args: GroupArguments,
  measures: readonly GroupMeasure[],
  { db }: Context,
): Promise<GroupRow[]> {
  const stored = plan.counted && storedGroups(plan.counted, args)
  const statement = stored
    ? summed(sql`${stored.table} where ${stored.where}`, stored, args, measures)
    : groupsOf(plan, args, measures)
  // The counts are read by the beginning of their primary key.
  const rows = await readValues(db, statement, stored ? 'ONCE' : 'EACH_TIME')
  return rows.map((values) => toGroup(values, args, measures))
}
