import { eq, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { readRow } from '../../database/sql/rows.ts'
import { withWriteLock } from '../../database/sql/write-lock.ts'
import { rolesOf, type EventKindName } from '../../database/tables/event-kinds.ts'
import { events } from '../../database/tables/event.ts'
import { feedRows } from '../../database/tables/import.ts'
import { participations } from '../../database/tables/participation.ts'
import { eventRelations } from '../../database/tables/relation.ts'
import { countMentions } from '../derived/derive.ts'
import { recomputeCertainty } from '../derived/event-certainty.ts'
import { InvalidReportError } from '../format/problem.ts'
import { assertVersions, type ExpectedVersion } from '../history/expect-version.ts'
import { reviseEvents, type AuditInfo } from '../history/revise.ts'
import { appendRevisions } from '../history/revisions.ts'
import { storedParts } from '../parts/catalogue.ts'
import type { EventPart, EventPartTable } from '../parts/part.ts'
import { isPartOf } from '../resolve/is-part-of.ts'
import { moveRows } from './entities.ts'
import { OriginWriter } from './origins.ts'
import { recordChanges, type RowScope } from './row-changes.ts'

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
        // One after the other, so that each has a record of its own for a split.
        for (const id of mergedIds) {
          const changes = await recordChanges(tx, scopesOf([target.id, id, ...relatedIds]), async () => {
            await moveParts(tx, target.id, id)
            await tx.execute(sql`update ${events} set certainty = 'RETRACTED', merged_into_id = ${target.id}
              where ${events.id} = ${id}`)
            await tx.execute(sql`update ${feedRows} set event_id = ${target.id} where ${feedRows.eventId} = ${id}`)
            await recomputeCertainty(tx, [target.id, ...relatedIds])
          })
          await new OriginWriter(tx, target.id, id).save(changes)
        }
        await countMentions(tx, [target.id, ...mergedIds])
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

/** The rows that a merge of events can change. */
function scopesOf(eventIds: readonly string[]): RowScope[] {
  return [
    ...storedParts().map(({ table }) => ({ table, where: inUuids(table.eventId, eventIds) })),
    { table: events, where: inUuids(events.id, eventIds), columns: [events.certainty] },
    { table: feedRows, where: inUuids(feedRows.eventId, eventIds), columns: [feedRows.eventId] },
  ]
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

/** Moves the rows of all parts of a merged event to the target: see `EventPart.onMerge`. */
async function moveParts(tx: Database, targetId: string, mergedId: string): Promise<void> {
  const parts = storedParts()
  for (const { onMerge } of parts) if (typeof onMerge === 'function') await onMerge(tx, targetId, mergedId)
  const appended = new Map<EventPart, object[]>()
  for (const part of parts)
    if (part.onMerge === 'APPEND') appended.set(part, await readAppended(tx, part, targetId, mergedId))
  for (const { table, onMerge } of parts.toReversed()) {
    if (onMerge !== 'UNITE') await tx.delete(table).where(eq(table.eventId, mergedId))
  }
  for (const [{ table }, rows] of appended) await insertNewRows<PgTable>(tx, table, rows)
  for (const { table, onMerge } of parts) {
    if (onMerge === 'UNITE') await moveRows(tx, table, 'eventId', targetId, mergedId)
  }
}

/** Reads the rows of a merged event as rows of the target, numbered after its own. */
async function readAppended(
  tx: Database,
  { table, ordinal }: EventPart,
  targetId: string,
  mergedId: string,
): Promise<object[]> {
  const rows: object[] = await tx
    .select()
    .from(table as PgTable)
    .where(eq(table.eventId, mergedId))
    .orderBy(...(ordinal ? [ordinal] : []))
  if (ordinal === undefined) return rows.map((row) => ({ ...row, eventId: targetId }))
  const last = await readLastOrdinal(tx, table, ordinal, targetId)
  return rows.map((row, n) => ({ ...row, eventId: targetId, ordinal: last + 1 + n }))
}

/** @returns the highest ordinal of the rows of an event, or -1 if it has none */
async function readLastOrdinal(
  tx: Database,
  table: EventPartTable,
  ordinal: PgColumn,
  eventId: string,
): Promise<number> {
  const { last } = await readRow<{ last: number }>(
    tx,
    sql`select coalesce(max(${ordinal}), -1)::int as last from ${table} where ${table.eventId} = ${eventId}`,
  )
  return last
}
