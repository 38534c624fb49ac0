import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { eventVersions } from '../../database/tables/event-version.ts'
import { revisions } from '../../database/tables/revision.ts'
import { reviseEvents, type AuditInfo } from './revise.ts'
import type { RevisionDraft } from './revisions.ts'

/**
 * Changes stored events so that nothing of their earlier content remains: their earlier versions are deleted, and their
 * revisions keep author and time, and the names of the changed fields, but no values and no reasons.
 * @param tx a transaction that holds the write lock
 * @param eventIds UUIDs of all events that `change` may change, or whose history has to go
 * @param change makes the change
 * @returns the revisions to append to the history
 */
export async function reviseWithoutTrace(
  tx: Database,
  eventIds: readonly string[],
  auditInfo: AuditInfo,
  change: () => Promise<void>,
): Promise<RevisionDraft[]> {
  if (eventIds.length === 0) return []
  const drafts = await reviseEvents(tx, eventIds, auditInfo, change)
  await tx.delete(eventVersions).where(inUuids(eventVersions.eventId, eventIds))
  await tx.execute(sql`update ${revisions} set reason = null, changes = coalesce((select jsonb_agg(
      jsonb_build_object('field', change -> 'field', 'before', null, 'after', null) order by n)
      from jsonb_array_elements(changes) with ordinality c(change, n)), '[]')
    where ${inUuids(revisions.eventId, eventIds)}`)
  return drafts.map((draft) => ({
    ...draft,
    changes: (draft.changes ?? []).map(({ field }) => ({ field, before: null, after: null })),
  }))
}
