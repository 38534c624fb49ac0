import { and, eq } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { withWriteLock } from '../../database/sql/write-lock.ts'
import { eventCodings } from '../../database/tables/coding.ts'
import { PLACE_TABLES } from '../../database/tables/entities.ts'
import { events } from '../../database/tables/event.ts'
import { places } from '../../database/tables/place.ts'
import { isWithinItself, readPlaceIdsBelow, rebuildAncestors } from '../derived/place-ancestors.ts'
import { readEventIdsAt, updateEventsAt } from '../derived/rename.ts'
import { addSpellings } from '../derived/spellings.ts'
import { InvalidReportError } from '../format/problem.ts'
import type { ExpectedVersion } from '../history/expect-version.ts'
import { reviseEntities } from '../history/revise-entities.ts'
import type { AuditInfo } from '../history/revise.ts'
import { appendRevisions } from '../history/revisions.ts'
import { assertMergeable, markMerged, mergeKinds, reviseMany } from './entities.ts'
import { OriginWriter } from './origins.ts'
import { PLACE_ROWS } from './own-rows.ts'
import { recordChanges, type RowScope } from './row-changes.ts'

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
    const mergedRows = await assertMergeable(tx, places, target, merged, canMerge)
    const mergedIds = mergedRows.map(({ id }) => id)
    const placeIdsBelow = await readPlaceIdsBelow(tx, [target.id, ...mergedIds])
    const origins = new Map(mergedIds.map((id) => [id, new OriginWriter(tx, target.id, id)]))
    const change = async () => {
      for (const row of mergedRows) {
        const changes = await recordChanges(tx, PLACE_ROWS.scopesOf(target.id, row.id), async () => {
          await addSpellings(tx, PLACE_TABLES, await PLACE_ROWS.move(tx, target.id, row.id))
        })
        await origins.get(row.id)?.save(changes)
      }
      await rebuildAncestors(tx, placeIdsBelow)
      await markMerged(tx, places, target.id, mergedIds, auditInfo)
    }
    await reviseEntities(tx, 'place', [target.id, ...mergedIds], auditInfo, change, mergeKinds(mergedIds))
    if (await isWithinItself(tx, target.id)) {
      throw new InvalidReportError([
        {
          path: ['merged'],
          message: 'would make a place a part of itself: one of the places lies within another of them.',
        },
      ])
    }
    const movedEventIds = await readEventIdsAt(tx, mergedIds)
    const revisions = await reviseMany(tx, movedEventIds, auditInfo, async (batchIds) => {
      for (const [id, origin] of origins) {
        const changes = await recordChanges(tx, eventScopesOf(batchIds), async () => {
          await tx
            .update(events)
            .set({ placeId: target.id })
            .where(and(inUuids(events.id, batchIds), eq(events.placeId, id)))
          await tx
            .update(eventCodings)
            .set({ placeId: target.id })
            .where(and(inUuids(eventCodings.eventId, batchIds), eq(eventCodings.placeId, id)))
        })
        if (Object.keys(changes).length > 0) await origin.save(changes)
      }
    })
    await updateEventsAt(tx, placeIdsBelow, new Set(revisions.map(({ eventId }) => eventId)))
    await appendRevisions(tx, revisions)
    return revisions.length
  })
}

/** The rows of events that a merge of places can change. */
function eventScopesOf(eventIds: readonly string[]): RowScope[] {
  return [
    { table: events, where: inUuids(events.id, eventIds), columns: [events.placeId] },
    { table: eventCodings, where: inUuids(eventCodings.eventId, eventIds), columns: [eventCodings.placeId] },
  ]
}
