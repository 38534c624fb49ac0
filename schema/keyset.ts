import { and, asc, desc, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Context } from './context.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { badUserInput } from './errors.ts'

/** The arguments of every connection. */
export interface PageArguments {
  first?: number | null | undefined
  after?: string | null | undefined
  last?: number | null | undefined
  before?: string | null | undefined
}

/** What a list is ordered by; none of the columns is ever null, and the last is unique, so no row is skipped or doubled. */
export interface Order {
  columns: readonly [sort: PgColumn, id: PgColumn]
  descending: boolean
}

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

/** A page of a connection: neither its rows nor its count are read unless a client asks for them. */
export interface Page<Row> {
  slice: () => Promise<Slice<Row>>
  count: () => Promise<number>
}

/** @returns a page whose rows are read at most once */
export const pageOf = <Row>(read: () => Promise<Slice<Row>>, count: () => Promise<number>): Page<Row> => {
  let slice: Promise<Slice<Row>> | undefined
  return { slice: () => (slice ??= read()), count }
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
export const keyset = (args: PageArguments, { columns, descending }: Order, scope: string, { cursorKey }: Context) => {
  const backward = typeof args.last === 'number'
  if (backward && typeof args.first === 'number') throw badUserInput('Ask for `first` or for `last`, not for both.')
  const size = sizeOf('first', args.first) ?? sizeOf('last', args.last) ?? DEFAULT_SIZE
  const beyond = (cursor: string | null | undefined, operator: '<' | '>'): SQL | undefined => {
    if (typeof cursor !== 'string') return undefined
    const [sort, id] = readCursor(cursorKey, scope, cursor)
    return sql`(${columns[0]}, ${columns[1]}) ${sql.raw(operator)} (${sql.param(sort, columns[0])}, ${sql.param(id, columns[1])})`
  }
  const direction = descending !== backward ? desc : asc
  const asked: Keyset = {
    where: and(beyond(args.after, descending ? '<' : '>'), beyond(args.before, descending ? '>' : '<')),
    inOrder: (standIns = columns) => standIns.map((column) => direction(column)),
    limit: size + 1,
  }

  /** @param found at most one row more than the page holds, in the order asked for */
  const sliceOf = <Row>(found: readonly Row[], positionOf: (row: Row) => [sort: string, id: string]): Slice<Row> => {
    const rows = found.slice(0, size)
    if (backward) rows.reverse()
    const more = found.length > size
    return {
      rows,
      hasNextPage: backward ? typeof args.before === 'string' : more,
      hasPreviousPage: backward ? more : typeof args.after === 'string',
      cursorOf: (row) => writeCursor(cursorKey, scope, positionOf(row)),
    }
  }

  return { asked, sliceOf }
}

const sizeOf = (name: string, size: number | null | undefined): number | undefined => {
  if (typeof size !== 'number') return undefined
  if (size >= 1 && size <= LARGEST_SIZE) return size
  throw badUserInput(`\`${name}\` must be between 1 and ${LARGEST_SIZE}, not ${size}.`)
}
