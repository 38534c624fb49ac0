import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { claims } from '../../database/tables/claim.ts'
import { eventRelations } from '../../database/tables/relation.ts'
import type { EventPart } from './part.ts'
import { publicId } from './public-id.ts'

/** The relations of an event to other events. Their certainty follows from the claims, so claims replace them too. */
export const relationsPart: EventPart<typeof eventRelations.$inferInsert> = {
  name: 'relations',
  table: eventRelations,
  correctedWith: ['relations', 'claims'],
  onMerge: moveRelations,
  rows: ({ draft, eventId, uuidOf }) =>
    draft.relations?.map(({ kind, event, certainty, basis }) => ({
      eventId,
      kind,
      targetId: uuidOf('event', event),
      certainty,
      basis,
    })),
  snapshot: (rows) =>
    rows
      .map(({ kind, targetId, certainty, basis }) => ({ kind, event: publicId('event', targetId), certainty, basis }))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  // A report must not state the certainty of a relation that claims are about: it is derived from the claims.
  toDraft: (rows, { claims: claimRows = [] }) => {
    const claimed = new Set(
      (claimRows as (typeof claims.$inferInsert)[]).map((claim) => `${claim.relationKind} ${claim.relationTargetId}`),
    )
    return rows.map(({ kind, targetId, certainty, basis }) => ({
      kind,
      event: publicId('event', targetId),
      certainty: claimed.has(`${kind} ${targetId}`) ? null : certainty,
      basis,
    }))
  },
}

/**
 * Moves the relations from and to a merged event to the target. The relations of the merged event stay until its claims
 * are moved, which refer to them.
 */
async function moveRelations(tx: Database, targetId: string, mergedId: string): Promise<void> {
  const movedId = (id: string) => (id === mergedId ? targetId : id)
  const rows = await tx
    .select()
    .from(eventRelations)
    .where(sql`${eventRelations.eventId} = ${mergedId} or ${eventRelations.targetId} = ${mergedId}`)
  const movedRows = rows
    .map((row) => ({ ...row, eventId: movedId(row.eventId), targetId: movedId(row.targetId) }))
    .filter((row) => row.eventId !== row.targetId)
  await insertNewRows(tx, eventRelations, movedRows)
  // The relation no longer exists if both of its events are merged into one. Claims about it become CONTEXT.
  const bothIds = [targetId, mergedId]
  await tx.execute(sql`update ${claims} set aspect = 'CONTEXT', relation_kind = null, relation_target_id = null
    where ${inUuids(claims.eventId, bothIds)} and ${inUuids(claims.relationTargetId, bothIds)}`)
  await tx.execute(sql`update ${claims} set relation_target_id = ${targetId}
    where ${claims.relationTargetId} = ${mergedId} and ${claims.eventId} <> ${mergedId}`)
  for (const row of rows) {
    if (row.eventId === mergedId) continue
    await tx
      .delete(eventRelations)
      .where(
        sql`${eventRelations.eventId} = ${row.eventId} and ${eventRelations.kind} = ${row.kind} and ${eventRelations.targetId} = ${row.targetId}`,
      )
  }
}
