import { sql } from 'drizzle-orm'
import type { BulkLoader } from '../../database/connection/bulk-load.ts'
import { toId } from '../../database/values/ids.ts'
import type { RevisionDraft } from '../../ingest/history/revisions.ts'

/** Ends the transaction of a dry run. */
class RollbackError extends Error {}

/**
 * Does work as usual, and rolls back all of it.
 * @param work receives a loader whose transactions are parts of one transaction
 * @returns the result of the work
 */
export async function rolledBack<Result>(
  loader: BulkLoader,
  work: (loader: BulkLoader) => Promise<Result>,
): Promise<Result> {
  let result: { value: Result } | undefined
  try {
    await loader.transaction(async (tx, copy) => {
      const value = await work({
        db: tx,
        transaction: async (step) => {
          await tx.execute(sql`savepoint dry_run`)
          try {
            const stepResult = await step(tx, copy)
            await tx.execute(sql`release savepoint dry_run`)
            return stepResult
          } catch (error) {
            await tx.execute(sql`rollback to savepoint dry_run`)
            throw error
          }
        },
      })
      result = { value }
      throw new RollbackError()
    })
  } catch (error) {
    if (!(error instanceof RollbackError)) throw error
  }
  if (result === undefined) throw new Error('The dry run did not end.')
  return result.value
}

/** One line for each changed event, with its changed fields; none for new events. */
export function describeHistory(history: readonly RevisionDraft[]): string {
  return history
    .filter(({ kind }) => kind !== 'CREATED')
    .map(({ eventId, kind, changes = [] }) => {
      const fields = changes.map(({ field }) => field).join(', ')
      return `  ${kind.toLowerCase()} ${toId('event', eventId)}: ${fields}\n`
    })
    .join('')
}
