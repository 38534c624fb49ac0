import { and, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Context } from './context.ts'
import {
  capped,
  COUNT_CAP,
  keyset,
  once,
  pageOf,
  placedColumns,
  readPage,
  type Count,
  type Order,
  type Page,
  type PageArguments,
  type Placed,
} from './keyset.ts'
import { FLOOR } from './loader.ts'
import { turnsOf } from './turns.ts'

/** Which rows of a table a list has, and in which order. */
export interface Rows {
  table: PgTable
  /** Another table that leads to the rows, each at most once. */
  guide?: { table: SQLWrapper; on: SQL } | undefined
  where: SQL | undefined
  order: Order
}

interface Listing<Row> {
  /** Called when the rows or their count are asked for. */
  rows: () => Rows | Promise<Rows>
  /** Which rows are counted, where the list itself ends before them. */
  count?: () => Promise<Omit<Rows, 'order'>>
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
export const listPage = <Row>(
  args: PageArguments,
  { rows, count, scope, found, counted }: Listing<Row>,
  context: Context,
): Page<Row> => {
  readPage(args)
  const planned = once(async () => rows())
  const read = async () => {
    const { table, guide, where, order } = await planned()
    const { asked, sliceOf } = keyset(args, order, JSON.stringify(scope), context)
    const query = context.db.select(placedColumns(table, order)).from(table)
    // Drizzle's types cannot follow a table that is a parameter: hence the casts.
    if (guide) query.innerJoin(guide.table as SQL, guide.on)
    const placed = (await query
      .where(and(where, asked.where))
      .orderBy(...asked.inOrder())
      .limit(asked.limit)) as unknown as Placed<Row>[]
    found?.(placed)
    return sliceOf(placed)
  }
  return pageOf(
    // Several lists of one query end before the parts of their rows are fetched: all their rows at once.
    () => turnsOf(context).run(FLOOR.ROOT, read),
    async () => {
      const known = counted?.()
      return known ? { value: await known, isExact: true } : countRows(await (count ?? planned)(), context)
    },
  )
}

const countRows = async ({ table, guide, where }: Omit<Rows, 'order'>, { db }: Context): Promise<Count> => {
  const some = db.select({ one: sql`1`.as('one') }).from(table)
  if (guide) some.innerJoin(guide.table as SQL, guide.on)
  const [counted] = await db.select({ value: sql<number>`count(*)::int` }).from(
    some
      .where(where)
      .limit(COUNT_CAP + 1)
      .as('some'),
  )
  return capped(counted!.value)
}
