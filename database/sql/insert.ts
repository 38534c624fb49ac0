import { getTableColumns, sql, type InferInsertModel } from 'drizzle-orm'
import type { PgColumn, PgInsertValue, PgTable, PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { Database } from '../database.ts'
import { columnName } from '../tables/columns.ts'

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

/** Which columns identify a row, and which of them an insert may fill if they are null. Names are those of Drizzle. */
interface Completion<Table extends PgTable> {
  key: readonly (keyof InferInsertModel<Table> & string)[]
  fill: readonly (keyof InferInsertModel<Table> & string)[]
}

/**
 * Inserts the rows that do not exist yet. An existing row gains the values of the columns in `fill` that it lacks, so
 * that nothing that a later report adds is lost; its other values stay.
 * @param key the columns of a unique constraint; of several rows with the same values only the first counts
 */
export async function insertOrComplete<Table extends PgTable>(
  tx: Database,
  table: Table,
  rows: InferInsertModel<Table>[],
  { key, fill }: Completion<Table>,
): Promise<void> {
  const columns = getTableColumns(table) as Record<string, PgColumn>
  const columnsOf = (names: readonly string[]) => names.flatMap((name) => columns[name] ?? [])
  const keyOf = (row: InferInsertModel<Table>) => JSON.stringify(key.map((name) => row[name] ?? null))
  const rowsByKey = new Map(rows.toReversed().map((row) => [keyOf(row), row]))
  const sorted = [...rowsByKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  const excluded = (column: PgColumn) => sql`excluded.${sql.identifier(columnName(column))}`
  const filled = columnsOf(fill)
  for (const chunk of chunksOf(sorted)) {
    await insertInto(tx, table, chunk).onConflictDoUpdate({
      target: columnsOf(key),
      set: Object.fromEntries(
        fill.map((name, i) => [name, filled[i] && sql`coalesce(${filled[i]}, ${excluded(filled[i])})`]),
      ) as PgUpdateSetSource<Table>,
      setWhere: sql.join(
        filled.map((column) => sql`(${column} is null and ${excluded(column)} is not null)`),
        sql` or `,
      ),
    })
  }
}

function insertInto<Table extends PgTable>(tx: Database, table: Table, rows: InferInsertModel<Table>[]) {
  return tx.insert(table).values(rows as PgInsertValue<Table>[])
}

function* chunksOf<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    yield rows.slice(start, start + ROWS_PER_STATEMENT)
  }
}
