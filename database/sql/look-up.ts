import { fillPlaceholders, type SQL } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { prepared, statementName, type Preparable } from './prepared.ts'
import { compileRowMapper, type Selection } from './row-mapper.ts'
import { readRows } from './rows.ts'

/** A prepared statement with its values. */
export interface LookUpStatement {
  name: string
  text: string
  values: unknown[]
}

/**
 * When PostgreSQL plans a statement that is sent again and again: ONCE if the same plan is good for all values, as for a
 * page by an index; else EACH_TIME. A full-text search by a plan for all values took 198 ms in place of 6.
 */
export type Planning = 'ONCE' | 'EACH_TIME'

export interface ReadStatement {
  text: string
  values: unknown[]
  planning: Planning
}

/** Ways to run statements that are faster than Drizzle's. Rows are arrays of the values, in the order of the selection. */
export interface FastReads {
  /** Sends a look-up by key, beside the other statements. */
  lookUp(statement: LookUpStatement): Promise<unknown[][]>
  read(statement: ReadStatement): Promise<unknown[][]>
}

const fastReads = new WeakMap<Database, FastReads>()

/** Gives a database faster ways than those of Drizzle. */
export function setFastReads(db: Database, reads: FastReads): void {
  fastReads.set(db, reads)
}

interface Query extends PromiseLike<unknown> {
  toSQL(): { sql: string; params: unknown[] }
}

/**
 * Reads the rows of a query with a compiled mapper.
 * @returns undefined if the database has only Drizzle's way
 */
export function readMapped<Row>(
  db: Database,
  query: Query,
  toRow: (values: readonly unknown[]) => Row,
  planning: Planning,
): Promise<Row[]> | undefined {
  const reads = fastReads.get(db)
  if (reads === undefined) return undefined
  const { sql: text, params: values } = query.toSQL()
  return reads.read({ text, values, planning }).then((rows) => rows.map(toRow))
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
  const reads = fastReads.get(db)
  if (reads === undefined) {
    const rows = await readRows<Record<string, unknown>>(db, statement)
    return rows.map((row) => names.map((name) => row[name]))
  }
  const { sql: text, params: values } = db.execute(statement).getQuery()
  return reads.read({ text, values, planning })
}

interface Selecting<Row> extends Preparable<Row[]> {
  _: { readonly selectedFields: Selection }
}

/**
 * Prepares a look-up by key once per process: a statement that reads few rows for each key by an index, so that it ends
 * soon. Others must use `prepared`: they would delay the look-ups of other requests.
 * @param build returns the query, with one placeholder named `keys`
 * @returns a function that runs the statement with keys
 */
export function keyLookUp<Row>(build: (db: Database) => Selecting<Row>) {
  const otherwise = prepared(build)
  let compiled:
    | { name: string; text: string; params: unknown[]; toRow: (values: readonly unknown[]) => Row }
    | undefined
  return async (db: Database, keys: readonly string[]): Promise<Row[]> => {
    const reads = fastReads.get(db)
    if (reads === undefined) return otherwise(db, keys)
    if (compiled === undefined) {
      const query = build(db)
      const { sql: text, params } = query.toSQL()
      compiled = { name: statementName(text), text, params, toRow: compileRowMapper(query._.selectedFields) }
    }
    const { name, text, params, toRow } = compiled
    const rows = await reads.lookUp({ name, text, values: fillPlaceholders(params, { keys }) })
    return rows.map(toRow)
  }
}
