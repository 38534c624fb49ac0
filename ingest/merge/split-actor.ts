import type { Database } from '../../database/database.ts'
import { withWriteLock } from '../../database/sql/write-lock.ts'
import { actors } from '../../database/tables/actor.ts'
import { claimAttributions } from '../../database/tables/claim.ts'
import { participations } from '../../database/tables/participation.ts'
import { recomputeCertainty } from '../derived/event-certainty.ts'
import { renameActors } from '../derived/rename.ts'
import type { ExpectedVersion } from '../history/expect-version.ts'
import { reviseEntities } from '../history/revise-entities.ts'
import { reviseEvents, type AuditInfo } from '../history/revise.ts'
import { appendRevisions, type RevisionDraft } from '../history/revisions.ts'
import { readMergesWithParticipations } from './later-merges.ts'
import { deleteOrigin, OtherMerges } from './origins.ts'
import { ACTOR_ROWS } from './own-rows.ts'
import { returnRows, type ReturnedTable } from './return-rows.ts'
import {
  assertEventsNotMerged,
  assertNotMerged,
  assertSplittable,
  eventIdsOf,
  markSplit,
  splitKinds,
} from './split-entities.ts'
import { splitOwnRows } from './split-own-rows.ts'

const EVENT_TABLES: readonly ReturnedTable[] = [
  { table: participations, isShared: true, mustExist: true },
  { table: claimAttributions },
]

/**
 * Undoes the merge of an actor: its names, identifiers, offices, memberships, participations and attributions return. A
 * participation that was corrected since stays as it was corrected.
 * @param db a database; the function runs its own transaction
 * @param target the actor that it was merged into
 * @param splitId UUID of the actor that stands again
 * @returns the number of changed events
 * @throws {EventConflictError} if one does not exist, the target has another version or is merged, the other is not
 *   merged into it, or an event of its participations was merged since
 */
export function splitActor(
  db: Database,
  target: ExpectedVersion,
  splitId: string,
  auditInfo: AuditInfo,
): Promise<number> {
  return withWriteLock(db, async (tx) => {
    const [own, ...batches] = await assertSplittable(tx, actors, target, splitId)
    const others = await OtherMerges.read(tx, target.id, splitId)
    const bothIds = [target.id, splitId]
    const change = async () => {
      if (own) await splitOwnRows(tx, { origin: own, rows: ACTOR_ROWS })
      await markSplit(tx, actors, splitId)
    }
    await reviseEntities(tx, 'actor', bothIds, auditInfo, change, splitKinds(splitId))
    await renameActors(tx, bothIds)
    const revisions: RevisionDraft[] = []
    for (const batch of batches) {
      const eventIds = eventIdsOf(batch)
      const sharing = await readMergesWithParticipations(tx, batch)
      await assertEventsNotMerged(
        tx,
        sharing.map(({ mergedId }) => mergedId),
        ['mergedActor'],
      )
      const returnBatch = async () => {
        const missing = await returnRows(tx, batch, EVENT_TABLES, others)
        await assertNotMerged(
          tx,
          missing.map(({ row }) => row),
          ['mergedActor'],
        )
        await recomputeCertainty(tx, eventIds)
      }
      revisions.push(...(await reviseEvents(tx, eventIds, auditInfo, returnBatch)))
    }
    await others.save(tx)
    await deleteOrigin(tx, splitId)
    await appendRevisions(tx, revisions)
    return revisions.length
  })
}
