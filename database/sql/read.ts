import type { SQL } from 'drizzle-orm'
import type { Database } from '../database.ts'
import type { FastReads, Planning } from '../fast-reads.ts'

interface Query {
  toSQL(): { sql: string; params: unknown[] }
}

/**
 * Reads the rows of a query with a compiled mapper.
 * @param db a database that serves a request
 */
export async function readMapped<Row>(
  db: Database,
  query: Query,
  toRow: (values: readonly unknown[]) => Row,
  planning: Planning,
): Promise<Row[]> {
  const { sql: text, params: values } = query.toSQL()
  const rows = await fastReadsOf(db).read({ text, values, planning })
  return rows.map(toRow)
}

/**
 * Runs a raw statement and returns the values of its rows, in the order of what it selects.
 * @param db a database that serves a request
 */
export async function readValues(db: Database, statement: SQL, planning: Planning): Promise<unknown[][]> {
  const { sql: text, params: values } = db.execute(statement).getQuery()
  return fastReadsOf(db).read({ text, values, planning })
}

function fastReadsOf({ reads }: Database): FastReads {
  if (reads === undefined) throw new Error('Only databases that serve requests have fast reads.')
  return reads
}
