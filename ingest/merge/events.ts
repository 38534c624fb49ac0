import { eq, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { insertNewRows, insertRows } from '../../database/sql/insert.ts'
import { readRow } from '../../database/sql/rows.ts'
import { withWriteLock } from '../../database/sql/write-lock.ts'
import { claimAttributions, claims } from '../../database/tables/claim.ts'
import { eventCodes } from '../../database/tables/code.ts'
import { rolesOf, type EventKindName } from '../../database/tables/event-kinds.ts'
import { eventExternalIds, events } from '../../database/tables/event.ts'
import { eventCodings, feedRows } from '../../database/tables/import.ts'
import { mentions } from '../../database/tables/mention.ts'
import { participations } from '../../database/tables/participation.ts'
import { quantities } from '../../database/tables/quantity.ts'
import { eventRelations } from '../../database/tables/relation.ts'
import { eventStorylines } from '../../database/tables/storyline.ts'
import { countMentions } from '../derived/derive.ts'
import { recomputeCertainty } from '../derived/event-certainty.ts'
import { InvalidReportError } from '../format/problem.ts'
import { assertVersions, type ExpectedVersion } from '../history/expect-version.ts'
import { reviseEvents, type AuditInfo } from '../history/revise.ts'
import { appendRevisions } from '../history/revisions.ts'
import { isPartOf } from '../resolve/is-part-of.ts'
import { moveRows } from './entities.ts'

type EventPartTable = PgTable & { eventId: PgColumn }

/** The parts of which an event has each value once. If both events have a value, the row of the target is kept. */
const SET_TABLES: EventPartTable[] = [eventCodes, eventExternalIds, eventStorylines, eventCodings, mentions]

/**
 * Merges events into one. Their parts move to the target, and the certainty of the target is recomputed from all
 * claims. The merged events are retracted, stay in the database and refer to the target. Relations of other events to a
 * merged event become relations to the target.
 * @param db a database; the function runs its own transaction
 * @param target the event that remains
 * @param merged the events to merge into it
 * @throws {EventConflictError} if one does not exist, has another version, or is already retracted or merged
 * @throws {InvalidReportError} if the kind of the target does not allow a role of a merged event, or the target would
 *   be a part of itself
 */
export function mergeEvents(
  db: Database,
  target: ExpectedVersion,
  merged: readonly ExpectedVersion[],
  auditInfo: AuditInfo,
): Promise<void> {
  return withWriteLock(db, async (tx) => {
    await assertVersions(tx, [target, ...merged])
    const mergedIds = merged.map(({ id }) => id)
    await assertRolesAllowed(tx, target.id, merged)
    const relatedIds = await readRelatedIds(tx, target.id, mergedIds)
    const revisions = await reviseEvents(
      tx,
      [target.id, ...mergedIds, ...relatedIds],
      auditInfo,
      async () => {
        await moveRelations(tx, target.id, mergedIds)
        await moveClaims(tx, target.id, mergedIds)
        await moveParticipations(tx, target.id, mergedIds)
        for (const table of SET_TABLES) await moveRows(tx, table, 'eventId', target.id, mergedIds)
        await tx.execute(sql`update ${events} set certainty = 'RETRACTED', merged_into_id = ${target.id}
          where ${inUuids(events.id, mergedIds)}`)
        await tx.execute(
          sql`update ${feedRows} set event_id = ${target.id} where ${inUuids(feedRows.eventId, mergedIds)}`,
        )
        await countMentions(tx, [target.id, ...mergedIds])
        await recomputeCertainty(tx, [target.id, ...relatedIds])
      },
      (id) => (mergedIds.includes(id) ? 'MERGED' : 'CORRECTED'),
    )
    if (await isPartOf(tx, target.id, target.id)) {
      throw new InvalidReportError([
        {
          path: ['merged'],
          message: 'would make the event a part of itself: one of the events is a part of another of them.',
        },
      ])
    }
    await appendRevisions(tx, revisions)
  })
}

async function assertRolesAllowed(tx: Database, targetId: string, merged: readonly ExpectedVersion[]): Promise<void> {
  const [target] = await tx.select({ kind: events.kind }).from(events).where(eq(events.id, targetId))
  if (target === undefined) throw new RangeError(`There is no event ${targetId}.`)
  const mergedRoles = await tx
    .selectDistinct({ id: participations.eventId, role: participations.role })
    .from(participations)
    .where(
      inUuids(
        participations.eventId,
        merged.map(({ id }) => id),
      ),
    )
  const allowedRoles = rolesOf(target.kind as EventKindName)
  const problems = merged.flatMap(({ id, at }) => {
    const otherRoles = mergedRoles.filter((row) => row.id === id && !allowedRoles.includes(row.role))
    if (otherRoles.length === 0) return []
    const roles = otherRoles.map(({ role }) => role).join(', ')
    const message = `has participations with ${roles}, and the roles of ${target.kind} are ${allowedRoles.join(', ')}. Correct the kind of the target or the participations first.`
    return [{ path: at?.event ?? ['merged'], message }]
  })
  if (problems.length > 0) throw new InvalidReportError(problems)
}

/** @returns UUIDs of the other events with relations to merged events: they change too */
async function readRelatedIds(tx: Database, targetId: string, mergedIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: eventRelations.eventId })
    .from(eventRelations)
    .where(inUuids(eventRelations.targetId, mergedIds))
  return rows.map(({ id }) => id).filter((id) => id !== targetId && !mergedIds.includes(id))
}

async function moveRelations(tx: Database, targetId: string, mergedIds: readonly string[]): Promise<void> {
  const isMerged = (id: string) => mergedIds.includes(id)
  const movedId = (id: string) => (isMerged(id) ? targetId : id)
  const rows = await tx
    .select()
    .from(eventRelations)
    .where(sql`${inUuids(eventRelations.eventId, mergedIds)} or ${inUuids(eventRelations.targetId, mergedIds)}`)
  const movedRows = rows
    .map((row) => ({ ...row, eventId: movedId(row.eventId), targetId: movedId(row.targetId) }))
    .filter((row) => row.eventId !== row.targetId)
  await insertNewRows(tx, eventRelations, movedRows)
  // The relation no longer exists if both of its events are merged into one. Claims about it become CONTEXT.
  const allIds = [targetId, ...mergedIds]
  await tx.execute(sql`update ${claims} set aspect = 'CONTEXT', relation_kind = null, relation_target_id = null
    where ${inUuids(claims.eventId, allIds)} and ${inUuids(claims.relationTargetId, allIds)}`)
  await tx.execute(sql`update ${claims} set relation_target_id = ${targetId}
    where ${inUuids(claims.relationTargetId, mergedIds)} and not ${inUuids(claims.eventId, mergedIds)}`)
  for (const row of rows) {
    // Claims of the merged events still refer to their relations. `moveClaims` deletes these after it has moved the
    // claims.
    if (isMerged(row.eventId)) continue
    await tx
      .delete(eventRelations)
      .where(
        sql`${eventRelations.eventId} = ${row.eventId} and ${eventRelations.kind} = ${row.kind} and ${eventRelations.targetId} = ${row.targetId}`,
      )
  }
}

/** Moves claims with their attributions and quantities behind those of the target, and deletes the old relations. */
async function moveClaims(tx: Database, targetId: string, mergedIds: readonly string[]): Promise<void> {
  const claimRows = await readInOrder(tx, claims, mergedIds)
  const attributionRows = await tx.select().from(claimAttributions).where(inUuids(claimAttributions.eventId, mergedIds))
  const quantityRows = await readInOrder(tx, quantities, mergedIds)
  const lastClaim = await readLastOrdinal(tx, claims, targetId)
  const lastQuantity = await readLastOrdinal(tx, quantities, targetId)
  for (const table of [quantities, claimAttributions, claims, eventRelations] as EventPartTable[]) {
    await tx.delete(table).where(inUuids(table.eventId, mergedIds))
  }
  await insertRows(
    tx,
    claims,
    claimRows.map((row, n) => ({ ...row, eventId: targetId, ordinal: lastClaim + 1 + n })),
  )
  await insertRows(
    tx,
    claimAttributions,
    attributionRows.map((row) => ({ ...row, eventId: targetId })),
  )
  await insertRows(
    tx,
    quantities,
    quantityRows.map((row, n) => ({ ...row, eventId: targetId, ordinal: lastQuantity + 1 + n })),
  )
}

async function moveParticipations(tx: Database, targetId: string, mergedIds: readonly string[]): Promise<void> {
  const rows = await readInOrder(tx, participations, mergedIds)
  const last = await readLastOrdinal(tx, participations, targetId)
  await tx.delete(participations).where(inUuids(participations.eventId, mergedIds))
  await insertNewRows(
    tx,
    participations,
    rows.map((row, n) => ({ ...row, eventId: targetId, ordinal: last + 1 + n })),
  )
}

/** Reads the rows of several events, in the given order of the events and by ordinal within each event. */
async function readInOrder<Table extends EventPartTable & { ordinal: PgColumn }>(
  tx: Database,
  table: Table,
  eventIds: readonly string[],
): Promise<Table['$inferSelect'][]> {
  const rows = (await tx
    .select()
    .from(table as PgTable)
    .where(inUuids(table.eventId, eventIds))
    .orderBy(table.ordinal)) as (Table['$inferSelect'] & { eventId: string })[]
  return eventIds.flatMap((id) => rows.filter(({ eventId }) => eventId === id))
}

/** @returns the highest ordinal of the rows of an event, or -1 if it has none */
async function readLastOrdinal(
  tx: Database,
  table: EventPartTable & { ordinal: PgColumn },
  eventId: string,
): Promise<number> {
  const { ordinal } = await readRow<{ ordinal: number }>(
    tx,
    sql`select coalesce(max(${table.ordinal}), -1)::int as ordinal from ${table} where ${table.eventId} = ${eventId}`,
  )
  return ordinal
}
