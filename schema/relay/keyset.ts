import { and, asc, desc, getTableColumns, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import { parseCursor, writeCursor } from './cursor.ts'

/** The arguments of every connection. */
export interface PageArguments {
  first?: number | null | undefined
  after?: string | null | undefined
  last?: number | null | undefined
  before?: string | null | undefined
}

/** What a list is ordered by: neither is ever null, and the id is unique in the list, so no row is skipped or doubled. */
export interface Order {
  sort: SQLWrapper
  /** The type of `sort` in the database: a cursor carries it as text. */
  type: 'timestamptz' | 'date' | 'int' | 'bigint' | 'real' | 'text' | 'uuid'
  id: SQLWrapper
  descending: boolean
}

/** A row that knows its place in the list that it was read for. */
export type WithCursor<Row> = Row & { pageSort: string; pageId: string }

/** What a page asks of the database. */
interface Keyset {
  where: SQL | undefined
  /** Puts the list's columns, or those of a subquery that stands for them, into the order of the page. */
  inOrder(columns?: readonly SQLWrapper[]): SQL[]
  limit: number
}

/** The rows of a page, and where they stand. Cursors are made only when a client asks for them. */
export interface Slice<Row> {
  rows: readonly Row[]
  hasNextPage: boolean
  hasPreviousPage: boolean
  cursorOf: (row: Row) => string
}

/** How many rows a list has; where it is not exact there are more. */
export interface Count {
  value: number
  isExact: boolean
}

/** Counting stops here: to count a million rows takes as long as to read them, and nobody pages through them. */
export const COUNT_CAP = 10_000

/**
 * @param counted a count that stopped one beyond the cap
 * @returns the count as it is told
 */
export function cappedCount(counted: number): Count {
  return {
    value: Math.min(counted, COUNT_CAP),
    isExact: counted <= COUNT_CAP,
  }
}

/** A page of a connection: neither its rows nor its count are read unless a client asks for them. */
export interface Page<Row> {
  slice: () => Promise<Slice<Row>>
  count: () => Promise<Count>
}

/** @returns a page whose rows and whose count are read at most once */
export function pageOf<Row>(read: () => Promise<Slice<Row>>, count: () => Promise<Count>): Page<Row> {
  return {
    slice: lazy(read),
    count: lazy(count),
  }
}

/** @returns what does the work when first asked, and gives the same result ever after */
export function lazy<Value>(work: () => Value): () => Value {
  let done: { value: Value } | undefined
  return () => (done ??= { value: work() }).value
}

const DEFAULT_SIZE = 20
const LARGEST_SIZE = 100

/**
 * Turns page arguments into what to ask the database, and its rows into a slice.
 * @param args the connection's arguments
 * @param order what the list is ordered by
 * @param scope what the list is: cursors of another list are refused
 * @throws {GraphQLError} BAD_USER_INPUT where a size is not 1 to 100, both sizes are given, or a cursor is of another list
 */
export function keyset(args: PageArguments, order: Order, scope: string, { cursorKey }: Context) {
  const { after, before, backward, size } = parsePageArguments(args)
  const beyond = (cursor: string | null | undefined, operator: '<' | '>'): SQL | undefined => {
    if (typeof cursor !== 'string') return undefined
    const [sort, id] = parseCursor(cursorKey, scope, cursor)
    return sql`(${order.sort}, ${order.id}) ${sql.raw(operator)} (${sort}::${sql.raw(order.type)}, ${id}::uuid)`
  }
  const direction = order.descending !== backward ? desc : asc
  const asked: Keyset = {
    where: and(beyond(after, order.descending ? '<' : '>'), beyond(before, order.descending ? '>' : '<')),
    inOrder: (standIns = [order.sort, order.id]) => standIns.map((column) => direction(column)),
    limit: size + 1,
  }

  /** @param found at most one row more than the page holds, in the order asked for */
  const sliceOf = <Row>(found: readonly WithCursor<Row>[]): Slice<Row> => {
    const rows = found.slice(0, size)
    if (backward) rows.reverse()
    const more = found.length > size
    return {
      rows,
      hasNextPage: backward ? typeof before === 'string' : more,
      hasPreviousPage: backward ? more : typeof after === 'string',
      cursorOf: (row) => {
        const { pageSort, pageId } = row as WithCursor<Row>
        return writeCursor(cursorKey, scope, [pageSort, pageId])
      },
    }
  }

  return { asked, sliceOf }
}

/**
 * Reads the size and the direction of a page.
 * @throws {GraphQLError} BAD_USER_INPUT where a size is not 1 to 100, or both are given
 */
export function parsePageArguments({ first, after, last, before }: PageArguments) {
  const backward = typeof last === 'number'
  if (backward && typeof first === 'number') throw badUserInput('Ask for `first` or for `last`, not for both.')
  return { after, before, backward, size: sizeOf('first', first) ?? sizeOf('last', last) ?? DEFAULT_SIZE }
}

function sizeOf(name: string, size: number | null | undefined): number | undefined {
  if (typeof size !== 'number') return undefined
  if (size >= 1 && size <= LARGEST_SIZE) return size
  throw badUserInput(`\`${name}\` must be between 1 and ${LARGEST_SIZE}, not ${size}.`)
}

/** The columns of a table with a row's place in a list: as text, so that no driver reads it in a way of its own. */
export function withCursorColumns(table: PgTable, { sort, id }: Order) {
  return {
    ...getTableColumns(table),
    pageSort: sql<string>`${sort}::text`,
    pageId: sql<string>`${id}::text`,
  }
}

/** What makes a list of the past another than that of the present, for the scope of its cursors. */
export function asOfScope({ asOf }: Context): readonly string[] {
  return asOf === undefined ? [] : [asOf]
}
