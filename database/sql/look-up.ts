import { fillPlaceholders } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { prepared, statementName, type Preparable } from './prepared.ts'
import { compileRowMapper, type Selection } from './row-mapper.ts'

/** A prepared statement with its values. */
export interface LookUpStatement {
  name: string
  text: string
  values: unknown[]
}

/** Runs a look-up. The rows are arrays of the values, in the order of the selection. */
export type RunLookUp = (statement: LookUpStatement) => Promise<unknown[][]>

const runners = new WeakMap<Database, RunLookUp>()

/** Gives a database a faster way for look-ups by key than that of other statements. */
export function setLookUps(db: Database, run: RunLookUp): void {
  runners.set(db, run)
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
    const run = runners.get(db)
    if (run === undefined) return otherwise(db, keys)
    if (compiled === undefined) {
      const query = build(db)
      const { sql: text, params } = query.toSQL()
      compiled = { name: statementName(text), text, params, toRow: compileRowMapper(query._.selectedFields) }
    }
    const { name, text, params, toRow } = compiled
    const rows = await run({ name, text, values: fillPlaceholders(params, { keys }) })
    return rows.map(toRow)
  }
}
