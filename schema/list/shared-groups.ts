import { sql, type SQL } from 'drizzle-orm'
import { constant } from '../../database/sql/conditions.ts'
import { readValues } from '../../database/sql/read.ts'
import type { Context } from '../builder/context.ts'
import {
  GROUP_MEASURES,
  type Dimension,
  type GroupArguments,
  type GroupMeasure,
  type GroupRow,
} from '../event/connection.ts'
import type { QueryPlan, ReadPlan } from '../filter/plan-query.ts'
import { addColumns, countsOf } from './group-columns.ts'
import { groupEvents, sumsOf, summed } from './group-query.ts'
import { storedGroups } from './group-rollup.ts'
import { hasTime } from './time-buckets.ts'

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

/**
 * Counts the events by the keys of several lists together, from which each list sums its groups. Times and cells have counts
 * of their own: by both, there would be about as many counts as events.
 */
function sharedStatement(plan: ReadPlan, asked: readonly AskedGroups[]): SQL {
  const columns = new Map<string, SQL>()
  /** The columns of each set of counts. */
  const sets = new Map<number, Map<string, SQL>>()
  const lists = asked.map(({ args, measures }, list) => {
    const set = setOf(args)
    const ofSet = sets.get(set) ?? new Map<string, SQL>()
    sets.set(set, ofSet)
    const keys = addColumns(args, ofSet)
    for (const [name, value] of ofSet) columns.set(name, value)
    const counts = sql`together where counted_set = ${constant(set)}`
    const selected = [
      ...KEYS.map((key, i) => sql`${i < args.by.length ? sql.identifier(key) : sql`null`}::text`),
      sql`count`,
      ...GROUP_MEASURES.map((measure) => {
        const name = sql.identifier(measure)
        return sql`${measures.includes(measure) ? name : sql`null`}::${typeOf(measure)}`
      }),
    ]
    return sql`select ${constant(list)} as list, ${sql.join(selected, sql`, `)}
      from (${summed(counts, keys, args, measures)}) listed`
  })
  const counts = countsOf(
    plan,
    {
      by: asked.flatMap(({ args }) => args.by),
      reading: 'CERTAINLY',
      columns,
      sums: new Set(asked.flatMap(({ args, measures }) => sumsOf(args, measures))),
    },
    { columns: [...sets.values()].map((set) => new Set(set.keys())), mark: setColumn(sets) },
  )
  return sql`with together as materialized (${counts}) ${sql.join(lists, sql` union all `)}`
}

/** The sets of counts other than those by cell, which are numbered by zoom. */
const [BY_TIME, BY_NEITHER] = [-1, -2]

function setOf({ by, zoom }: GroupArguments): number {
  return by.includes('CELL') ? (zoom ?? 0) : hasTime(by) ? BY_TIME : BY_NEITHER
}

/** The set of a row of counts: the only one that is by cells of its zoom; else, the only other one that is by its times. */
function setColumn(sets: ReadonlyMap<number, ReadonlyMap<string, SQL>>): SQL {
  const marked = [...sets.keys()].filter((set) => set !== BY_NEITHER).toSorted((a, b) => b - a)
  const cases = marked.map((set) => {
    const names = [...(sets.get(set)?.keys() ?? [])]
    const marker = names.find((name) =>
      set === BY_TIME ? hasTime([name.split(' ')[0] ?? '']) : name.startsWith('CELL '),
    )
    return sql`when grouping(${sql.identifier(marker ?? '')}) = 0 then ${constant(set)}`
  })
  return cases.length === 0
    ? sql`${constant(BY_NEITHER)}`
    : sql`case ${sql.join(cases, sql` `)} else ${constant(BY_NEITHER)} end`
}
