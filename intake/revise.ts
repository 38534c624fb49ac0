import { sql } from 'drizzle-orm'
import type { Database } from '../schema/tables/database.ts'
import { events } from '../schema/tables/event.ts'
import type { REVISION_KINDS } from '../schema/tables/vocabulary.ts'
import { archiveEvents } from './archive.ts'
import { changeEvents } from './derived/derive.ts'
import type { RevisionDraft } from './history.ts'
import { differences, storedPictures } from './picture.ts'

/** Why something is done, and who does it. */
export interface Deed {
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
export const reviseEvents = async (
  tx: Database,
  eventIds: readonly string[],
  { reason, by }: Deed,
  change: () => Promise<void>,
  kindOf: (eventId: string) => (typeof REVISION_KINDS)[number] = () => 'CORRECTED',
): Promise<RevisionDraft[]> => {
  if (eventIds.length === 0) return []
  const before = await storedPictures(tx, eventIds)
  await archiveEvents(tx, eventIds)
  await changeEvents(tx, eventIds, change)
  const after = await storedPictures(tx, eventIds)
  const drafts = [...before.keys()].toSorted().flatMap((eventId): RevisionDraft[] => {
    const { picture, version } = before.get(eventId)!
    const changes = differences(picture, after.get(eventId)!.picture)
    if (changes.length === 0) return []
    return [{ eventId, version: version + 1, kind: kindOf(eventId), reason: reason ?? null, by, changes }]
  })
  const changed = drafts.map(({ eventId }) => eventId)
  await tx.execute(sql`update ${events} set version = version + 1, updated_at = now()
    where id = any(${sql.param(changed)}::uuid[])`)
  return drafts
}
