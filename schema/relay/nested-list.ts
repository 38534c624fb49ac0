import { sql, type SQL } from 'drizzle-orm'
import type { Context } from '../builder/context.ts'
import { createLoader, LOAD_ORDER, grouped, type Loader } from '../loaders/loader.ts'
import {
  asOfScope,
  cappedCount,
  COUNT_CAP,
  keyset,
  lazy,
  pageOf,
  parsePageArguments,
  type Count,
  type Page,
  type PageArguments,
  type Slice,
} from './keyset.ts'
import { parentRows, readLateral, type ListRows } from './lateral-join.ts'

interface ListOfParent<Row, Args extends PageArguments> {
  /** The name of the list, part of what its cursors are valid for. */
  list: string
  /** Which rows one parent has, whose UUID is `parent.id`. */
  rowsOf: (args: Args, context: Context) => ListRows | Promise<ListRows>
  /** Which rows are counted, where the list itself ends before them. */
  countedOf?: (args: Args, context: Context) => Promise<Omit<ListRows, 'order'>>
  /** What of the arguments makes it another list. */
  scopeOf: (args: Args) => unknown
  /** Called with the rows of each page. */
  found?: (rows: readonly Row[], context: Context) => void
}

/**
 * A connection under many parents, such as the events of each actor of a page: one statement for all of them, whatever
 * their number, and one for all their counts.
 * @returns what gives the page of one parent
 */
export function nestedList<Row, Args extends PageArguments>(listing: ListOfParent<Row, Args>) {
  const listOf = memoizeByArguments((args: Args, context) => loadersOf(listing, args, context))
  return (parentId: string, args: Args, context: Context): Page<Row> => {
    const loaders = listOf(args, context)
    return pageOf(
      () => loaders.slices.load(parentId),
      () => loaders.counts.load(parentId),
    )
  }
}

/**
 * What is made once for all parents that ask for the same in one request.
 * @param make makes it from the arguments of a field
 */
export function memoizeByArguments<Args, Made>(make: (args: Args, context: Context) => Made) {
  const made = new WeakMap<Context, Map<string, Made>>()
  return (args: Args, context: Context): Made => {
    const ofRequest = made.get(context) ?? new Map<string, Made>()
    made.set(context, ofRequest)
    const key = JSON.stringify(args)
    const known = ofRequest.get(key)
    if (known !== undefined) return known
    const fresh = make(args, context)
    ofRequest.set(key, fresh)
    return fresh
  }
}

/** What reads one list, with its arguments, for every parent in a request. */
interface LoadersOfList<Row> {
  slices: ReturnType<Loader<string, Slice<Row>>>
  counts: ReturnType<Loader<string, Count>>
}

function loadersOf<Row, Args extends PageArguments>(
  { list, rowsOf, countedOf, scopeOf, found }: ListOfParent<Row, Args>,
  args: Args,
  context: Context,
): LoadersOfList<Row> {
  parsePageArguments(args)
  const planned = lazy(async () => rowsOf(args, context))
  const slices = createLoader<string, Slice<Row>>(LOAD_ORDER.EVENT, async (parentIds, { db }) => {
    const wanted = await planned()
    const { asked, sliceOf } = keyset(
      args,
      wanted.order,
      JSON.stringify([list, scopeOf(args), ...asOfScope(context)]),
      context,
    )
    const rows = await readLateral<Row>(db, parentIds, wanted, asked)
    return grouped(parentIds, rows, ({ parentId }) => parentId).map((group) => {
      const rowsOfParent = group.map(({ row }) => row)
      found?.(rowsOfParent, context)
      return sliceOf(rowsOfParent)
    })
  })
  return {
    slices: slices(context),
    counts: countsOf(countedOf ? lazy(() => countedOf(args, context)) : planned)(context),
  }
}

function countsOf(planned: () => Promise<Omit<ListRows, 'order'>>): Loader<string, Count> {
  return createLoader(LOAD_ORDER.EVENT, async (parentIds, { db }) => {
    const { table, guide, where } = await planned()
    const some = db.select({ one: sql`1`.as('one') }).from(table)
    if (guide) some.innerJoin(guide.table as SQL, guide.on)
    const rows = (await db
      .select({ parentId: sql<string>`parent.id`, value: sql<number>`count(*)::int` })
      .from(parentRows(parentIds))
      .crossJoinLateral(
        some
          .where(where)
          .limit(COUNT_CAP + 1)
          .as('some') as never,
      )
      .groupBy(sql`parent.id`)) as unknown as { parentId: string; value: number }[]
    const byParent = new Map(rows.map(({ parentId, value }) => [parentId, value]))
    return parentIds.map((id) => cappedCount(byParent.get(id) ?? 0))
  })
}
