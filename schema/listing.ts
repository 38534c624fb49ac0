import { and, count, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Context } from './context.ts'
import { FLOOR } from './loader.ts'
import { turnsOf } from './turns.ts'
import { keyset, pageOf, type Page, type PageArguments } from './keyset.ts'

interface Listing<Row> {
  table: PgTable
  /** The column it is ordered by, never null, and the key of a row. */
  columns: readonly [sort: PgColumn, id: PgColumn]
  descending?: boolean
  where: SQL | undefined
  /** What the list is, filter included: cursors of another list are refused. */
  scope: unknown
  positionOf: (row: Row) => [sort: string, id: string]
  /** Called with the rows, where they are read. */
  found?: (rows: readonly Row[]) => void
}

/**
 * One page of a table.
 * @param args the connection's arguments
 * @param listing which rows, in which order
 */
export const listPage = <Row>(
  args: PageArguments,
  { table, columns, descending = false, where, scope, positionOf, found }: Listing<Row>,
  context: Context,
): Page<Row> => {
  const { asked, sliceOf } = keyset(args, { columns, descending }, JSON.stringify(scope), context)
  const read = async () => {
    const rows = await context.db
      .select()
      .from(table)
      .where(and(where, asked.where))
      .orderBy(...asked.inOrder())
      .limit(asked.limit)
    found?.(rows as Row[])
    return sliceOf(rows as Row[], positionOf)
  }
  return pageOf(
    // Several lists of one query end before the parts of their rows are fetched: all their rows at once.
    () => turnsOf(context).run(FLOOR.ROOT, read),
    async () => {
      const [counted] = await context.db.select({ value: count() }).from(table).where(where)
      return counted!.value
    },
  )
}
