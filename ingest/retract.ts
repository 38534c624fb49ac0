import { sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { events } from '../database/tables/event.ts'
import { reviseEvents, type AuditInfo } from './history/revise.ts'
import type { RevisionDraft } from './history/revisions.ts'

/**
 * Retracts stored events. They stay in the database and can be read by id; their certainty becomes RETRACTED.
 * @param tx a transaction that holds the write lock
 * @param ids UUIDs
 * @returns the revisions to append to the history
 */
export function retractEvents(tx: Database, ids: readonly string[], auditInfo: AuditInfo): Promise<RevisionDraft[]> {
  return reviseEvents(
    tx,
    ids,
    auditInfo,
    async () => {
      await tx.execute(sql`update ${events} set certainty = 'RETRACTED' where id = any(${sql.param(ids)}::uuid[])`)
    },
    () => 'RETRACTED',
  )
}
