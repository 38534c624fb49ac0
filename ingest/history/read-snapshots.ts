import { eq } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { events } from '../../database/tables/event.ts'
import { mentions } from '../../database/tables/mention.ts'
import { toId } from '../../database/values/ids.ts'
import { readEvents } from '../parts/read-events.ts'
import { snapshotOf, type Snapshot } from './snapshot.ts'

/** A snapshot of an event and the version of the event that it shows. */
export interface VersionedSnapshot {
  snapshot: Snapshot
  version: number
}

/**
 * Reads the snapshots of stored events.
 * @param ids UUIDs
 * @returns the snapshots by UUID, without an entry for ids that are not stored
 */
export async function readSnapshots(tx: Database, ids: readonly string[]): Promise<Map<string, VersionedSnapshot>> {
  const stored = await readEvents(tx, ids)
  return new Map([...stored].map(([id, rows]) => [id, { snapshot: snapshotOf(rows), version: rows.event.version }]))
}

/**
 * Reads snapshots that have only the field `mentions`: cheaper, for changes of nothing but mentions.
 * @param ids UUIDs
 */
export async function readMentionSnapshots(
  tx: Database,
  ids: readonly string[],
): Promise<Map<string, VersionedSnapshot>> {
  const rows = await tx
    .select({ id: events.id, version: events.version, articleId: mentions.articleId })
    .from(events)
    .leftJoin(mentions, eq(mentions.eventId, events.id))
    .where(inUuids(events.id, ids))
  const mentionsByEvent = new Map<string, { articleIds: string[]; version: number }>()
  for (const { id, version, articleId } of rows) {
    const entry = mentionsByEvent.get(id) ?? { articleIds: [], version }
    if (articleId !== null) entry.articleIds.push(toId('article', articleId))
    mentionsByEvent.set(id, entry)
  }
  return new Map(
    [...mentionsByEvent].map(([id, { articleIds, version }]) => [
      id,
      { snapshot: { mentions: articleIds.toSorted() }, version },
    ]),
  )
}
