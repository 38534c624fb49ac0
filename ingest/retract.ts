import { sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { events } from '../database/tables/event.ts'
import { reviseEvents, type AuditInfo } from './history/revise.ts'
import type { RevisionDraft } from './history/revisions.ts'

/**
 * Retracts stored events: they stay, are found by their ids, and say that they are taken back.
 * @param tx a transaction
 * @param ids their UUIDs
 * @param deed why, and who
 * @returns what is to be entered into the history
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
