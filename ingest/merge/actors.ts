import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { readRows } from '../../database/sql/rows.ts'
import { withWriteLock } from '../../database/sql/write-lock.ts'
import { actors, memberships } from '../../database/tables/actor.ts'
import { claimAttributions } from '../../database/tables/claim.ts'
import { ACTOR_TABLES } from '../../database/tables/entities.ts'
import { offices, tenures } from '../../database/tables/office.ts'
import { participations } from '../../database/tables/participation.ts'
import { recomputeCertainty } from '../derived/event-certainty.ts'
import { addActorNames } from '../derived/rename.ts'
import type { ExpectedVersion } from '../history/expect-version.ts'
import type { AuditInfo } from '../history/revise.ts'
import { appendRevisions } from '../history/revisions.ts'
import { assertMergeable, markMerged, moveNames, moveRows, reviseMany } from './entities.ts'

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
    const { targetRow, mergedRows } = await assertMergeable(tx, actors, target, merged, canMerge)
    const mergedIds = mergedRows.map(({ id }) => id)
    await addActorNames(tx, await moveNames(tx, ACTOR_TABLES, target.id, mergedRows))
    await moveMembershipsAndOffices(tx, target.id, mergedIds)
    const countryId = [targetRow, ...mergedRows].find((row) => row.countryId !== null)?.countryId ?? null
    await tx.update(actors).set({ countryId }).where(eq(actors.id, target.id))
    const eventIds = await readEventIds(tx, mergedIds)
    const revisions = await reviseMany(tx, eventIds, auditInfo, async (batchIds) => {
      await moveParticipations(tx, target.id, mergedIds, batchIds)
      // Claims of two sources may now be claims of one source, so they no longer confirm each other.
      await recomputeCertainty(tx, batchIds)
    })
    await markMerged(tx, actors, target.id, mergedIds, auditInfo)
    await appendRevisions(tx, revisions)
    return revisions.length
  })
}

async function moveMembershipsAndOffices(tx: Database, targetId: string, mergedIds: readonly string[]): Promise<void> {
  await moveRows(tx, memberships, 'memberId', targetId, mergedIds, ({ organizationId }) => organizationId !== targetId)
  await moveRows(tx, memberships, 'organizationId', targetId, mergedIds, ({ memberId }) => memberId !== targetId)
  await moveRows(tx, tenures, 'personId', targetId, mergedIds)
  // If both actors have an office of one title, that of the merged actor stays with it, so that its id remains valid.
  await tx.execute(sql`update ${offices} set organization_id = ${targetId} where ${inUuids(offices.organizationId, mergedIds)}
    and not exists (select 1 from ${offices} o where o.organization_id = ${targetId} and o.title = ${offices.title})`)
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

/** Moves the participations and attributions of merged actors in a batch of events to the target. */
async function moveParticipations(
  tx: Database,
  targetId: string,
  mergedIds: readonly string[],
  eventIds: readonly string[],
): Promise<void> {
  const isMerged = and(inUuids(participations.eventId, eventIds), inUuids(participations.actorId, mergedIds))
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
    .where(and(inUuids(claimAttributions.eventId, eventIds), inUuids(claimAttributions.agentId, mergedIds)))
}
