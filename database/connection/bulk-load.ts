import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../database.ts'

/**
 * Inserts rows into a table with COPY.
 * @param rows values by the Drizzle names of the columns. All rows must have the columns of the first row; the
 * remaining columns of the table get their default
 */
export type CopyRows = (table: PgTable, rows: readonly object[]) => Promise<void>

/** A connection for bulk loads: it has no time limits, and one process uses it at a time. */
export interface BulkLoader {
  db: Database
  transaction<Result>(work: (tx: Database, copy: CopyRows) => Promise<Result>): Promise<Result>
}
