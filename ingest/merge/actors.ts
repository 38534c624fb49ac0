import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { readRows } from '../../database/sql/rows.ts'
import { withWriteLock } from '../../database/sql/write-lock.ts'
import { actorExternalIds, actorNames, actors, actorSpellings, memberships } from '../../database/tables/actor.ts'
import { claimAttributions } from '../../database/tables/claim.ts'
import { offices, tenures } from '../../database/tables/office.ts'
import { participations } from '../../database/tables/participation.ts'
import { recomputeCertainty } from '../derived/event-certainty.ts'
import { addActorNames } from '../derived/rename.ts'
import type { ExpectedVersion } from '../history/expect-version.ts'
import type { AuditInfo } from '../history/revise.ts'
import { appendRevisions } from '../history/revisions.ts'
import { assertMergeable, markMerged, moveNames, moveRows, reviseMany } from './entities.ts'

/** A group is what nobody could tell more of. */
function areAlike(other: string, stays: string): boolean {
  return other === stays || other === 'GROUP' || stays === 'GROUP'
}

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
export function mergeActors(
  db: Database,
  into: Required<ExpectedVersion>,
  merged: readonly Required<ExpectedVersion>[],
  auditInfo: AuditInfo,
): Promise<number> {
  return withWriteLock(db, async (tx) => {
    const [stays, ...others] = await assertMergeable(tx, actors, [into, ...merged], areAlike)
    const ids = others.map(({ id }) => id)
    await addActorNames(
      tx,
      await moveNames(
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
    const history = await reviseMany(tx, await eventsOf(tx, ids), auditInfo, async (some) => {
      await giveParts(tx, into.id, ids, some)
      // Two who said so independently may have been one.
      await recomputeCertainty(tx, some)
    })
    await markMerged(tx, actors, into.id, ids, auditInfo)
    await appendRevisions(tx, history)
    return history.length
  })
}

async function giveRest(tx: Database, into: string, ids: readonly string[]): Promise<void> {
  await moveRows(tx, memberships, 'memberId', into, ids, ({ organizationId }) => organizationId !== into)
  await moveRows(tx, memberships, 'organizationId', into, ids, ({ memberId }) => memberId !== into)
  await moveRows(tx, tenures, 'personId', into, ids)
  // An office that the one that stays has too remains that of the other, and its id keeps resolving.
  await tx.execute(sql`update ${offices} set organization_id = ${into} where ${inUuids(offices.organizationId, ids)}
    and not exists (select 1 from ${offices} own where own.organization_id = ${into} and own.title = ${offices.title})`)
}

/** The events in which actors take part, or that they speak of. */
async function eventsOf(tx: Database, ids: readonly string[]): Promise<string[]> {
  const rows = await readRows<{ id: string }>(
    tx,
    sql`select event_id::text as id from ${participations} where ${inUuids(participations.actorId, ids)}
    union select event_id::text from ${claimAttributions} where ${inUuids(claimAttributions.agentId, ids)}`,
  )
  return rows.map(({ id }) => id)
}

async function giveParts(tx: Database, into: string, ids: readonly string[], some: readonly string[]): Promise<void> {
  const theirs = and(inUuids(participations.eventId, some), inUuids(participations.actorId, ids))
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
    .where(and(inUuids(claimAttributions.eventId, some), inUuids(claimAttributions.agentId, ids)))
}
