import { and, desc, eq, sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { readRows } from '../database/sql/rows.ts'
import { withWriteLock } from '../database/sql/write-lock.ts'
import { actors } from '../database/tables/actor.ts'
import { claimAttributions } from '../database/tables/claim.ts'
import { eventCodings } from '../database/tables/coding.ts'
import type { CERTAINTIES } from '../database/tables/enums.ts'
import { eventVersions } from '../database/tables/event-version.ts'
import { events } from '../database/tables/event.ts'
import { participations } from '../database/tables/participation.ts'
import { places } from '../database/tables/place.ts'
import { revisions, type RevisionRow } from '../database/tables/revision.ts'
import { recomputeCertainty } from './derived/event-certainty.ts'
import { restoreFields, type SavedState } from './history/archive.ts'
import { assertVersion, EventConflictError } from './history/expect-version.ts'
import { reviseEvents, type AuditInfo } from './history/revise.ts'
import { appendRevisions } from './history/revisions.ts'

const EVENT_PATH = ['event']

/**
 * Reinstates a retracted event: it stands again as the version before its retraction.
 * @param db a database; the function runs its own transaction
 * @param id UUID of the event
 * @param expectedVersion the version of the event that the client has read
 * @throws {EventConflictError} if there is no such event, it has another version, is merged, or is not retracted
 */
export function reinstateEvent(db: Database, id: string, expectedVersion: number, auditInfo: AuditInfo): Promise<void> {
  return withWriteLock(db, async (tx) => {
    const { certainty } = await assertVersion(tx, { id, expectedVersion })
    if (certainty !== 'RETRACTED') {
      throw new EventConflictError('CONFLICT', EVENT_PATH, `The event is not retracted: it is ${certainty}.`)
    }
    const retraction = await readRetraction(tx, id)
    const reinstate = async () => {
      const fields = retraction.changes.map(({ field }) => field)
      if (fields.length > 1) await restoreFields(tx, id, await readState(tx, id, retraction.version - 1), fields)
      await tx
        .update(events)
        .set({ certainty: certaintyBefore(retraction) })
        .where(eq(events.id, id))
      await assertNothingMerged(tx, id)
      // Actors may have been merged since, so that two sources of its claims are now one.
      await recomputeCertainty(tx, [id])
    }
    await appendRevisions(tx, await reviseEvents(tx, [id], auditInfo, reinstate, () => 'REINSTATED'))
  })
}

/** Reads the last revision that made an event RETRACTED: a retraction, or a correction that retracted all claims. */
async function readRetraction(tx: Database, id: string): Promise<RevisionRow> {
  const isRetraction = JSON.stringify([{ field: 'certainty', after: 'RETRACTED' }])
  const [retraction] = await tx
    .select()
    .from(revisions)
    .where(and(eq(revisions.eventId, id), sql`${revisions.changes} @> ${isRetraction}::jsonb`))
    .orderBy(desc(revisions.version))
    .limit(1)
  if (retraction === undefined) {
    const message = 'The event has no version before its retraction: it was published with retracted claims only.'
    throw new EventConflictError('CONFLICT', EVENT_PATH, message)
  }
  return retraction
}

function certaintyBefore({ changes }: RevisionRow): (typeof CERTAINTIES)[number] {
  const change = changes.find(({ field }) => field === 'certainty')
  return change?.before as (typeof CERTAINTIES)[number]
}

async function readState(tx: Database, eventId: string, version: number): Promise<SavedState> {
  const [saved] = await tx
    .select({ state: eventVersions.state })
    .from(eventVersions)
    .where(and(eq(eventVersions.eventId, eventId), eq(eventVersions.version, version)))
  if (saved === undefined) throw new Error(`Version ${version} of the event ${eventId} was not saved.`)
  return saved.state as SavedState
}

/** The rows of an earlier version can refer to actors and places that were merged since. */
async function assertNothingMerged(tx: Database, id: string): Promise<void> {
  const rows = await readRows<{ name: string }>(
    tx,
    sql`select a.name from ${actors} a where a.merged_into_id is not null and (
        a.id in (select actor_id from ${participations} where event_id = ${id})
        or a.id in (select agent_id from ${claimAttributions} where event_id = ${id}))
      union select p.name from ${places} p where p.merged_into_id is not null and (
        p.id in (select place_id from ${events} where id = ${id})
        or p.id in (select place_id from ${eventCodings} where event_id = ${id})) order by 1`,
  )
  if (rows.length === 0) return
  const names = rows.map(({ name }) => `"${name}"`).join(', ')
  const message = `The earlier version refers to ${names}, merged since. Split them first, then retry.`
  throw new EventConflictError('CONFLICT', EVENT_PATH, message)
}
