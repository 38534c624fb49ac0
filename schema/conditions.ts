import { sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/**
 * A column holds one of the values. One parameter carries the list, so its length never changes the statement.
 * @param values null or undefined do not restrict; an empty list matches nothing
 */
export const anyOf = (column: PgColumn, values: readonly string[] | null | undefined): SQL | undefined =>
  values
    ? sql`${column} = any(${sql.param(values)}::${sql.raw(column.getSQLType() === 'uuid' ? 'uuid' : 'text')}[])`
    : undefined
