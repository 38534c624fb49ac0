import type { InferInsertModel } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../schema/tables/database.ts'

/** A statement carries at most 65,535 parameters, and the widest table has fewer than 30 columns. */
const ROWS_A_STATEMENT = 2_000

/**
 * Inserts rows, in as few statements as Postgres allows.
 * @param tx a transaction
 * @param table where to
 * @param rows any number of them
 */
export const insertRows = async <Table extends PgTable>(
  tx: Database,
  table: Table,
  rows: InferInsertModel<Table>[],
): Promise<void> => {
  for (const some of chunks(rows)) await tx.insert(table).values(some as never)
}

/** Inserts the rows that are not there yet; those that are stay as they are. */
export const insertNewRows = async <Table extends PgTable>(
  tx: Database,
  table: Table,
  rows: InferInsertModel<Table>[],
): Promise<void> => {
  for (const some of chunks(rows)) {
    await tx
      .insert(table)
      .values(some as never)
      .onConflictDoNothing()
  }
}

function* chunks<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) yield rows.slice(start, start + ROWS_A_STATEMENT)
}
