import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { isAmong } from '../../database/sql/among.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { transact } from '../../database/sql/transact.ts'
import { actorExternalIds, actorNames, actors, actorSpellings, memberships } from '../../database/tables/actor.ts'
import { claimAttributions } from '../../database/tables/claim.ts'
import { offices, tenures } from '../../database/tables/office.ts'
import { participations } from '../../database/tables/participation.ts'
import { settleCertainty } from '../derived/event-certainty.ts'
import { nameActors } from '../derived/rename.ts'
import type { Seen } from '../history/expect-version.ts'
import type { Deed } from '../history/revise.ts'
import { enterHistory } from '../history/revisions.ts'
import { closeMerged, giveNames, giveRows, expectNamed, reviseMany } from './entities.ts'

/** A group is what nobody could tell more of. */
const areAlike = (other: string, stays: string): boolean => other === stays || other === 'GROUP' || stays === 'GROUP'

/**
 * Merges actors that were found to be one: names, identifiers, offices, memberships, and the part that they took in
 * events and in what is said of them, become those of the one that stays. The others keep resolving, and say what stands
 * for them.
 * @param db a database; the transaction is begun here
 * @param into the actor that stays
 * @param merged the others
 * @param deed why, and who
 * @returns how many events were changed
 * @throws {EventRefused} where one is not what it was taken for
 * @throws {ReportRefused} where they cannot be one
 */
export const mergeActors = (
  db: Database,
  into: Required<Seen>,
  merged: readonly Required<Seen>[],
  deed: Deed,
): Promise<number> =>
  transact(db, async (tx) => {
    const [stays, ...others] = await expectNamed(tx, actors, [into, ...merged], areAlike)
    const ids = others.map(({ id }) => id)
    await nameActors(
      tx,
      await giveNames(
        tx,
        { names: actorNames, ids: actorExternalIds, spellings: actorSpellings },
        'actorId',
        into.id,
        others,
      ),
    )
    await giveRest(tx, into.id, ids)
    const country = stays.countryId ?? others.find(({ countryId }) => countryId !== null)?.countryId
    await tx
      .update(actors)
      .set({ countryId: country ?? null })
      .where(eq(actors.id, into.id))
    const history = await reviseMany(tx, await eventsOf(tx, ids), deed, async (some) => {
      await giveParts(tx, into.id, ids, some)
      // Two who said so independently may have been one.
      await settleCertainty(tx, some)
    })
    await closeMerged(tx, actors, into.id, ids, deed)
    await enterHistory(tx, history)
    return history.length
  })

const giveRest = async (tx: Database, into: string, ids: readonly string[]): Promise<void> => {
  await giveRows(tx, memberships, 'memberId', into, ids, ({ organizationId }) => organizationId !== into)
  await giveRows(tx, memberships, 'organizationId', into, ids, ({ memberId }) => memberId !== into)
  await giveRows(tx, tenures, 'personId', into, ids)
  // An office that the one that stays has too remains that of the other, and its id keeps resolving.
  await tx.execute(sql`update ${offices} set organization_id = ${into} where ${isAmong(offices.organizationId, ids)}
    and not exists (select 1 from ${offices} own where own.organization_id = ${into} and own.title = ${offices.title})`)
}

/** The events in which actors take part, or that they speak of. */
const eventsOf = async (tx: Database, ids: readonly string[]): Promise<string[]> => {
  const { rows } =
    (await tx.execute(sql`select event_id::text as id from ${participations} where ${isAmong(participations.actorId, ids)}
    union select event_id::text from ${claimAttributions} where ${isAmong(claimAttributions.agentId, ids)}`)) as unknown as {
      rows: { id: string }[]
    }
  return rows.map(({ id }) => id)
}

const giveParts = async (
  tx: Database,
  into: string,
  ids: readonly string[],
  some: readonly string[],
): Promise<void> => {
  const theirs = and(isAmong(participations.eventId, some), isAmong(participations.actorId, ids))
  const rows = await tx.select().from(participations).where(theirs).orderBy(participations.ordinal)
  await tx.delete(participations).where(theirs)
  await insertNewRows(
    tx,
    participations,
    rows.map((row) => ({ ...row, actorId: into })),
  )
  await tx
    .update(claimAttributions)
    .set({ agentId: into })
    .where(and(isAmong(claimAttributions.eventId, some), isAmong(claimAttributions.agentId, ids)))
}
