import { sql, type SQL } from 'drizzle-orm'
import { integer, text, uuid, type AnyPgColumn, type PgColumn } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'

/**
 * What actors and places have of being merged: the version, the one that it was found to be the same as, and why, by
 * whom and when.
 * @param into gives the id of the same table
 */
export function mergeColumns(into: () => AnyPgColumn) {
  return {
    /** Raised whenever it is merged, or another into it. */
    version: integer().notNull().default(1),
    mergedIntoId: uuid().references(into),
    mergedReason: text(),
    mergedBy: text(),
    mergedAt: moment(),
  }
}

/** The condition that all is known of a merger, or that there is none. */
export function allOrNone({
  mergedIntoId,
  mergedReason,
  mergedBy,
  mergedAt,
}: Record<'mergedIntoId' | 'mergedReason' | 'mergedBy' | 'mergedAt', PgColumn>): SQL {
  return sql`num_nulls(${mergedIntoId}, ${mergedReason}, ${mergedBy}, ${mergedAt}) in (0, 4)`
}
