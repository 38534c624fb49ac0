import { and, asc, desc, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { compileRowMapper } from '../../database/sql/row-mapper.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../builder/page-size.ts'
import type { MaybePromise } from '../loaders/maybe-promise.ts'
import { perColumns, selectedColumns, selectsCursors } from '../loaders/selected-columns.ts'
import type { Fillable } from '../prefetch/relation.ts'
import { parseCursor, writeCursor } from './cursor.ts'

export interface PageArguments {
  first?: number | null | undefined
  after?: string | null | undefined
  last?: number | null | undefined
  before?: string | null | undefined
}

/**
 * The order of a list. `sort` and `id` are never null and `id` is unique in the list, so pages neither skip nor repeat a
 * row.
 */
export interface Order {
  sort: SQLWrapper
  /** The SQL type of `sort`: a cursor contains its value as text. */
  type: 'timestamptz' | 'date' | 'int' | 'bigint' | 'real' | 'text' | 'uuid'
  id: SQLWrapper
  descending: boolean
  /**
   * The value of `sort` of rows whose value is unknown, which come last in both directions; it is the least value. Undefined
   * if the list has no such rows.
   */
  unknown?: string | undefined
  /**
   * Below a value of `sort`, the list has only the rows that also meet `where`, which another index finds. A scan that goes
   * up reads them on their own: the index of the order would read all rows of other lists before the first of this one.
   */
  sparse?: { below: SQL; where: SQL } | undefined
}

/** A row with its position, if it is read. */
export type WithCursor<Row> = Row & { pageSort?: string; pageId?: string }

export interface PageQuery {
  where: SQL | undefined
  /** Returns the `order by` expressions. @param columns replace the columns of the order, if a subquery renames them */
  orderBy(columns?: readonly SQLWrapper[]): SQL[]
  /** One more than the page size: the extra row shows that there is another page. */
  limit: number
}

/** The rows of a page. Cursors are computed only if they are selected. */
export interface Slice<Row> {
  rows: readonly Row[]
  hasNextPage: boolean
  hasPreviousPage: boolean
  cursorOf: (row: Row) => string
  /** The cursor after which the next page begins, if it is not that of the last row. */
  endCursor?: string | undefined
}

/** The number of rows of a list. If `isExact` is false, the list has more. */
export interface Count {
  value: number
  isExact: boolean
}

/** Counting stops here: counting a million rows takes as long as reading them, and no client pages through them. */
export const COUNT_CAP = 10_000

/** @param rowCount the result of a count that stopped at `COUNT_CAP + 1` */
export function cappedCount(rowCount: number): Count {
  return {
    value: Math.min(rowCount, COUNT_CAP),
    isExact: rowCount <= COUNT_CAP,
  }
}

/** A page of a connection. Its rows and its count are read only if they are selected. */
export interface Page<Row> {
  slice: () => MaybePromise<Slice<Row>>
  count: () => MaybePromise<Count>
  /** Of a page of one of many parents: the loader that has its slice, and the key. */
  source?: { loader: Fillable; key: string }
}

/** Creates a page that reads its rows and its count at most once. */
export function pageOf<Row>(read: () => MaybePromise<Slice<Row>>, count: () => MaybePromise<Count>): Page<Row> {
  return {
    slice: lazy(read),
    count: lazy(count),
  }
}

/** Returns a function that does the work at its first call and returns the same result at every call. */
export function lazy<Value>(work: () => Value): () => Value {
  let done: { value: Value } | undefined
  return () => (done ??= { value: work() }).value
}

/**
 * Converts pagination arguments to the parts of queries, and their rows to a slice. Each query has the rows that follow
 * those of the earlier ones; it is only needed if these do not fill the page.
 * @param scope identifies the list; cursors of another scope are rejected
 * @throws {GraphQLError} BAD_USER_INPUT if a size is not 1 to 100, both sizes are given, or a cursor is of another list
 */
export function keyset(args: PageArguments, order: Order, scope: string, { cursorKey }: Context) {
  const { after, before, isBackward, size } = parsePageArguments(args)
  const positions = { after: positionOf(after), before: positionOf(before) }
  const direction = order.descending !== isBackward ? desc : asc
  const queries = segmentsOf(order, positions, isBackward).map((where): PageQuery => ({
    where,
    orderBy: (columns = [order.sort, order.id]) => columns.map((column) => direction(column)),
    limit: size + 1,
  }))
  const pageQueries = isBackward ? queries.toReversed() : queries

  function positionOf(cursor: string | null | undefined): Position | undefined {
    if (typeof cursor !== 'string') return undefined
    const [sort = '', id = ''] = parseCursor(cursorKey, scope, cursor)
    return { sort, id }
  }

  /** @param queryRows the rows of the page queries */
  const sliceOf = <Row>(queryRows: readonly WithCursor<Row>[]): Slice<Row> => {
    const rows = queryRows.slice(0, size)
    if (isBackward) rows.reverse()
    const hasMore = queryRows.length > size
    return {
      rows,
      hasNextPage: isBackward ? typeof before === 'string' : hasMore,
      hasPreviousPage: isBackward ? hasMore : typeof after === 'string',
      cursorOf: (row) => {
        const { pageSort, pageId } = row as WithCursor<Row>
        if (pageSort === undefined || pageId === undefined) throw new Error('The position of the row was not read.')
        return writeCursor(cursorKey, scope, [pageSort, pageId])
      },
    }
  }

  return { pageQueries, sliceOf }
}

/** The place of a row in a list: its `sort` as text, and its `id`. */
interface Position {
  sort: string
  id: string
}

/**
 * Returns the conditions of the rows between two positions, in parts that follow each other in the list: one index has the
 * rows of each part in order.
 */
function segmentsOf(
  order: Order,
  { after, before }: Record<'after' | 'before', Position | undefined>,
  isBackward: boolean,
): (SQL | undefined)[] {
  const { sort, id, type, descending, unknown } = order
  const sparse = descending === isBackward ? order.sparse : undefined
  const parts = (where: SQL | undefined): (SQL | undefined)[] => {
    if (!sparse) return [where]
    const ascending = [
      and(sql`${sort} < ${sparse.below}`, sparse.where, where),
      and(sql`${sort} >= ${sparse.below}`, where),
    ]
    return descending ? ascending.toReversed() : ascending
  }
  const beyond = (position: Position | undefined, operator: '<' | '>') =>
    position && sql`(${sort}, ${id}) ${sql.raw(operator)} (${position.sort}::${sql.raw(type)}, ${position.id}::uuid)`
  const between = (from: Position | undefined, until: Position | undefined) =>
    and(beyond(from, descending ? '<' : '>'), beyond(until, descending ? '>' : '<'))
  if (unknown === undefined || descending) return parts(between(after, before))
  const limit = sql`${unknown}::${sql.raw(type)}`
  const isUnknown = (position: Position | undefined) => position?.sort === unknown
  // A position in one part does not limit the other part, or leaves nothing of it.
  const known = isUnknown(after)
    ? []
    : parts(and(sql`${sort} > ${limit}`, between(after, isUnknown(before) ? undefined : before)))
  const others =
    before && !isUnknown(before)
      ? []
      : [and(sql`${sort} = ${limit}`, between(isUnknown(after) ? after : undefined, before))]
  return [...known, ...others]
}

/**
 * Validates pagination arguments and returns the size and the direction of the page.
 * @throws {GraphQLError} BAD_USER_INPUT if a size is not 1 to 100, or both sizes are given
 */
export function parsePageArguments({ first, after, last, before }: PageArguments) {
  const isBackward = typeof last === 'number'
  if (isBackward && typeof first === 'number') {
    throw badUserInput(`\`first\` and \`last\` cannot be used together; got ${first} and ${last}. Remove one of them.`)
  }
  return { after, before, isBackward, size: sizeOf('first', first) ?? sizeOf('last', last) ?? DEFAULT_PAGE_SIZE }
}

function sizeOf(name: string, size: number | null | undefined): number | undefined {
  if (typeof size !== 'number') return undefined
  if (size >= 1 && size <= MAX_PAGE_SIZE) return size
  throw badUserInput(`\`${name}\` must be between 1 and ${MAX_PAGE_SIZE}; got ${size}.`)
}

/** What a statement of a list selects, and how it makes rows of it. */
export interface PageColumns<Row> {
  columns: Record<string, PgColumn>
  /** The position of the row in the list, as text: drivers convert other types differently. Empty if it is not read. */
  cursor: Record<string, SQL<string>>
  /** Makes a row of the values of the columns, then those of the position. */
  toRow: (values: readonly unknown[]) => Row
}

const mappersByTable = new WeakMap<PgTable, Record<'plain' | 'withCursor', ReturnType<typeof perColumns<RowMapper>>>>()

type RowMapper = (values: readonly unknown[]) => unknown

/**
 * Returns the columns of a table that the operation reads, and the position of each row.
 * @param needsCursor whether the position is read even if no cursor is selected
 */
export function pageColumns<Row>(
  table: PgTable,
  { sort, id }: Record<'sort' | 'id', SQLWrapper>,
  context: Context,
  needsCursor = false,
): PageColumns<Row> {
  const columns = selectedColumns(table, context)
  const hasCursor = needsCursor || selectsCursors(context)
  const mappers = mappersByTable.get(table) ?? {
    plain: perColumns<RowMapper>(compileRowMapper),
    withCursor: perColumns<RowMapper>((some) => compileRowMapper({ ...some, pageSort: sql`''`, pageId: sql`''` })),
  }
  mappersByTable.set(table, mappers)
  const toRow = mappers[hasCursor ? 'withCursor' : 'plain'](columns)
  return {
    columns,
    cursor: hasCursor ? { pageSort: sql<string>`${sort}::text`, pageId: sql<string>`${id}::text` } : {},
    toRow: toRow as (values: readonly unknown[]) => Row,
  }
}

/** The as-of moment as part of a cursor's scope: a cursor of one moment is invalid at another. */
export function asOfScope({ asOf }: Context): readonly string[] {
  return asOf === undefined ? [] : [asOf]
}
