import type { InferInsertModel } from 'drizzle-orm'
import type { PgInsertValue, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../database.ts'

/** A statement can have at most 65,535 parameters, and every table has fewer than 30 columns. */
const ROWS_PER_STATEMENT = 2_000

/**
 * Inserts rows in as few statements as PostgreSQL allows.
 * @param rows any number of rows, also none
 */
export async function insertRows<Table extends PgTable>(
  tx: Database,
  table: Table,
  rows: InferInsertModel<Table>[],
): Promise<void> {
  for (const chunk of chunksOf(rows)) await insertInto(tx, table, chunk)
}

/**
 * Inserts the rows that do not exist yet, and leaves existing rows unchanged. The rows are sorted first, so that two
 * transactions that insert the same rows wait for each other instead of deadlocking.
 */
export async function insertNewRows<Table extends PgTable>(
  tx: Database,
  table: Table,
  rows: InferInsertModel<Table>[],
): Promise<void> {
  const sorted = rows.map((row) => ({ row, sortKey: JSON.stringify(row) }))
  sorted.sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1))
  for (const chunk of chunksOf(sorted.map(({ row }) => row))) await insertInto(tx, table, chunk).onConflictDoNothing()
}

function insertInto<Table extends PgTable>(tx: Database, table: Table, rows: InferInsertModel<Table>[]) {
  return tx.insert(table).values(rows as PgInsertValue<Table>[])
}

function* chunksOf<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    yield rows.slice(start, start + ROWS_PER_STATEMENT)
  }
}
