import { eq, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { insertNewRows, insertRows } from '../../database/sql/insert.ts'
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

type OfEvent = PgTable & { eventId: PgColumn }

/** Of these, an event has each once: what both have is kept as the one that stays has it. */
const SETS: OfEvent[] = [eventCodes, eventExternalIds, eventStorylines, eventCodings, mentions]

/**
 * Merges events that were found to be one: what is said of them, and by whom, is said of the one that stays, and how sure
 * it is follows anew. The others are taken back; their ids keep resolving, and say what stands for them. Events that are
 * tied to them are tied to the one that stays.
 * @param db a database; the transaction is begun here
 * @param into the event that stays
 * @param merged the others
 * @param deed why, and who
 * @throws {EventRefused} where one is not what it was taken for
 * @throws {InvalidReportError} where they cannot be one
 */
export function mergeEvents(
  db: Database,
  into: ExpectedVersion,
  merged: readonly ExpectedVersion[],
  auditInfo: AuditInfo,
): Promise<void> {
  return withWriteLock(db, async (tx) => {
    await assertVersions(tx, [into, ...merged])
    const ids = merged.map(({ id }) => id)
    await refuseForeignRoles(tx, into.id, merged)
    const tied = await tiedTo(tx, into.id, ids)
    const revisions = await reviseEvents(
      tx,
      [into.id, ...ids, ...tied],
      auditInfo,
      async () => {
        await moveRelations(tx, into.id, ids)
        await moveClaims(tx, into.id, ids)
        await moveParticipations(tx, into.id, ids)
        for (const table of SETS) await moveRows(tx, table, 'eventId', into.id, ids)
        await tx.execute(sql`update ${events} set certainty = 'RETRACTED', merged_into_id = ${into.id}
          where ${inUuids(events.id, ids)}`)
        await tx.execute(sql`update ${feedRows} set event_id = ${into.id} where ${inUuids(feedRows.eventId, ids)}`)
        await countMentions(tx, [into.id, ...ids])
        await recomputeCertainty(tx, [into.id, ...tied])
      },
      (id) => (ids.includes(id) ? 'MERGED' : 'CORRECTED'),
    )
    if (await isPartOf(tx, into.id, into.id)) {
      throw new InvalidReportError([
        {
          path: ['merged'],
          message: 'would be a part of itself: one of the events is a part of another, by way of others.',
        },
      ])
    }
    await appendRevisions(tx, revisions)
  })
}

async function refuseForeignRoles(tx: Database, into: string, merged: readonly ExpectedVersion[]): Promise<void> {
  const [{ kind }] = (await tx.select({ kind: events.kind }).from(events).where(eq(events.id, into))) as [
    { kind: EventKindName },
  ]
  const taken = await tx
    .selectDistinct({ id: participations.eventId, role: participations.role })
    .from(participations)
    .where(
      inUuids(
        participations.eventId,
        merged.map(({ id }) => id),
      ),
    )
  const allowed = rolesOf(kind)
  const problems = merged.flatMap(({ id, at }) => {
    const foreign = taken.filter((each) => each.id === id && !allowed.includes(each.role)).map(({ role }) => role)
    const message = `has participants as ${foreign.join(', ')}, which means nothing in a ${kind}. Correct its kind or theirs first.`
    return foreign.length > 0 ? [{ path: at?.event ?? ['merged'], message }] : []
  })
  if (problems.length > 0) throw new InvalidReportError(problems)
}

/** Events that are tied to those that go are changed too. */
async function tiedTo(tx: Database, into: string, merged: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: eventRelations.eventId })
    .from(eventRelations)
    .where(inUuids(eventRelations.targetId, merged))
  return rows.map(({ id }) => id).filter((id) => id !== into && !merged.includes(id))
}

async function moveRelations(tx: Database, into: string, merged: readonly string[]): Promise<void> {
  const goes = (id: string) => merged.includes(id)
  const moved = (id: string) => (goes(id) ? into : id)
  const rows = await tx
    .select()
    .from(eventRelations)
    .where(sql`${inUuids(eventRelations.eventId, merged)} or ${inUuids(eventRelations.targetId, merged)}`)
  const kept = rows
    .map((row) => ({ ...row, eventId: moved(row.eventId), targetId: moved(row.targetId) }))
    .filter(({ eventId, targetId }) => eventId !== targetId)
  await insertNewRows(tx, eventRelations, kept)
  // What was said of a tie between what is one now is only what surrounds it.
  const itself = [into, ...merged]
  await tx.execute(sql`update ${claims} set aspect = 'CONTEXT', relation_kind = null, relation_target_id = null
    where ${inUuids(claims.eventId, itself)} and ${inUuids(claims.relationTargetId, itself)}`)
  await tx.execute(sql`update ${claims} set relation_target_id = ${into}
    where ${inUuids(claims.relationTargetId, merged)} and not ${inUuids(claims.eventId, merged)}`)
  for (const { eventId, kind, targetId } of rows) {
    // Those that claims of the merged speak of go when the claims have gone.
    if (goes(eventId)) continue
    await tx
      .delete(eventRelations)
      .where(
        sql`${eventRelations.eventId} = ${eventId} and ${eventRelations.kind} = ${kind} and ${eventRelations.targetId} = ${targetId}`,
      )
  }
}

async function moveClaims(tx: Database, into: string, merged: readonly string[]): Promise<void> {
  const said = await inTurn(tx, claims, merged)
  const links = await tx.select().from(claimAttributions).where(inUuids(claimAttributions.eventId, merged))
  const numbers = await inTurn(tx, quantities, merged)
  const [lastClaim, lastNumber] = [await lastOrdinal(tx, claims, into), await lastOrdinal(tx, quantities, into)]
  for (const table of [quantities, claimAttributions, claims, eventRelations] as OfEvent[]) {
    await tx.delete(table).where(inUuids(table.eventId, merged))
  }
  const moved = <Row extends object>(row: Row) => ({ ...row, eventId: into })
  await insertRows(
    tx,
    claims,
    said.map((claim, n) => ({ ...moved(claim), ordinal: lastClaim + 1 + n })),
  )
  await insertRows(tx, claimAttributions, links.map(moved))
  await insertRows(
    tx,
    quantities,
    numbers.map((number, n) => ({ ...moved(number), ordinal: lastNumber + 1 + n })),
  )
}

async function moveParticipations(tx: Database, into: string, merged: readonly string[]): Promise<void> {
  const rows = await inTurn(tx, participations, merged)
  const last = await lastOrdinal(tx, participations, into)
  await tx.delete(participations).where(inUuids(participations.eventId, merged))
  await insertNewRows(
    tx,
    participations,
    rows.map((row, n) => ({ ...row, eventId: into, ordinal: last + 1 + n })),
  )
}

/** The rows of several events, those of the first event first. */
async function inTurn<Table extends OfEvent & { ordinal: PgColumn }>(
  tx: Database,
  table: Table,
  ids: readonly string[],
): Promise<Table['$inferSelect'][]> {
  const rows = (await tx
    .select()
    .from(table as PgTable)
    .where(inUuids(table.eventId, ids))
    .orderBy(table.ordinal)) as (Table['$inferSelect'] & { eventId: string })[]
  return ids.flatMap((id) => rows.filter(({ eventId }) => eventId === id))
}

async function lastOrdinal(tx: Database, table: OfEvent & { ordinal: PgColumn }, id: string): Promise<number> {
  const [last] = await tx
    .select({ ordinal: sql<number>`coalesce(max(${table.ordinal}), -1)::int` })
    .from(table as PgTable)
    .where(eq(table.eventId, id))
  return last!.ordinal
}
