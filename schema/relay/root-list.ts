import { and, sql, type SQL } from 'drizzle-orm'
import { constant } from '../../database/sql/conditions.ts'
import { readMapped } from '../../database/sql/read.ts'
import type { Context } from '../builder/context.ts'
import { schedulerFor } from '../loaders/batch-scheduler.ts'
import { LOAD_ORDER } from '../loaders/loader.ts'
import {
  cappedCount,
  keyset,
  lazy,
  pageOf,
  pageColumns,
  parsePageArguments,
  type Count,
  type Page,
  type PageArguments,
  type PageQuery,
  type WithCursor,
} from './keyset.ts'
import { cappedRows, readLateral, type CountedRows, type ListRows } from './lateral-join.ts'

export interface PlannedRows extends ListRows {
  /** If given, rows are read for each parent (`parent.id`) and merged. A row of several parents is returned once. */
  parentIds?: readonly string[] | undefined
}

interface Listing<Row> {
  /** Called only if the rows or their count are selected. */
  rows: () => PlannedRows | Promise<PlannedRows>
  /** Returns the rows to count, if they differ from `rows`. */
  countedRows?: () => Promise<CountedRows>
  /** Identifies the list, including its filter. Cursors of another scope are rejected. */
  scope: unknown
  onRead?: (rows: readonly Row[]) => void
  /** Returns the exact number of rows if it is available without counting them. */
  exactCount?: () => Promise<number | undefined>
}

/** Returns one page of a list that is not nested in another object. */
export function listPage<Row>(
  args: PageArguments,
  { rows, countedRows, scope, onRead, exactCount }: Listing<Row>,
  context: Context,
): Page<Row> {
  parsePageArguments(args)
  const plannedRows = lazy(async () => rows())
  const readSlice = async () => {
    const planned = await plannedRows()
    const { parentIds, order } = planned
    const { pageQueries, sliceOf } = keyset(args, order, JSON.stringify(scope), context)
    const pageRows: WithCursor<Row>[] = []
    for (const pageQuery of pageQueries) {
      if (pageRows.length >= pageQuery.limit) break
      const rowsOfQuery = parentIds
        ? distinctRows(await readLateral<Row>(context, parentIds, planned, pageQuery, true), pageQuery.limit)
        : await readPage<Row>(context, planned, pageQuery)
      pageRows.push(...rowsOfQuery.slice(0, pageQuery.limit - pageRows.length))
    }
    onRead?.(pageRows)
    return sliceOf(pageRows)
  }
  return pageOf(
    // All lists of an operation end before the loaders of their rows start, so that the loaders get all keys at once.
    () => schedulerFor(context).run(LOAD_ORDER.ROOT, readSlice),
    async () => {
      const value = await exactCount?.()
      return value === undefined ? countRows(await (countedRows ?? plannedRows)(), context) : { value, isExact: true }
    },
  )
}

async function readPage<Row>(
  context: Context,
  { table, drivingTable, where, order, planning = 'EACH_TIME' }: ListRows,
  pageQuery: PageQuery,
): Promise<WithCursor<Row>[]> {
  const { columns, cursor, toRow } = pageColumns<WithCursor<Row>>(table, order, context)
  const query = context.db.select({ ...columns, ...cursor }).from(table)
  if (drivingTable) query.innerJoin(drivingTable.table as SQL, drivingTable.on)
  query
    .where(and(where, pageQuery.where))
    .orderBy(...pageQuery.orderBy())
    .limit(constant(pageQuery.limit))
  return readMapped(context.db, query, toRow, planning)
}

/** Merges the rows of all parents. They are in the order of the list, so equal rows are adjacent. */
function distinctRows<Row>(rowsOfParents: readonly { row: WithCursor<Row> }[], limit: number): WithCursor<Row>[] {
  return rowsOfParents
    .map(({ row }) => row)
    .filter(({ pageId }, i, rows) => pageId !== rows[i - 1]?.pageId)
    .slice(0, limit)
}

async function countRows(rows: CountedRows, { db }: Context): Promise<Count> {
  const [result] = await db.select({ value: sql<number>`count(*)::int` }).from(cappedRows(db, rows))
  return cappedCount(result?.value ?? 0)
}
