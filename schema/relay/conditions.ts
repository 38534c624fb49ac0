import { eq, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { badUserInput } from '../builder/errors.ts'

const MOST_VALUES = 10_000

/**
 * A column holds one of the values. One value is an equality, for only that lets an index give its rows in order; more are
 * one parameter, so that their number never changes the statement.
 * @param values null or undefined do not restrict; an empty list matches nothing
 * @throws {GraphQLError} BAD_USER_INPUT where there are more than ten thousand
 */
export const anyOf = (column: PgColumn, values: readonly string[] | null | undefined): SQL | undefined => {
  if (!values) return undefined
  if (values.length > MOST_VALUES) {
    throw badUserInput(`A list in a filter has at most ${MOST_VALUES} values, not ${values.length}.`)
  }
  if (values.length === 1) return eq(column, values[0])
  return sql`${column} = any(${sql.param(values)}::${sql.raw(column.getSQLType() === 'uuid' ? 'uuid' : 'text')}[])`
}

/**
 * What LIKE takes for these very characters.
 * @param text as a client wrote it
 */
export const literally = (text: string): string => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)

/** Whether a client gave a value; null is as good as none. */
export const isGiven = <Value>(value: Value | null | undefined): value is Value => value !== null && value !== undefined
