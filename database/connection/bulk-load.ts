import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../database.ts'

/**
 * Copies rows into a table, as fast as the engine takes them.
 * @param table where to
 * @param rows by the names of the table's columns in Drizzle; all have the columns of the first, others get their default
 */
export type CopyRows = (table: PgTable, rows: readonly object[]) => Promise<void>

/** A connection for loading, that no time limit ends and that nobody else loads by meanwhile. */
export interface BulkLoader {
  db: Database
  /** Runs work in a transaction: all of it is stored, or nothing. */
  transaction<Result>(work: (tx: Database, copy: CopyRows) => Promise<Result>): Promise<Result>
}
