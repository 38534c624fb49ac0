import { fillPlaceholders } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import type { Database } from '../database.ts'
import type { FastReads, LookUpStatement } from '../fast-reads.ts'
import { compileRowMapper, type Selection } from './row-mapper.ts'

/** The common part of Drizzle's query builders that select. */
interface Selecting<Row> {
  _: { readonly selectedFields: Selection }
  prepare(name: string): { execute(values: Record<string, unknown>): Promise<Row[]> }
  toSQL(): { sql: string; params: unknown[] }
}

/**
 * Prepares a statement once per process: Drizzle takes several times longer to build a query than to run it.
 * @param build returns the query, with one placeholder named `keys`
 * @returns a function that runs the statement with keys
 */
export function prepared<Row>(build: (db: Database) => Selecting<Row>) {
  return compiledOnce(build, (reads, { text, values }) => reads.read({ text, values, planning: 'EACH_TIME' }))
}

/**
 * Prepares a look-up by key: a statement that reads few rows for each key by an index, so that it ends soon. Others must
 * use `prepared`: they would delay the look-ups of other requests.
 * @param build returns the query, with one placeholder named `keys`
 * @returns a function that runs the statement with keys
 */
export function keyLookUp<Row>(build: (db: Database) => Selecting<Row>) {
  return compiledOnce(build, (reads, statement) => reads.lookUp(statement))
}

interface Compiled<Row> {
  name: string
  text: string
  params: unknown[]
  toRow: (values: readonly unknown[]) => Row
}

function compiledOnce<Row>(
  build: (db: Database) => Selecting<Row>,
  send: (reads: FastReads, statement: LookUpStatement) => Promise<unknown[][]>,
) {
  let compiled: Compiled<Row> | undefined
  return async (db: Database, keys: readonly string[]): Promise<Row[]> => {
    const { name, text, params, toRow } = (compiled ??= compile(build(db)))
    if (db.reads === undefined) return build(db).prepare(name).execute({ keys })
    const rows = await send(db.reads, { name, text, values: fillPlaceholders(params, { keys }) })
    return rows.map(toRow)
  }
}

function compile<Row>(query: Selecting<Row>): Compiled<Row> {
  const { sql: text, params } = query.toSQL()
  return { name: statementName(text), text, params, toRow: compileRowMapper(query._.selectedFields) }
}

/** PostgreSQL identifies prepared statements by name, so the name is a hash of the text. */
export function statementName(statement: string): string {
  return createHash('sha1').update(statement).digest('base64url')
}
