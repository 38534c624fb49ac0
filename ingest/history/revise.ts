import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import type { REVISION_KINDS } from '../../database/tables/enums.ts'
import { events } from '../../database/tables/event.ts'
import { changeEvents, changeMentions } from '../derived/derive.ts'
import { saveEventVersions } from './archive.ts'
import { diffSnapshots } from './diff.ts'
import { readMentionSnapshots, readSnapshots } from './read-snapshots.ts'
import type { RevisionDraft } from './revisions.ts'

/** Why something is done, and who does it. */
export interface AuditInfo {
  reason?: string | undefined
  by: string
}

/**
 * Changes stored events - the one way to do so: what they were is kept, what follows from them stays true, and each that
 * is another afterwards has a version more.
 * @param tx a transaction of whoever holds the lock of those who write
 * @param eventIds the UUIDs of all events that may change
 * @param deed why, and who
 * @param change makes the change
 * @param kindOf what is done to an event; it is corrected where left out
 * @returns what is to be entered into the history, field by field; nothing for an event that stays what it was
 */
export function reviseEvents(
  tx: Database,
  eventIds: readonly string[],
  auditInfo: AuditInfo,
  change: () => Promise<void>,
  kindOf: (eventId: string) => (typeof REVISION_KINDS)[number] = () => 'CORRECTED',
): Promise<RevisionDraft[]> {
  return revise(tx, eventIds, auditInfo, readSnapshots, () => changeEvents(tx, eventIds, change), kindOf)
}

/**
 * Changes nothing of stored events but which articles report them: most of what follows from an event stays as it is then.
 * @param tx a transaction of whoever holds the lock of those who write
 * @param eventIds the UUIDs of all events whose mentions may change
 * @param deed why, and who
 * @param change makes the change
 * @returns what is to be entered into the history
 */
export function reviseMentions(
  tx: Database,
  eventIds: readonly string[],
  auditInfo: AuditInfo,
  change: () => Promise<void>,
): Promise<RevisionDraft[]> {
  return revise(
    tx,
    eventIds,
    auditInfo,
    readMentionSnapshots,
    () => changeMentions(tx, eventIds, change),
    () => 'CORRECTED',
  )
}

async function revise(
  tx: Database,
  eventIds: readonly string[],
  { reason, by }: AuditInfo,
  read: typeof readSnapshots,
  change: () => Promise<void>,
  kindOf: (eventId: string) => (typeof REVISION_KINDS)[number],
): Promise<RevisionDraft[]> {
  if (eventIds.length === 0) return []
  const before = await read(tx, eventIds)
  await saveEventVersions(tx, eventIds)
  await change()
  const after = await read(tx, eventIds)
  const drafts = [...before.keys()].toSorted().flatMap((eventId): RevisionDraft[] => {
    const { picture, version } = before.get(eventId)!
    const changes = diffSnapshots(picture, after.get(eventId)!.picture)
    if (changes.length === 0) return []
    return [{ eventId, version: version + 1, kind: kindOf(eventId), reason: reason ?? null, by, changes }]
  })
  const changed = drafts.map(({ eventId }) => eventId)
  await tx.execute(sql`update ${events} set version = version + 1, updated_at = now()
    where id = any(${sql.param(changed)}::uuid[])`)
  return drafts
}
