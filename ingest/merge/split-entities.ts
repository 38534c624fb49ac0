import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import type { JsonRow } from '../../database/sql/json-rows.ts'
import type { actors } from '../../database/tables/actor.ts'
import { events } from '../../database/tables/event.ts'
import type { places } from '../../database/tables/place.ts'
import { toId } from '../../database/values/ids.ts'
import { EventConflictError, type ExpectedVersion } from '../history/expect-version.ts'
import { assertEntityVersion } from '../history/revise-entities.ts'
import { readOrigin, type MergeOrigin } from './origins.ts'

const MAX_NAMED_EVENTS = 10

/** The kinds of the revisions of a split: SPLIT for the object that stands again, CORRECTED for the target. */
export function splitKinds(splitId: string) {
  return (id: string) => (id === splitId ? ('SPLIT' as const) : ('CORRECTED' as const))
}

/**
 * Checks that an actor or place can be split from another.
 * @param tx a transaction that holds the write lock
 * @param splitId UUID of the merged actor or place
 * @returns what its merge has changed: first its own rows, then those of batches of events
 * @throws {EventConflictError} if one does not exist, the target has another version or is merged, or the other is not
 *   merged into it
 */
export async function assertSplittable(
  tx: Database,
  table: typeof actors | typeof places,
  target: ExpectedVersion,
  splitId: string,
): Promise<MergeOrigin[]> {
  const concept = 'countryId' in table ? 'actor' : 'place'
  const path = [concept === 'actor' ? 'mergedActor' : 'mergedPlace']
  await assertEntityVersion(tx, concept, target)
  const [merged] = (await tx
    .select({ id: table.id, mergedIntoId: table.mergedIntoId })
    .from(table as PgTable)
    .where(eq(table.id, splitId))) as { id: string; mergedIntoId: string | null }[]
  if (merged === undefined) {
    throw new EventConflictError('NOT_FOUND', path, `There is no ${concept} with the id ${toId(concept, splitId)}.`)
  }
  return readOrigin(tx, concept, target.id, merged, path)
}

/** Marks an actor or place as no longer merged. Call it within `reviseEntities`. */
export async function markSplit(tx: Database, table: typeof actors | typeof places, splitId: string): Promise<void> {
  await tx.execute(sql`update ${table} set merged_into_id = null, merged_reason = null, merged_by = null, merged_at = null
    where ${table.id} = ${splitId}`)
}

/** @returns UUIDs of the events in which a merge has changed rows */
export function eventIdsOf({ changes }: MergeOrigin): string[] {
  const ids = Object.entries(changes).flatMap(([table, { removed }]) =>
    removed.map((row) => row[table === 'events' ? 'id' : 'event_id']),
  )
  return [...new Set(ids.filter((id) => typeof id === 'string'))]
}

/**
 * Checks that rows that did not return were corrected in their events. If an event was merged into another since, its
 * rows are in the other and would stay with the wrong actor.
 * @param rows of events, with the column `event_id`
 * @throws {EventConflictError} with the merged events
 */
export async function assertNotMerged(tx: Database, rows: readonly JsonRow[], path: readonly string[]): Promise<void> {
  const ids = rows.map((row) => String(row['event_id']))
  await assertEventsNotMerged(tx, ids, path)
}

/** @throws {EventConflictError} if one of the events is merged into another */
export async function assertEventsNotMerged(
  tx: Database,
  eventIds: readonly string[],
  path: readonly string[],
): Promise<void> {
  if (eventIds.length === 0) return
  const mergedEvents = await tx
    .select({ id: events.id, mergedIntoId: events.mergedIntoId })
    .from(events)
    .where(and(inUuids(events.id, eventIds), isNotNull(events.mergedIntoId)))
    .orderBy(events.id)
    .limit(MAX_NAMED_EVENTS)
  if (mergedEvents.length === 0) return
  const list = mergedEvents.map(
    ({ id, mergedIntoId }) => `${toId('event', id)} into ${toId('event', mergedIntoId ?? id)}`,
  )
  const message = `Events were merged since: ${list.join(', ')}. Split them first, then retry.`
  throw new EventConflictError('CONFLICT', path, message)
}
