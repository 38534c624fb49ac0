import { eq, getTableName, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { updateJson } from '../../database/sql/json-rows.ts'
import { withWriteLock } from '../../database/sql/write-lock.ts'
import { actors } from '../../database/tables/actor.ts'
import { events } from '../../database/tables/event.ts'
import { feedRows } from '../../database/tables/import.ts'
import { places } from '../../database/tables/place.ts'
import { toId } from '../../database/values/ids.ts'
import { countMentions } from '../derived/derive.ts'
import { recomputeCertainty } from '../derived/event-certainty.ts'
import { assertVersions, EventConflictError, type ExpectedVersion } from '../history/expect-version.ts'
import { reviseEvents, type AuditInfo } from '../history/revise.ts'
import { appendRevisions } from '../history/revisions.ts'
import { storedParts } from '../parts/catalogue.ts'
import { followMerges } from '../resolve/stored-ids.ts'
import { describeRow } from './describe-row.ts'
import { readMergesWithParticipations } from './later-merges.ts'
import { deleteOrigin, OtherMerges, readOrigin, type MergeOrigin } from './origins.ts'
import { returnEventRows } from './split-rows.ts'

const MAX_NAMED_ROWS = 10
const MERGED_PATH = ['mergedEvent']

/**
 * Undoes the merge of an event: it stands again with the rows that it had. Rows that were added to the target since stay
 * with the target.
 * @param db a database; the function runs its own transaction
 * @param target the event that it was merged into
 * @param mergedId UUID of the event that stands again
 * @throws {EventConflictError} if one does not exist, the target has another version or is retracted or merged, the other
 *   is not merged into it, or a row of the merge was corrected since, or an actor or place of one was merged since
 */
export function splitEvent(
  db: Database,
  target: ExpectedVersion,
  mergedId: string,
  auditInfo: AuditInfo,
): Promise<void> {
  return withWriteLock(db, async (tx) => {
    await assertVersions(tx, [target])
    const [merged] = await tx
      .select({ id: events.id, mergedIntoId: events.mergedIntoId })
      .from(events)
      .where(eq(events.id, mergedId))
    if (merged === undefined) {
      const message = `There is no event with the id ${toId('event', mergedId)}.`
      throw new EventConflictError('NOT_FOUND', MERGED_PATH, message)
    }
    const [origin] = await readOrigin(tx, 'event', target.id, merged, MERGED_PATH)
    if (origin === undefined) throw new Error(`The merge of ${mergedId} has no origin.`)
    await assertEntitiesNotMerged(tx, origin)
    const others = await OtherMerges.read(tx, target.id, mergedId)
    const relatedIds = relatedEventIds(origin)
    const revisions = await reviseEvents(
      tx,
      [target.id, mergedId, ...relatedIds],
      auditInfo,
      async () => {
        await returnRows(tx, origin, others)
        await returnOwnValues(tx, origin, others)
        await countMentions(tx, [target.id, mergedId])
        await recomputeCertainty(tx, [target.id, mergedId, ...relatedIds])
      },
      (id) => (id === mergedId ? 'SPLIT' : 'CORRECTED'),
    )
    await others.save(tx)
    await deleteOrigin(tx, mergedId)
    await appendRevisions(tx, revisions)
  })
}

/**
 * Checks that no actor or place of the rows was merged since: its merge has changed them where they are now, and its
 * split would not find them in the other event.
 */
async function assertEntitiesNotMerged(tx: Database, origin: MergeOrigin): Promise<void> {
  const { changes } = origin
  const rows = storedParts().flatMap(({ table }) => {
    const { removed, added } = changes[getTableName(table)] ?? { removed: [], added: [] }
    return [...removed, ...added]
  })
  const idsIn = (columns: readonly string[]) =>
    rows.flatMap((row) => columns.flatMap((name) => (typeof row[name] === 'string' ? [row[name]] : [])))
  const actorIds = idsIn(['actor_id', 'agent_id'])
  for (const { mergedId } of await readMergesWithParticipations(tx, origin)) actorIds.push(mergedId)
  const merged = [
    ...(await readMerged(tx, 'actor', actors, actorIds)),
    ...(await readMerged(tx, 'place', places, idsIn(['place_id']))),
  ]
  if (merged.length === 0) return
  const message = `Actors or places of the merged event were merged since: ${merged.join(', ')}. Split them first, then retry.`
  throw new EventConflictError('CONFLICT', MERGED_PATH, message)
}

async function readMerged(
  tx: Database,
  concept: 'actor' | 'place',
  table: typeof actors | typeof places,
  ids: readonly string[],
): Promise<string[]> {
  const targets = await followMerges(tx, table, ids)
  return [...targets].slice(0, MAX_NAMED_ROWS).map(([id, into]) => `${toId(concept, id)} into ${toId(concept, into)}`)
}

/** @returns UUIDs of the events whose relations to the merged event became relations to the target */
function relatedEventIds({ changes, targetId, mergedId }: MergeOrigin): string[] {
  const owners = Object.values(changes).flatMap(({ removed }) => removed.map((row) => row['event_id']))
  const ids = new Set(owners.filter((id) => typeof id === 'string'))
  return [...ids].filter((id) => id !== targetId && id !== mergedId)
}

async function returnRows(tx: Database, origin: MergeOrigin, others: OtherMerges): Promise<void> {
  const corrected = await returnEventRows(tx, origin, others)
  if (corrected.length === 0) return
  const named = corrected.slice(0, MAX_NAMED_ROWS).map(({ part, row }) => `${part}: ${describeRow(row)}`)
  const omittedCount = corrected.length - named.length
  const list = [...named, ...(omittedCount > 0 ? [`and ${omittedCount} more`] : [])].join('; ')
  const message = `Parts of the merged event were corrected, split or merged since, or new parts refer to them: ${list}. Undo that first, in the reverse order of the changes.`
  throw new EventConflictError('CONFLICT', MERGED_PATH, message)
}

/** Returns the certainty of the events and the rows of feeds to what they were. Claims then decide on the certainty. */
async function returnOwnValues(tx: Database, origin: MergeOrigin, others: OtherMerges): Promise<void> {
  const { changes, mergedId, targetId, ordinal } = origin
  await tx.execute(sql`update ${events} set merged_into_id = null where ${events.id} = ${mergedId}`)
  const certainties = changes[getTableName(events)]?.removed ?? []
  await updateJson(
    tx,
    events,
    certainties.filter(({ id }) => id === mergedId),
  )
  for (const before of certainties) {
    if (before['id'] === targetId && !others.handOver(events, before, ordinal)) await updateJson(tx, events, [before])
  }
  await updateJson(tx, feedRows, changes[getTableName(feedRows)]?.removed ?? [])
}
