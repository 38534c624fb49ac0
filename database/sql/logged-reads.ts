import type { Logger } from 'drizzle-orm'
import type { FastReads } from '../fast-reads.ts'

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
