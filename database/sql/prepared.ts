import { createHash } from 'node:crypto'
import type { Database } from '../database.ts'

/** What Drizzle's query builders have in common here. */
interface Preparable<Rows> {
  prepare(name: string): { execute(values: Record<string, unknown>): Promise<Rows> }
  toSQL(): { sql: string }
}

/**
 * A statement that is built once per database and process: building costs Drizzle several times what running it costs.
 * @param build gives the query with one placeholder, `keys`
 * @returns what runs it for many keys
 */
export function prepared<Rows>(build: (db: Database) => Preparable<Rows>) {
  const statements = new WeakMap<Database, ReturnType<Preparable<Rows>['prepare']>>()
  return (db: Database, keys: readonly string[]): Promise<Rows> => {
    let statement = statements.get(db)
    if (!statement) {
      const query = build(db)
      statement = query.prepare(nameOf(query.toSQL().sql))
      statements.set(db, statement)
    }
    return statement.execute({ keys })
  }
}

/** Postgres keeps prepared statements by name: the same text must get the same name, another text another. */
function nameOf(statement: string): string {
  return createHash('sha1').update(statement).digest('base64url')
}
