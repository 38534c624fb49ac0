import { and, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { readRows } from '../../database/sql/rows.ts'
import { withWriteLock } from '../../database/sql/write-lock.ts'
import { actors } from '../../database/tables/actor.ts'
import { events } from '../../database/tables/event.ts'
import { offices } from '../../database/tables/office.ts'
import {
  placeAncestors,
  placeExternalIds,
  placeNames,
  placeParents,
  places,
  placeSpellings,
} from '../../database/tables/place.ts'
import { changeEvents } from '../derived/derive.ts'
import { addAncestors } from '../derived/place-ancestors.ts'
import { addSpellings } from '../derived/spellings.ts'
import { InvalidReportError } from '../format/problem.ts'
import type { ExpectedVersion } from '../history/expect-version.ts'
import type { AuditInfo } from '../history/revise.ts'
import { appendRevisions } from '../history/revisions.ts'
import { assertMergeable, markMerged, moveNames, moveRows, reviseMany } from './entities.ts'

/** What lies within a country is none. */
function areAlike(other: string, stays: string): boolean {
  return (other === 'COUNTRY') === (stays === 'COUNTRY')
}

/**
 * Merges places that were found to be one: names, identifiers, what lies within them, and what happened there, become
 * those of the one that stays. The others keep resolving, and say what stands for them.
 * @param db a database; the transaction is begun here
 * @param into the place that stays
 * @param merged the others
 * @param deed why, and who
 * @returns how many events were changed
 * @throws {EventRefused} where one is not what it was taken for
 * @throws {InvalidReportError} where they cannot be one
 */
export function mergePlaces(
  db: Database,
  into: Required<ExpectedVersion>,
  merged: readonly Required<ExpectedVersion>[],
  auditInfo: AuditInfo,
): Promise<number> {
  return withWriteLock(db, async (tx) => {
    const [, ...others] = await assertMergeable(tx, places, [into, ...merged], areAlike)
    const ids = others.map(({ id }) => id)
    const below = await placesBelow(tx, [into.id, ...ids])
    const names = { names: placeNames, ids: placeExternalIds, spellings: placeSpellings }
    await addSpellings(tx, 'place', await moveNames(tx, names, 'placeId', into.id, others))
    await giveEdges(tx, into.id, ids)
    await tx.update(actors).set({ countryId: into.id }).where(inUuids(actors.countryId, ids))
    await tx.update(offices).set({ placeId: into.id }).where(inUuids(offices.placeId, ids))
    await tx.delete(placeAncestors).where(inUuids(placeAncestors.placeId, below))
    await addAncestors(tx, below)
    if (await isWithinItself(tx, into.id)) {
      throw new InvalidReportError([
        { path: ['merged'], message: 'would make a place a part of itself: one of them lies within another.' },
      ])
    }
    const moved = await tx.select({ id: events.id }).from(events).where(inUuids(events.placeId, ids))
    const history = await reviseMany(
      tx,
      moved.map(({ id }) => id),
      auditInfo,
      async (some) => {
        await tx
          .update(events)
          .set({ placeId: into.id })
          .where(and(inUuids(events.id, some), inUuids(events.placeId, ids)))
      },
    )
    // Whatever lies there is found by the names, and counted for the countries, from now on.
    const changed = new Set(history.map(({ eventId }) => eventId))
    const there = await tx.select({ id: events.id }).from(events).where(inUuids(events.placeId, below))
    await changeEvents(
      tx,
      there.map(({ id }) => id).filter((id) => !changed.has(id)),
      async () => undefined,
    )
    await markMerged(tx, places, into.id, ids, auditInfo)
    await appendRevisions(tx, history)
    return history.length
  })
}

async function placesBelow(tx: Database, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: placeAncestors.placeId })
    .from(placeAncestors)
    .where(inUuids(placeAncestors.ancestorId, ids))
  return rows.map(({ id }) => id)
}

async function giveEdges(tx: Database, into: string, ids: readonly string[]): Promise<void> {
  await moveRows(tx, placeParents, 'placeId', into, ids, ({ parentId }) => parentId !== into)
  await moveRows(tx, placeParents, 'parentId', into, ids, ({ placeId }) => placeId !== into)
}

/** Whether one of the places that lie around a place lies within it. */
async function isWithinItself(tx: Database, id: string): Promise<boolean> {
  const rows = await readRows<object>(
    tx,
    sql`select 1 from ${placeAncestors} a join ${placeParents} e on e.place_id = a.ancestor_id and e.kind = 'PART_OF'
    where a.place_id = ${id} and e.parent_id = ${id} limit 1`,
  )
  return rows.length > 0
}
