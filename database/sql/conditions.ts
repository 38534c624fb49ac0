import { eq, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/**
 * A column holds one of the values. One value is an equality, for only that lets an index give its rows in order; more are
 * one parameter, so that their number never changes the statement.
 * @param values null or undefined do not restrict; an empty list matches nothing
 */
export function inList(column: PgColumn, values: readonly string[] | null | undefined): SQL | undefined {
  if (!values) return undefined
  if (values.length === 1) return eq(column, values[0])
  return sql`${column} = any(${sql.param(values)}::${sql.raw(column.getSQLType() === 'uuid' ? 'uuid' : 'text')}[])`
}

/**
 * What LIKE takes for these very characters.
 * @param text as a client wrote it
 */
export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
}

/** Whether a client gave a value; null is as good as none. */
export function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined
}

/**
 * The condition that a column holds one of these UUIDs: one parameter, however many they are. A list of parameters
 * would end at 65,535, and a report may have more references than that.
 */
export function inUuids(column: PgColumn, uuids: Iterable<string>): SQL {
  return sql`${column} = any(${sql.param([...new Set(uuids)])}::uuid[])`
}
