import type { Database } from '../../database/database.ts'
import { withWriteLock } from '../../database/sql/write-lock.ts'
import { eventCodings } from '../../database/tables/coding.ts'
import { events } from '../../database/tables/event.ts'
import { places } from '../../database/tables/place.ts'
import { readPlaceIdsBelow, rebuildAncestors } from '../derived/place-ancestors.ts'
import { renamePlaces, updateEventsAt } from '../derived/rename.ts'
import type { ExpectedVersion } from '../history/expect-version.ts'
import { reviseEntities } from '../history/revise-entities.ts'
import { reviseEvents, type AuditInfo } from '../history/revise.ts'
import { appendRevisions, type RevisionDraft } from '../history/revisions.ts'
import { deleteOrigin, OtherMerges } from './origins.ts'
import { PLACE_ROWS } from './own-rows.ts'
import { returnRows, type ReturnedTable } from './return-rows.ts'
import { assertNotMerged, assertSplittable, eventIdsOf, markSplit, splitKinds } from './split-entities.ts'
import { splitOwnRows } from './split-own-rows.ts'

const EVENT_TABLES: readonly ReturnedTable[] = [{ table: events }, { table: eventCodings }]

/**
 * Undoes the merge of a place: its names, identifiers, parents, parts, actors, offices and events return. An event whose
 * place was corrected since stays where it is.
 * @param db a database; the function runs its own transaction
 * @param target the place that it was merged into
 * @param splitId UUID of the place that stands again
 * @returns the number of changed events
 * @throws {EventConflictError} if one does not exist, the target has another version or is merged, the other is not
 *   merged into it, or an event with a row there was merged since
 */
export function splitPlace(
  db: Database,
  target: ExpectedVersion,
  splitId: string,
  auditInfo: AuditInfo,
): Promise<number> {
  return withWriteLock(db, async (tx) => {
    const [own, ...batches] = await assertSplittable(tx, places, target, splitId)
    const others = await OtherMerges.read(tx, target.id, splitId)
    const bothIds = [target.id, splitId]
    const placeIdsBelow = [...new Set([...bothIds, ...(await readPlaceIdsBelow(tx, bothIds))])]
    const change = async () => {
      if (own) await splitOwnRows(tx, { origin: own, rows: PLACE_ROWS })
      await markSplit(tx, places, splitId)
      await rebuildAncestors(tx, placeIdsBelow)
    }
    await reviseEntities(tx, 'place', bothIds, auditInfo, change, splitKinds(splitId))
    await renamePlaces(tx, bothIds)
    const revisions: RevisionDraft[] = []
    for (const batch of batches) {
      const returnBatch = async () => {
        const missing = await returnRows(tx, batch, EVENT_TABLES, others)
        const codings = missing.filter(({ table }) => table === eventCodings)
        await assertNotMerged(
          tx,
          codings.map(({ row }) => row),
          ['mergedPlace'],
        )
      }
      revisions.push(...(await reviseEvents(tx, eventIdsOf(batch), auditInfo, returnBatch)))
    }
    await updateEventsAt(tx, placeIdsBelow, new Set(revisions.map(({ eventId }) => eventId)))
    await others.save(tx)
    await deleteOrigin(tx, splitId)
    await appendRevisions(tx, revisions)
    return revisions.length
  })
}
