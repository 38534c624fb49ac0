import { and, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { readRows } from '../../database/sql/rows.ts'
import { withWriteLock } from '../../database/sql/write-lock.ts'
import { actors } from '../../database/tables/actor.ts'
import { claimAttributions } from '../../database/tables/claim.ts'
import { participations } from '../../database/tables/participation.ts'
import { recomputeCertainty } from '../derived/event-certainty.ts'
import { addActorNames } from '../derived/rename.ts'
import type { ExpectedVersion } from '../history/expect-version.ts'
import { reviseEntities } from '../history/revise-entities.ts'
import type { AuditInfo } from '../history/revise.ts'
import { appendRevisions } from '../history/revisions.ts'
import { assertMergeable, markMerged, mergeKinds, reviseMany } from './entities.ts'
import { OriginWriter } from './origins.ts'
import { ACTOR_ROWS } from './own-rows.ts'
import { recordChanges, type RowScope } from './row-changes.ts'

/** GROUP is the unspecific kind, so it can be merged with any kind. Other kinds merge only with themselves. */
function canMerge(kind: string, targetKind: string): boolean {
  return kind === targetKind || kind === 'GROUP' || targetKind === 'GROUP'
}

/**
 * Merges actors into one. Their names, identifiers, offices, memberships, participations and attributions move to the
 * target. The merged actors stay in the database and refer to the target.
 * @param db a database; the function runs its own transaction
 * @returns the number of changed events
 * @throws {EventConflictError} if one does not exist, has another version, or is already merged
 * @throws {InvalidReportError} if their kinds cannot be merged
 */
export function mergeActors(
  db: Database,
  target: Required<ExpectedVersion>,
  merged: readonly Required<ExpectedVersion>[],
  auditInfo: AuditInfo,
): Promise<number> {
  return withWriteLock(db, async (tx) => {
    const mergedRows = await assertMergeable(tx, actors, target, merged, canMerge)
    const mergedIds = mergedRows.map(({ id }) => id)
    const origins = new Map(mergedIds.map((id) => [id, new OriginWriter(tx, target.id, id)]))
    const change = async () => {
      for (const row of mergedRows) {
        const changes = await recordChanges(tx, ACTOR_ROWS.scopesOf(target.id, row.id), async () => {
          await addActorNames(tx, await ACTOR_ROWS.move(tx, target.id, row.id))
        })
        await origins.get(row.id)?.save(changes)
      }
      await markMerged(tx, actors, target.id, mergedIds, auditInfo)
    }
    await reviseEntities(tx, 'actor', [target.id, ...mergedIds], auditInfo, change, mergeKinds(mergedIds))
    const eventIds = await readEventIds(tx, mergedIds)
    const revisions = await reviseMany(tx, eventIds, auditInfo, async (batchIds) => {
      for (const [id, origin] of origins) {
        const changes = await recordChanges(tx, eventScopesOf([target.id, id], batchIds), () =>
          moveParticipations(tx, target.id, id, batchIds),
        )
        if (Object.keys(changes).length > 0) await origin.save(changes)
      }
      // Claims of two sources may now be claims of one source, so they no longer confirm each other.
      await recomputeCertainty(tx, batchIds)
    })
    await appendRevisions(tx, revisions)
    return revisions.length
  })
}

/** The rows of events that a merge of actors can change. */
function eventScopesOf(actorIds: readonly string[], eventIds: readonly string[]): RowScope[] {
  return [
    {
      table: participations,
      where: sql`${inUuids(participations.eventId, eventIds)} and ${inUuids(participations.actorId, actorIds)}`,
    },
    {
      table: claimAttributions,
      where: sql`${inUuids(claimAttributions.eventId, eventIds)} and ${inUuids(claimAttributions.agentId, actorIds)}`,
      columns: [claimAttributions.agentId],
    },
  ]
}

/** @returns UUIDs of the events in which actors take part or are the source of a claim */
async function readEventIds(tx: Database, actorIds: readonly string[]): Promise<string[]> {
  const rows = await readRows<{ id: string }>(
    tx,
    sql`select event_id::text as id from ${participations} where ${inUuids(participations.actorId, actorIds)}
    union select event_id::text from ${claimAttributions} where ${inUuids(claimAttributions.agentId, actorIds)}`,
  )
  return rows.map(({ id }) => id)
}

/** Moves the participations and attributions of a merged actor in a batch of events to the target. */
async function moveParticipations(
  tx: Database,
  targetId: string,
  mergedId: string,
  eventIds: readonly string[],
): Promise<void> {
  const isMerged = and(inUuids(participations.eventId, eventIds), inUuids(participations.actorId, [mergedId]))
  const rows = await tx.select().from(participations).where(isMerged).orderBy(participations.ordinal)
  await tx.delete(participations).where(isMerged)
  await insertNewRows(
    tx,
    participations,
    rows.map((row) => ({ ...row, actorId: targetId })),
  )
  await tx
    .update(claimAttributions)
    .set({ agentId: targetId })
    .where(and(inUuids(claimAttributions.eventId, eventIds), inUuids(claimAttributions.agentId, [mergedId])))
}
