import { sql, type SQL } from 'drizzle-orm'
import { integer, text, uuid, type AnyPgColumn, type PgColumn } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'

/**
 * The columns of a table whose rows can be merged: the version, the target of the merge, its reason, author and time.
 * @param into returns the id column of the same table
 */
export function mergeColumns(into: () => AnyPgColumn) {
  return {
    /** Incremented when the row is merged and when another one is merged into it. */
    version: integer().notNull().default(1),
    mergedIntoId: uuid().references(into),
    mergedReason: text(),
    mergedBy: text(),
    mergedAt: moment(),
  }
}

/** The condition that the columns of a merge are either all null or all not null. */
export function allOrNone({
  mergedIntoId,
  mergedReason,
  mergedBy,
  mergedAt,
}: Record<'mergedIntoId' | 'mergedReason' | 'mergedBy' | 'mergedAt', PgColumn>): SQL {
  return sql`num_nulls(${mergedIntoId}, ${mergedReason}, ${mergedBy}, ${mergedAt}) in (0, 4)`
}
