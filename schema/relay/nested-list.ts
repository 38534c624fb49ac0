import { createContextCache } from '@pothos/core'
import { sql } from 'drizzle-orm'
import type { Context } from '../builder/context.ts'
import { onForget } from '../loaders/forget.ts'
import { createLoader, LOAD_ORDER, type Loader } from '../loaders/loader.ts'
import {
  asOfScope,
  cappedCount,
  keyset,
  lazy,
  pageOf,
  parsePageArguments,
  type Count,
  type Page,
  type PageArguments,
  type Slice,
  type WithCursor,
} from './keyset.ts'
import { cappedRows, parentRows, readLateral, type CountedRows, type ListRows } from './lateral-join.ts'

interface ListOfParent<Row, Args extends PageArguments> {
  /** The name of the list, part of the scope of its cursors. */
  list: string
  /** Returns the rows of one parent, whose UUID is `parent.id`. */
  rowsOf: (args: Args, context: Context) => ListRows | Promise<ListRows>
  /** Returns the rows to count, if they differ from those of `rowsOf`. */
  countedRowsOf?: (args: Args, context: Context) => Promise<CountedRows>
  /** Returns the arguments that identify the list, for the scope of its cursors. */
  scopeOf: (args: Args) => unknown
  onRead?: (rows: readonly Row[], context: Context) => void
}

/**
 * Creates a connection field of many parents, such as the events of each actor of a page. All parents together cost one
 * statement for their rows and one for their counts.
 * @returns a function that returns the page of one parent
 */
export function nestedList<Row, Args extends PageArguments>(listing: ListOfParent<Row, Args>) {
  const loadersOf = memoizeByArguments((args: Args, context) => createLoadersOfList(listing, args, context))
  return (parentId: string, args: Args, context: Context): Page<Row> => {
    const loaders = loadersOf(args, context)
    const page = pageOf(
      () => loaders.slices.load(parentId),
      () => loaders.counts.load(parentId),
    )
    return { ...page, source: { loader: loaders.slices, key: parentId } }
  }
}

/**
 * Caches the results of a function by its arguments, until the request ends or writes. The arguments must be JSON.
 */
export function memoizeByArguments<Args, Result>(compute: (args: Args, context: Context) => Result) {
  const cacheOf = createContextCache((context: Context) => {
    const cache = new Map<string, Result>()
    onForget(context, () => cache.clear())
    return cache
  })
  return (args: Args, context: Context): Result => {
    const cache = cacheOf(context)
    const key = JSON.stringify(args)
    const cached = cache.get(key)
    if (cached !== undefined) return cached
    const result = compute(args, context)
    cache.set(key, result)
    return result
  }
}

/** The loaders of one list with its arguments, by parent. */
interface LoadersOfList<Row> {
  slices: ReturnType<Loader<string, Slice<Row>>>
  counts: ReturnType<Loader<string, Count>>
}

function createLoadersOfList<Row, Args extends PageArguments>(
  { list, rowsOf, countedRowsOf, scopeOf, onRead }: ListOfParent<Row, Args>,
  args: Args,
  context: Context,
): LoadersOfList<Row> {
  parsePageArguments(args)
  const listRows = lazy(async () => rowsOf(args, context))
  const slices = createLoader<string, Slice<Row>>(LOAD_ORDER.EVENT, async (parentIds) => {
    const rows = await listRows()
    const scope = JSON.stringify([list, scopeOf(args), ...asOfScope(context)])
    const { pageQueries, sliceOf } = keyset(args, rows.order, scope, context)
    const rowsByParent = new Map<string, WithCursor<Row>[]>(parentIds.map((id) => [id, []]))
    for (const pageQuery of pageQueries) {
      const unfilled = parentIds.filter((id) => (rowsByParent.get(id)?.length ?? 0) < pageQuery.limit)
      if (unfilled.length === 0) break
      for (const { parentId, row } of await readLateral<Row>(context, unfilled, rows, pageQuery)) {
        const rowsOfParent = rowsByParent.get(parentId)
        if (rowsOfParent && rowsOfParent.length < pageQuery.limit) rowsOfParent.push(row)
      }
    }
    return parentIds.map((id) => {
      const rowsOfParent = rowsByParent.get(id) ?? []
      onRead?.(rowsOfParent, context)
      return sliceOf(rowsOfParent)
    })
  })
  return {
    slices: slices(context),
    counts: countsOf(countedRowsOf ? lazy(() => countedRowsOf(args, context)) : listRows)(context),
  }
}

function countsOf(countedRows: () => Promise<CountedRows>): Loader<string, Count> {
  return createLoader(LOAD_ORDER.EVENT, async (parentIds, { db }) => {
    const rows = await db
      .select({ parentId: sql<string>`parent.id`, value: sql<number>`count(*)::int` })
      .from(parentRows(parentIds))
      .crossJoinLateral(cappedRows(db, await countedRows()))
      .groupBy(sql`parent.id`)
    const countByParent = new Map(rows.map(({ parentId, value }) => [parentId, value]))
    return parentIds.map((id) => cappedCount(countByParent.get(id) ?? 0))
  })
}
