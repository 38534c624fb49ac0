import { and, count, getTableColumns, sql, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Context } from './context.ts'
import { keyset, pageOf, type Order, type Page, type PageArguments, type Slice } from './keyset.ts'
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
 * their number, and one for all their counts.
 * @returns what gives the page of one parent
 */
export const pagesOfParents = <Row, Args extends PageArguments>(listing: ListOfParent<Row, Args>) => {
  const lists = new WeakMap<Context, Map<string, LoadersOfList<Row>>>()
  return (parentId: string, args: Args, context: Context): Page<Row> => {
    const ofRequest = lists.get(context) ?? new Map<string, LoadersOfList<Row>>()
    lists.set(context, ofRequest)
    const key = JSON.stringify(args)
    const loaders = ofRequest.get(key) ?? loadersOf(listing, args, context)
    ofRequest.set(key, loaders)
    return pageOf(
      () => loaders.slices.load(parentId),
      () => loaders.counts.load(parentId),
    )
  }
}

/** What reads one list, with its arguments, for every parent in a request. */
interface LoadersOfList<Row> {
  slices: ReturnType<LoaderOf<string, Slice<Row>>>
  counts: ReturnType<LoaderOf<string, number>>
}

const loadersOf = <Row, Args extends PageArguments>(
  { list, table, belongs, orderOf, conditionOf, scopeOf, positionOf, found }: ListOfParent<Row, Args>,
  args: Args,
  context: Context,
): LoadersOfList<Row> => {
  const order = orderOf(args)
  const { asked, sliceOf } = keyset(args, order, JSON.stringify([list, scopeOf(args)]), context)
  const condition = and(belongs, conditionOf(args))
  const slices = batched<string, Slice<Row>>(FLOOR.EVENT, async (parentIds, { db }) => {
    // Drizzle's types cannot follow a table that is a parameter: hence the casts.
    const page = db
      .select()
      .from(table)
      .where(and(condition, asked.where))
      .orderBy(...asked.inOrder())
      .limit(asked.limit)
      .as('page') as unknown as Record<string, PgColumn>
    const names = Object.entries(getTableColumns(table))
    const inPage = order.columns.map((column) => page[names.find(([, candidate]) => candidate === column)![0]]!)
    const rows = (await db
      .select({
        parentId: sql<string>`parent.id`,
        row: Object.fromEntries(names.map(([name]) => [name, page[name]])) as never,
      })
      .from(parents(parentIds))
      .crossJoinLateral(page as never)
      .orderBy(...asked.inOrder(inPage))) as unknown as { parentId: string; row: Row }[]
    return grouped(parentIds, rows, ({ parentId }) => parentId).map((group) => {
      const rowsOfParent = group.map(({ row }) => row)
      found?.(rowsOfParent, context)
      return sliceOf(rowsOfParent, positionOf)
    })
  })
  return { slices: slices(context), counts: countsOf(table, condition)(context) }
}

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
