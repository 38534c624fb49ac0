import { and, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { isAmong } from '../../database/sql/among.ts'
import { transact } from '../../database/sql/transact.ts'
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
import { ReportRefused } from '../format/problem.ts'
import type { Seen } from '../history/expect-version.ts'
import type { Deed } from '../history/revise.ts'
import { enterHistory } from '../history/revisions.ts'
import { closeMerged, giveNames, giveRows, expectNamed, reviseMany } from './entities.ts'

/** What lies within a country is none. */
const areAlike = (other: string, stays: string): boolean => (other === 'COUNTRY') === (stays === 'COUNTRY')

/**
 * Merges places that were found to be one: names, identifiers, what lies within them, and what happened there, become
 * those of the one that stays. The others keep resolving, and say what stands for them.
 * @param db a database; the transaction is begun here
 * @param into the place that stays
 * @param merged the others
 * @param deed why, and who
 * @returns how many events were changed
 * @throws {EventRefused} where one is not what it was taken for
 * @throws {ReportRefused} where they cannot be one
 */
export const mergePlaces = (
  db: Database,
  into: Required<Seen>,
  merged: readonly Required<Seen>[],
  deed: Deed,
): Promise<number> =>
  transact(db, async (tx) => {
    const [, ...others] = await expectNamed(tx, places, [into, ...merged], areAlike)
    const ids = others.map(({ id }) => id)
    const below = await placesBelow(tx, [into.id, ...ids])
    const names = { names: placeNames, ids: placeExternalIds, spellings: placeSpellings }
    await addSpellings(tx, 'place', await giveNames(tx, names, 'placeId', into.id, others))
    await giveEdges(tx, into.id, ids)
    await tx.update(actors).set({ countryId: into.id }).where(isAmong(actors.countryId, ids))
    await tx.update(offices).set({ placeId: into.id }).where(isAmong(offices.placeId, ids))
    await tx.delete(placeAncestors).where(isAmong(placeAncestors.placeId, below))
    await addAncestors(tx, below)
    if (await isWithinItself(tx, into.id)) {
      throw new ReportRefused([
        { path: ['merged'], message: 'would make a place a part of itself: one of them lies within another.' },
      ])
    }
    const moved = await tx.select({ id: events.id }).from(events).where(isAmong(events.placeId, ids))
    const history = await reviseMany(
      tx,
      moved.map(({ id }) => id),
      deed,
      async (some) => {
        await tx
          .update(events)
          .set({ placeId: into.id })
          .where(and(isAmong(events.id, some), isAmong(events.placeId, ids)))
      },
    )
    // Whatever lies there is found by the names, and counted for the countries, from now on.
    const changed = new Set(history.map(({ eventId }) => eventId))
    const there = await tx.select({ id: events.id }).from(events).where(isAmong(events.placeId, below))
    await changeEvents(
      tx,
      there.map(({ id }) => id).filter((id) => !changed.has(id)),
      async () => undefined,
    )
    await closeMerged(tx, places, into.id, ids, deed)
    await enterHistory(tx, history)
    return history.length
  })

const placesBelow = async (tx: Database, ids: readonly string[]): Promise<string[]> => {
  const rows = await tx
    .selectDistinct({ id: placeAncestors.placeId })
    .from(placeAncestors)
    .where(isAmong(placeAncestors.ancestorId, ids))
  return rows.map(({ id }) => id)
}

const giveEdges = async (tx: Database, into: string, ids: readonly string[]): Promise<void> => {
  await giveRows(tx, placeParents, 'placeId', into, ids, ({ parentId }) => parentId !== into)
  await giveRows(tx, placeParents, 'parentId', into, ids, ({ placeId }) => placeId !== into)
}

/** Whether one of the places that lie around a place lies within it. */
const isWithinItself = async (tx: Database, id: string): Promise<boolean> => {
  const { rows } =
    (await tx.execute(sql`select 1 from ${placeAncestors} a join ${placeParents} e on e.place_id = a.ancestor_id and e.kind = 'PART_OF'
    where a.place_id = ${id} and e.parent_id = ${id} limit 1`)) as unknown as { rows: object[] }
  return rows.length > 0
}
