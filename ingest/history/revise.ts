import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import type { REVISION_KINDS } from '../../database/tables/enums.ts'
import { events } from '../../database/tables/event.ts'
import { changeEvents, changeMentions } from '../derived/derive.ts'
import { saveEventVersions } from './archive.ts'
import { diffSnapshots } from './diff.ts'
import { readMentionSnapshots, readSnapshots } from './read-snapshots.ts'
import type { RevisionDraft } from './revisions.ts'

type RevisionKind = (typeof REVISION_KINDS)[number]

/** The author of a write and the reason for it. */
export interface AuditInfo {
  reason?: string | undefined
  by: string
}

/**
 * Changes stored events. Every change of a stored event must go through this function: it saves the earlier state,
 * keeps the derived tables up to date, and increments the version of each event that differs afterwards.
 * @param tx a transaction that holds the write lock
 * @param eventIds UUIDs of all events that `change` may change
 * @param change makes the change
 * @param kindOf the kind of the revision of an event; the default is CORRECTED
 * @returns the revisions to append to the history; none for an event that is the same afterwards
 */
export function reviseEvents(
  tx: Database,
  eventIds: readonly string[],
  auditInfo: AuditInfo,
  change: () => Promise<void>,
  kindOf: (eventId: string) => RevisionKind = () => 'CORRECTED',
): Promise<RevisionDraft[]> {
  return revise(tx, eventIds, auditInfo, readSnapshots, () => changeEvents(tx, eventIds, change), kindOf)
}

/**
 * Changes only the mentions of stored events. It is cheaper than `reviseEvents`, because most derived tables do not
 * depend on mentions.
 * @param tx a transaction that holds the write lock
 * @param eventIds UUIDs of all events whose mentions `change` may change
 * @param change makes the change
 * @returns the revisions to append to the history
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

/**
 * Changes only whether later versions of articles have the quotes of stored events, on which no derived table depends.
 * @param tx a transaction that holds the write lock
 * @param eventIds UUIDs of all events whose quotes `change` may change
 * @param change makes the change
 * @returns the revisions to append to the history
 */
export function reviseQuoteFates(
  tx: Database,
  eventIds: readonly string[],
  auditInfo: AuditInfo,
  change: () => Promise<void>,
): Promise<RevisionDraft[]> {
  return revise(tx, eventIds, auditInfo, readSnapshots, change, () => 'CORRECTED')
}

async function revise(
  tx: Database,
  eventIds: readonly string[],
  { reason, by }: AuditInfo,
  read: typeof readSnapshots,
  change: () => Promise<void>,
  kindOf: (eventId: string) => RevisionKind,
): Promise<RevisionDraft[]> {
  if (eventIds.length === 0) return []
  const before = await read(tx, eventIds)
  await saveEventVersions(tx, eventIds)
  await change()
  const after = await read(tx, eventIds)
  const drafts = [...before].flatMap(([eventId, { snapshot, version }]): RevisionDraft[] => {
    const later = after.get(eventId)
    if (later === undefined) throw new Error(`The change has deleted the event ${eventId}.`)
    const changes = diffSnapshots(snapshot, later.snapshot)
    if (changes.length === 0) return []
    return [{ eventId, version: version + 1, kind: kindOf(eventId), reason: reason ?? null, by, changes }]
  })
  drafts.sort((a, b) => (a.eventId < b.eventId ? -1 : 1))
  const changedIds = drafts.map(({ eventId }) => eventId)
  await tx.execute(sql`update ${events} set version = version + 1, updated_at = now()
    where id = any(${sql.param(changedIds)}::uuid[])`)
  return drafts
}
