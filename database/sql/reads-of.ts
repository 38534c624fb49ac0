import type { Logger } from 'drizzle-orm'
import type { FastReads } from '../fast-reads.ts'

/** Fast reads of a database that sends all statements in the same way, and plans each. */
export function readsOf(query: (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>): FastReads {
  const read = async ({ text, values }: { text: string; values: unknown[] }) => {
    const { rows } = await query(text, values)
    return rows as unknown[][]
  }
  return { lookUp: read, read }
}

/** Fast reads that log each statement, as Drizzle does with its own. */
export function logged(logger: Logger | undefined, reads: FastReads): FastReads {
  if (logger === undefined) return reads
  return {
    lookUp: (statement) => {
      logger.logQuery(statement.text, statement.values)
      return reads.lookUp(statement)
    },
    read: (statement) => {
      logger.logQuery(statement.text, statement.values)
      return reads.read(statement)
    },
  }
}
