import type { SQL } from 'drizzle-orm'
import type { Database } from '../database.ts'
import type { Planning } from '../fast-reads.ts'
import { readRows } from './rows.ts'

interface Query extends PromiseLike<unknown> {
  toSQL(): { sql: string; params: unknown[] }
}

/**
 * Reads the rows of a query with a compiled mapper.
 * @param db a database with fast reads, which serves a request
 */
export async function readMapped<Row>(
  db: Database,
  query: Query,
  toRow: (values: readonly unknown[]) => Row,
  planning: Planning,
): Promise<Row[]> {
  if (db.reads === undefined) throw new Error('A transaction has no fast reads.')
  const { sql: text, params: values } = query.toSQL()
  const rows = await db.reads.read({ text, values, planning })
  return rows.map(toRow)
}

/**
 * Runs a raw statement and returns the values of its rows.
 * @param names the names of what it selects, in its order
 */
export async function readValues(
  db: Database,
  statement: SQL,
  names: readonly string[],
  planning: Planning,
): Promise<unknown[][]> {
  if (db.reads === undefined) {
    const rows = await readRows<Record<string, unknown>>(db, statement)
    return rows.map((row) => names.map((name) => row[name]))
  }
  const { sql: text, params: values } = db.execute(statement).getQuery()
  return db.reads.read({ text, values, planning })
}
