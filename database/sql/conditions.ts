import { eq, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/**
 * The condition that a column holds one of the values. One value becomes an equality, because only then can an index
 * return the rows in order. Several become one array parameter, so that their number does not change the statement.
 * @param values null or undefined give no condition; an empty list matches nothing
 */
export function inList(column: PgColumn, values: readonly string[] | null | undefined): SQL | undefined {
  if (!values) return undefined
  if (values.length === 1) return eq(column, values[0])
  return sql`${column} = any(${sql.param(values)}::${sql.raw(column.getSQLType() === 'uuid' ? 'uuid' : 'text')}[])`
}

/**
 * Escapes the wildcards of LIKE, so that the pattern matches exactly this text.
 */
export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)
}

/** Whether a value is neither null nor undefined: clients may send null instead of leaving an input field out. */
export function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined
}

/**
 * The condition that a column holds one of the UUIDs. They are one array parameter: a statement can have at most 65,535
 * parameters, and a report may have more references.
 */
export function inUuids(column: PgColumn, uuids: Iterable<string>): SQL {
  return sql`${column} = any(${sql.param([...new Set(uuids)])}::uuid[])`
}

/**
 * A whole number as a constant of the statement, for a limit: a plan that is made once must know how few rows are read.
 */
export function constant(value: number): number {
  // Drizzle takes SQL as a limit, but does not say so.
  return sql.raw(String(Math.trunc(value))) as unknown as number
}
