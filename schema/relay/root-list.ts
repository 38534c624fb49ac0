import { and, sql, type SQL } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import type { Context } from '../builder/context.ts'
import { schedulerFor } from '../loaders/batch-scheduler.ts'
import { LOAD_ORDER } from '../loaders/loader.ts'
import {
  cappedCount,
  COUNT_CAP,
  keyset,
  lazy,
  pageOf,
  withCursorColumns,
  parsePageArguments,
  type Count,
  type Page,
  type PageArguments,
  type WithCursor,
} from './keyset.ts'
import { readLateral, type ListRows } from './lateral-join.ts'

/** Rows that are read for each of several parents, and put together: one row may have many of them. */
export interface PlannedRows extends ListRows {
  fan?: readonly string[] | undefined
}

interface Listing<Row> {
  /** Called when the rows or their count are asked for. */
  rows: () => PlannedRows | Promise<PlannedRows>
  /** Which rows are counted, where the list itself ends before them. */
  count?: () => Promise<Omit<ListRows, 'order'>>
  /** What the list is, filter included: cursors of another list are refused. */
  scope: unknown
  /** Called with the rows, where they are read. */
  found?: (rows: readonly Row[]) => void
  /** Knows how many rows there are without counting them, where that is known. */
  counted?: () => Promise<number> | undefined
}

/**
 * One page of a table.
 * @param args the connection's arguments
 * @param listing which rows, in which order
 */
export function listPage<Row>(
  args: PageArguments,
  { rows, count, scope, found, counted }: Listing<Row>,
  context: Context,
): Page<Row> {
  parsePageArguments(args)
  const planned = lazy(async () => rows())
  const read = async () => {
    const wanted = await planned()
    const { asked, sliceOf } = keyset(args, wanted.order, JSON.stringify(scope), context)
    const placed = wanted.fan
      ? distinct(await readLateral<Row>(context.db, wanted.fan, wanted, asked), asked.limit)
      : await readRows<Row>(context.db, wanted, asked)
    found?.(placed)
    return sliceOf(placed)
  }
  return pageOf(
    // Several lists of one query end before the parts of their rows are fetched: all their rows at once.
    () => schedulerFor(context).run(LOAD_ORDER.ROOT, read),
    async () => {
      const known = counted?.()
      return known ? { value: await known, isExact: true } : countRows(await (count ?? planned)(), context)
    },
  )
}

async function readRows<Row>(
  db: Database,
  { table, guide, where, order }: ListRows,
  asked: ReturnType<typeof keyset>['asked'],
): Promise<WithCursor<Row>[]> {
  const query = db.select(withCursorColumns(table, order)).from(table)
  // Drizzle's types cannot follow a table that is a parameter: hence the casts.
  if (guide) query.innerJoin(guide.table as SQL, guide.on)
  return (await query
    .where(and(where, asked.where))
    .orderBy(...asked.inOrder())
    .limit(asked.limit)) as unknown as WithCursor<Row>[]
}

/** The first rows of all parents together: those of several parents stand next to each other, and count once. */
function distinct<Row>(found: readonly { row: WithCursor<Row> }[], limit: number): WithCursor<Row>[] {
  return found
    .map(({ row }) => row)
    .filter(({ pageId }, i, rows) => pageId !== rows[i - 1]?.pageId)
    .slice(0, limit)
}

async function countRows({ table, guide, where }: Omit<ListRows, 'order'>, { db }: Context): Promise<Count> {
  const some = db.select({ one: sql`1`.as('one') }).from(table)
  if (guide) some.innerJoin(guide.table as SQL, guide.on)
  const [counted] = await db.select({ value: sql<number>`count(*)::int` }).from(
    some
      .where(where)
      .limit(COUNT_CAP + 1)
      .as('some'),
  )
  return cappedCount(counted!.value)
}
