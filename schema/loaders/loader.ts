import { createContextCache } from '@pothos/core'
import { getTableColumns, sql, type InferSelectModel, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { keyLookUp } from '../../database/sql/prepared.ts'
import { presentOf, type Context } from '../builder/context.ts'
import { BatchLoader } from './batch-loader.ts'
import { schedulerFor } from './batch-scheduler.ts'
import { onForget } from './forget.ts'
import { after, type MaybePromise } from './maybe-promise.ts'
import { perColumns, selectedColumns } from './selected-columns.ts'

/**
 * The order in which the batches of one request are dispatched; names in one line have the same rank. A batch waits for
 * all lines above it, so that rows needed at several depths of a query (an actor as participant, and as the source of a
 * claim) cost one statement. Hence the rule for a new loader: put it below the loaders whose rows lead to its keys.
 */
const LOAD_STAGES = [
  ['LOOK_UP'],
  ['ROOT'],
  ['EVENT'],
  ['PART_OF_EVENT'],
  ['PART_OF_CLAIM'],
  ['ARTICLE', 'STORYLINE'],
  ['ARTICLE_VERSION'],
  ['PART_OF_ARTICLE_VERSION'],
  ['OFFICE'],
  ['ACTOR'],
  ['PART_OF_ACTOR'],
  ['PLACE'],
  ['PART_OF_PLACE'],
  ['SOURCE'],
  ['TOMBSTONE'],
] as const

type LoadStage = (typeof LOAD_STAGES)[number][number]

/** The rank of each name: its position in `LOAD_STAGES`. */
export const LOAD_ORDER = Object.fromEntries(
  LOAD_STAGES.flatMap((names, rank) => names.map((name) => [name, rank])),
) as Record<LoadStage, number>

export type Loader<Key extends string, Value> = (context: Context) => BatchLoader<Key, Value>

/** Makes all moments that a request reads share a loader. Its rows must not have earlier states. */
export function sharedByMoments<Key extends string, Value>(loader: Loader<Key, Value>): Loader<Key, Value> {
  return (context) => loader(presentOf(context))
}

/**
 * Creates a loader, with values of its own for each request.
 * @param rank one of `LOAD_ORDER`
 * @param load returns the values of the keys, in the order of the keys; none is undefined. It must not use other loaders
 */
export function createLoader<Key extends string, Value>(
  rank: number,
  load: (keys: readonly Key[], context: Context) => Promise<readonly Value[]>,
): Loader<Key, Value> {
  return createContextCache((context: Context) => {
    const scheduler = schedulerFor(context)
    const loader = new BatchLoader<Key, Value>((keys) => load(keys, context), {
      schedule: (dispatch) => scheduler.schedule(rank, dispatch),
      run: (work, keyCount) => scheduler.run(rank, work, keyCount),
    })
    onForget(context, () => loader.clear())
    return loader
  })
}

/**
 * Creates a loader of single rows; a key without a row gives null.
 * @param rank one of `LOAD_ORDER`
 * @param column the unique uuid column that holds the keys
 */
export function rowBy<Table extends PgTable>(rank: number, table: Table, column: PgColumn) {
  const property = propertyOf(table, column)
  const select = selectWhereAny(table, column)
  return createLoader<string, InferSelectModel<Table> | null>(rank, async (keys, context) => {
    const rows = await select(context, keys)
    const rowsByKey = new Map(rows.map((row) => [row[property], row]))
    return keys.map((key) => rowsByKey.get(key) ?? null)
  })
}

/**
 * Creates a loader of all rows with the same value in a column.
 * @param rank one of `LOAD_ORDER`
 * @param column the uuid column that holds the keys
 * @param orderBy the order of the rows of one key; must be total
 */
export function rowsBy<Table extends PgTable>(
  rank: number,
  table: Table,
  column: PgColumn,
  orderBy: (PgColumn | SQL)[],
) {
  const property = propertyOf(table, column)
  const select = selectWhereAny(table, column, orderBy)
  return createLoader<string, InferSelectModel<Table>[]>(rank, async (keys, context) =>
    grouped(keys, await select(context, keys), (row) => row[property] as string),
  )
}

/**
 * Loads a row that a foreign key references.
 * @throws {Error} if the row does not exist
 */
export function loadReferenced<Row>(loader: BatchLoader<string, Row | null>, id: string): MaybePromise<Row> {
  return after(loader.load(id), (row) => {
    if (row === null) throw new Error(`The row ${id} is referenced but does not exist.`)
    return row
  })
}

/** Groups rows by key: one list for each key, in the order of the keys. The order of the rows is kept. */
export function grouped<Row>(keys: readonly string[], rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const rowsByKey = new Map<string, Row[]>(keys.map((key) => [key, []]))
  for (const row of rows) rowsByKey.get(keyOf(row))?.push(row)
  return keys.map((key) => rowsByKey.get(key) ?? [])
}

/** Rows have the columns that the operation reads, beside that of the keys. */
function selectWhereAny<Table extends PgTable>(table: Table, column: PgColumn, orderBy: (PgColumn | SQL)[] = []) {
  const key = { [propertyOf(table, column)]: column }
  const statementOf = perColumns((columns) =>
    keyLookUp((db) =>
      db
        .select({ ...key, ...columns })
        .from(table as PgTable)
        .where(sql`${column} = any(${sql.placeholder('keys')}::uuid[])`)
        .orderBy(...orderBy),
    ),
  )
  const select = (context: Context, keys: readonly string[]) =>
    statementOf(selectedColumns(table, context))(context.db, keys)
  // Drizzle's types cannot infer the rows of a table that is a type parameter.
  return select as unknown as (
    ...call: [context: Context, keys: readonly string[]]
  ) => Promise<(InferSelectModel<Table> & Record<string, unknown>)[]>
}

function propertyOf(table: PgTable, column: PgColumn): string {
  const entry = Object.entries(getTableColumns(table)).find(([, candidate]) => candidate === column)
  if (entry === undefined) throw new Error(`The column "${column.name}" does not belong to the table.`)
  return entry[0]
}
