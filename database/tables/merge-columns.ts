import { sql, type SQL } from 'drizzle-orm'
import { integer, text, uuid, type AnyPgColumn, type PgColumn } from 'drizzle-orm/pg-core'
import { moment } from './columns.ts'

/** The version of a row with a history: incremented by each revision, such as a correction or a merge. */
export function versionColumn() {
  return { version: integer().notNull().default(1) }
}

/**
 * The columns of a table whose rows can be merged: the version, the target of the merge, its reason, author and time.
 * @param into returns the id column of the same table
 */
export function mergeColumns(into: () => AnyPgColumn) {
  return {
    ...versionColumn(),
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
