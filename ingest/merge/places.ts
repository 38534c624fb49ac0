import { and, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { readRows } from '../../database/sql/rows.ts'
import { withWriteLock } from '../../database/sql/write-lock.ts'
import { actors } from '../../database/tables/actor.ts'
import { PLACE_TABLES } from '../../database/tables/entities.ts'
import { events } from '../../database/tables/event.ts'
import { offices } from '../../database/tables/office.ts'
import { placeAncestors, placeParents, places } from '../../database/tables/place.ts'
import { changeEvents } from '../derived/derive.ts'
import { addAncestors } from '../derived/place-ancestors.ts'
import { addSpellings } from '../derived/spellings.ts'
import { InvalidReportError } from '../format/problem.ts'
import type { ExpectedVersion } from '../history/expect-version.ts'
import type { AuditInfo } from '../history/revise.ts'
import { appendRevisions } from '../history/revisions.ts'
import { assertMergeable, markMerged, moveNames, moveRows, reviseMany } from './entities.ts'

/** A country can be merged only with a country: other places lie within countries. */
function canMerge(kind: string, targetKind: string): boolean {
  return (kind === 'COUNTRY') === (targetKind === 'COUNTRY')
}

/**
 * Merges places into one. Their names, identifiers, parents, parts, actors, offices and events move to the target. The
 * merged places stay in the database and refer to the target.
 * @param db a database; the function runs its own transaction
 * @returns the number of changed events
 * @throws {EventConflictError} if one does not exist, has another version, or is already merged
 * @throws {InvalidReportError} if their kinds cannot be merged, or a place would be a part of itself
 */
export function mergePlaces(
  db: Database,
  target: Required<ExpectedVersion>,
  merged: readonly Required<ExpectedVersion>[],
  auditInfo: AuditInfo,
): Promise<number> {
  return withWriteLock(db, async (tx) => {
    const { mergedRows } = await assertMergeable(tx, places, target, merged, canMerge)
    const mergedIds = mergedRows.map(({ id }) => id)
    const placeIdsBelow = await readPlaceIdsBelow(tx, [target.id, ...mergedIds])
    await addSpellings(tx, PLACE_TABLES, await moveNames(tx, PLACE_TABLES, target.id, mergedRows))
    await moveParents(tx, target.id, mergedIds)
    await tx.update(actors).set({ countryId: target.id }).where(inUuids(actors.countryId, mergedIds))
    await tx.update(offices).set({ placeId: target.id }).where(inUuids(offices.placeId, mergedIds))
    await tx.delete(placeAncestors).where(inUuids(placeAncestors.placeId, placeIdsBelow))
    await addAncestors(tx, placeIdsBelow)
    if (await isWithinItself(tx, target.id)) {
      throw new InvalidReportError([
        {
          path: ['merged'],
          message: 'would make a place a part of itself: one of the places lies within another of them.',
        },
      ])
    }
    const movedEvents = await tx.select({ id: events.id }).from(events).where(inUuids(events.placeId, mergedIds))
    const movedEventIds = movedEvents.map(({ id }) => id)
    const revisions = await reviseMany(tx, movedEventIds, auditInfo, async (batchIds) => {
      await tx
        .update(events)
        .set({ placeId: target.id })
        .where(and(inUuids(events.id, batchIds), inUuids(events.placeId, mergedIds)))
    })
    await updateDerivedTables(tx, placeIdsBelow, new Set(revisions.map(({ eventId }) => eventId)))
    await markMerged(tx, places, target.id, mergedIds, auditInfo)
    await appendRevisions(tx, revisions)
    return revisions.length
  })
}

/**
 * Updates the derived tables of all events at the places: their search texts have the new names, and their countries
 * can have changed.
 * @param revisedIds UUIDs of the events whose derived tables are already up to date
 */
async function updateDerivedTables(
  tx: Database,
  placeIds: readonly string[],
  revisedIds: ReadonlySet<string>,
): Promise<void> {
  const rows = await tx.select({ id: events.id }).from(events).where(inUuids(events.placeId, placeIds))
  await changeEvents(
    tx,
    rows.map(({ id }) => id).filter((id) => !revisedIds.has(id)),
    async () => undefined,
  )
}

/** @returns UUIDs of the places and of all places within them */
async function readPlaceIdsBelow(tx: Database, placeIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: placeAncestors.placeId })
    .from(placeAncestors)
    .where(inUuids(placeAncestors.ancestorId, placeIds))
  return rows.map(({ id }) => id)
}

async function moveParents(tx: Database, targetId: string, mergedIds: readonly string[]): Promise<void> {
  await moveRows(tx, placeParents, 'placeId', targetId, mergedIds, ({ parentId }) => parentId !== targetId)
  await moveRows(tx, placeParents, 'parentId', targetId, mergedIds, ({ placeId }) => placeId !== targetId)
}

/** @returns whether an ancestor of a place, or the place itself, is a part of the place */
async function isWithinItself(tx: Database, placeId: string): Promise<boolean> {
  const rows = await readRows<object>(
    tx,
    sql`select 1 from ${placeAncestors} a join ${placeParents} e on e.place_id = a.ancestor_id and e.kind = 'PART_OF'
    where a.place_id = ${placeId} and e.parent_id = ${placeId} limit 1`,
  )
  return rows.length > 0
}
