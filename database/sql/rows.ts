import type { SQL } from 'drizzle-orm'
import type { Database } from '../database.ts'

/**
 * Runs a raw SQL statement and returns its rows. Both drivers return them in `rows`, untyped: the type argument must
 * match the columns that the statement selects.
 */
export async function readRows<Row>(db: Database, statement: SQL): Promise<Row[]> {
  const result = (await db.execute(statement)) as unknown as { rows: Row[] }
  return result.rows
}

/**
 * Runs a raw SQL statement that returns exactly one row, such as an aggregate without `group by`.
 * @throws {Error} if it returns no row or several
 */
export async function readRow<Row>(db: Database, statement: SQL): Promise<Row> {
  const [row, ...others] = await readRows<Row>(db, statement)
  if (row === undefined || others.length > 0) throw new Error(`Expected one row; got ${row ? others.length + 1 : 0}.`)
  return row
}
