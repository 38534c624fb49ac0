import DataLoader from 'dataloader'
import { getTableColumns, sql, type InferSelectModel, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { prepared } from '../../database/sql/prepared.ts'
import type { Context } from '../builder/context.ts'
import { schedulerFor } from './batch-scheduler.ts'

/**
 * In which order the batches of one request go out. A batch waits until nothing below it is on its way, so that rows
 * asked for at several depths of a query (an actor as participant, and as the origin of a claim) still cost one statement.
 */
export const LOAD_ORDER = {
  ROOT: 0,
  EVENT: 1,
  PART_OF_EVENT: 2,
  PART_OF_CLAIM: 3,
  ARTICLE: 4,
  STORYLINE: 4,
  OFFICE: 5,
  ACTOR: 6,
  PART_OF_ACTOR: 7,
  PLACE: 8,
  PART_OF_PLACE: 9,
  SOURCE: 10,
} as const

type LoadRank = (typeof LOAD_ORDER)[keyof typeof LOAD_ORDER]

/** The loader of one request. */
export type Loader<Key, Value> = (context: Context) => DataLoader<Key, Value>

const loadersOf = new WeakMap<Context, DataLoader<never, unknown>[]>()

/** Forgets what a request has loaded: something was written since. */
export function forgetLoaded(context: Context): void {
  for (const loader of loadersOf.get(context) ?? []) loader.clearAll()
}

/**
 * A dataloader per request.
 * @param floor when its batches go out
 * @param load gives the values of many keys, in the order of the keys; it must not use other loaders
 */
export function createLoader<Key extends string, Value>(
  floor: LoadRank,
  load: (keys: readonly Key[], context: Context) => Promise<readonly (Value | Error)[]>,
): Loader<Key, Value> {
  const loaders = new WeakMap<Context, DataLoader<Key, Value>>()
  return (context) => {
    const known = loaders.get(context)
    if (known) return known
    const turns = schedulerFor(context)
    const loader = new DataLoader<Key, Value>((keys) => turns.run(floor, () => load(keys, context)), {
      batchScheduleFn: (dispatch) => turns.schedule(floor, dispatch),
    })
    loaders.set(context, loader)
    loadersOf.set(context, [...(loadersOf.get(context) ?? []), loader as DataLoader<never, unknown>])
    return loader
  }
}

/**
 * Loads the row that a unique column names, or null.
 * @param floor when its batches go out
 * @param table the table
 * @param column the unique uuid column that keys are values of
 */
export function rowBy<Table extends PgTable>(floor: LoadRank, table: Table, column: PgColumn) {
  const property = propertyOf(table, column)
  const select = selectWhereAny(table, column)
  return createLoader<string, InferSelectModel<Table> | null>(floor, async (keys, { db }) => {
    const rows = await select(db, keys)
    const byKey = new Map(rows.map((row) => [row[property], row]))
    return keys.map((key) => byKey.get(key) ?? null)
  })
}

/**
 * Loads all rows that share the value of a column.
 * @param floor when its batches go out
 * @param table the table
 * @param column the uuid column that keys are values of
 * @param orderBy in which order the rows of one key come; must be total
 */
export function rowsBy<Table extends PgTable>(
  floor: LoadRank,
  table: Table,
  column: PgColumn,
  orderBy: (PgColumn | SQL)[],
) {
  const property = propertyOf(table, column)
  const select = selectWhereAny(table, column, orderBy)
  return createLoader<string, InferSelectModel<Table>[]>(floor, async (keys, { db }) =>
    grouped(keys, await select(db, keys), (row) => row[property] as string),
  )
}

/** Sorts rows to their keys, keeping their order. */
export function grouped<Row>(keys: readonly string[], rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>(keys.map((key) => [key, []]))
  for (const row of rows) groups.get(keyOf(row))?.push(row)
  return keys.map((key) => groups.get(key)!)
}

function selectWhereAny<Table extends PgTable>(table: Table, column: PgColumn, orderBy: (PgColumn | SQL)[] = []) {
  const statement = prepared((db) =>
    db
      .select()
      .from(table as PgTable)
      .where(sql`${column} = any(${sql.placeholder('keys')}::uuid[])`)
      .orderBy(...orderBy),
  )
  return statement as unknown as (
    ...call: [db: Context['db'], keys: readonly string[]]
  ) => Promise<(InferSelectModel<Table> & Record<string, unknown>)[]>
}

function propertyOf(table: PgTable, column: PgColumn): string {
  return Object.entries(getTableColumns(table)).find(([, candidate]) => candidate === column)![0]
}
