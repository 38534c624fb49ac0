import { and, count, getTableColumns, sql, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Context } from './context.ts'
import { keyset, type Order, type Page, type PageArguments } from './keyset.ts'
import { batched, FLOOR, grouped, type LoaderOf } from './loader.ts'

interface ListOfParent<Row, Args extends PageArguments> {
  /** The name of the list, part of what its cursors are valid for. */
  list: string
  table: PgTable
  /** The condition that ties a row to its parent, whose UUID is `parent.id`. */
  belongs: SQL
  /** In which order the rows of one parent come. */
  orderOf: (args: Args) => Order
  /** What the arguments ask of the rows, beyond the page. */
  conditionOf: (args: Args) => SQL | undefined
  /** What of the arguments makes it another list. */
  scopeOf: (args: Args) => unknown
  positionOf: (row: Row) => [sort: string, id: string]
  /** Called with the rows of each page. */
  found?: (rows: readonly Row[], context: Context) => void
}

/**
 * A connection under many parents, such as the events of each actor of a page: one statement for all of them, whatever
 * their number.
 * @returns what gives the page of one parent
 */
export const pagesOfParents = <Row, Args extends PageArguments>(listing: ListOfParent<Row, Args>) => {
  type PageLoader = ReturnType<LoaderOf<string, Page<Row>>>
  const loaders = new WeakMap<Context, Map<string, PageLoader>>()
  return (parentId: string, args: Args, context: Context): Promise<Page<Row>> => {
    const ofRequest = loaders.get(context) ?? new Map<string, PageLoader>()
    loaders.set(context, ofRequest)
    const key = JSON.stringify(args)
    const loader = ofRequest.get(key) ?? pagesOf(listing, args)(context)
    ofRequest.set(key, loader)
    return loader.load(parentId)
  }
}

const pagesOf = <Row, Args extends PageArguments>(
  { list, table, belongs, orderOf, conditionOf, scopeOf, positionOf, found }: ListOfParent<Row, Args>,
  args: Args,
): LoaderOf<string, Page<Row>> =>
  batched(FLOOR.EVENT, async (parentIds, context) => {
    const order = orderOf(args)
    const { asked, pageOf } = keyset(args, order, JSON.stringify([list, scopeOf(args)]), context)
    const condition = and(belongs, conditionOf(args))
    const columns = getTableColumns(table)
    const page = context.db
      .select()
      .from(table)
      .where(and(condition, asked.where))
      .orderBy(...asked.inOrder())
      .limit(asked.limit)
      .as('page') as unknown as Record<string, PgColumn>
    const nameOf = new Map(Object.entries(columns).map(([name, column]) => [column, name]))
    const rows = (await context.db
      .select({
        parentId: sql<string>`parent.id`,
        row: Object.fromEntries(Object.keys(columns).map((name) => [name, page[name]])) as never,
      })
      .from(parents(parentIds))
      .crossJoinLateral(page as never)
      .orderBy(...asked.inOrder(order.columns.map((column) => page[nameOf.get(column)!]!)))) as unknown as {
      parentId: string
      row: Row
    }[]
    const counts = countsOf(table, condition)(context)
    return grouped(parentIds, rows, ({ parentId }) => parentId).map((group, position) => {
      const rowsOfParent = group.map(({ row }) => row)
      found?.(rowsOfParent, context)
      return pageOf(rowsOfParent, positionOf, () => counts.load(parentIds[position]!))
    })
  })

const countsOf = (table: PgTable, condition: SQL | undefined): LoaderOf<string, number> =>
  batched(FLOOR.EVENT, async (parentIds, { db }) => {
    const rows = await db
      .select({ parentId: sql<string>`parent.id`, value: count() })
      .from(parents(parentIds))
      .innerJoin(table, condition)
      .groupBy(sql`parent.id`)
    const byParent = new Map(rows.map(({ parentId, value }) => [parentId, value]))
    return parentIds.map((id) => byParent.get(id) ?? 0)
  })

const parents = (ids: readonly string[]): SQL => sql`unnest(${sql.param(ids)}::uuid[]) as parent(id)`
