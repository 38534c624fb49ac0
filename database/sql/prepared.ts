import { createHash } from 'node:crypto'
import type { Database } from '../database.ts'

/** The common part of Drizzle's query builders. */
export interface Preparable<Rows> {
  prepare(name: string): { execute(values: Record<string, unknown>): Promise<Rows> }
  toSQL(): { sql: string; params: unknown[] }
}

/**
 * Prepares a statement once per database and process: Drizzle takes several times longer to build a query than to run
 * it.
 * @param build returns the query, with one placeholder named `keys`
 * @returns a function that runs the statement with keys
 */
export function prepared<Rows>(build: (db: Database) => Preparable<Rows>) {
  const statements = new WeakMap<Database, ReturnType<Preparable<Rows>['prepare']>>()
  return (db: Database, keys: readonly string[]): Promise<Rows> => {
    let statement = statements.get(db)
    if (!statement) {
      const query = build(db)
      statement = query.prepare(statementName(query.toSQL().sql))
      statements.set(db, statement)
    }
    return statement.execute({ keys })
  }
}

/** PostgreSQL identifies prepared statements by name, so the name is a hash of the text. */
export function statementName(statement: string): string {
  return createHash('sha1').update(statement).digest('base64url')
}
