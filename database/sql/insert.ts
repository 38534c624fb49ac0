import type { InferInsertModel } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../database.ts'

/** A statement carries at most 65,535 parameters, and the widest table has fewer than 30 columns. */
const ROWS_A_STATEMENT = 2_000

/**
 * Inserts rows, in as few statements as Postgres allows.
 * @param tx a transaction
 * @param table where to
 * @param rows any number of them
 */
export async function insertRows<Table extends PgTable>(
  tx: Database,
  table: Table,
  rows: InferInsertModel<Table>[],
): Promise<void> {
  for (const some of chunks(rows)) await tx.insert(table).values(some as never)
}

/**
 * Inserts the rows that are not there yet; those that are stay as they are. They go in in an order of their own, so that
 * two reports that name the same things in another order wait for each other, and do not block each other.
 */
export async function insertNewRows<Table extends PgTable>(
  tx: Database,
  table: Table,
  rows: InferInsertModel<Table>[],
): Promise<void> {
  const ordered = rows.map((row) => ({ row, place: JSON.stringify(row) }))
  ordered.sort((one, other) => (one.place < other.place ? -1 : 1))
  for (const some of chunks(ordered.map(({ row }) => row))) {
    await tx
      .insert(table)
      .values(some as never)
      .onConflictDoNothing()
  }
}

function* chunks<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) yield rows.slice(start, start + ROWS_A_STATEMENT)
}
