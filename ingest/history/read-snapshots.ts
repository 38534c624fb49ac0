import { eq } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { TYPED_KINDS } from '../../database/tables/event-kinds.ts'
import { events } from '../../database/tables/event.ts'
import { mentions } from '../../database/tables/mention.ts'
import { toId } from '../../database/values/ids.ts'
import { SNAPSHOT_TABLES, snapshotOf, type Parts, type Snapshot } from './snapshot.ts'

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
  if (ids.length === 0) return new Map()
  const readByEvent = async (table: PgTable & { eventId: PgColumn }) => {
    const rows = (await tx
      .select()
      .from(table as PgTable)
      .where(inUuids(table.eventId, ids))) as (Record<string, unknown> & { eventId: string })[]
    const rowsByEvent = new Map<string, Record<string, unknown>[]>()
    for (const row of rows) {
      const eventRows = rowsByEvent.get(row.eventId)
      if (eventRows) eventRows.push(row)
      else rowsByEvent.set(row.eventId, [row])
    }
    return rowsByEvent
  }
  const parts = new Map<string, Awaited<ReturnType<typeof readByEvent>>>()
  for (const [part, table] of Object.entries(SNAPSHOT_TABLES)) parts.set(part, await readByEvent(table))
  const detailsByEvent = new Map<string, Record<string, unknown>>()
  for (const { details: table } of Object.values(TYPED_KINDS)) {
    for (const [id, [row]] of await readByEvent(table)) if (row) detailsByEvent.set(id, row)
  }
  const rows = await tx.select().from(events).where(inUuids(events.id, ids))
  return new Map(
    rows.map((event) => {
      const eventParts = [...parts].map(([part, rowsByEvent]) => [part, rowsByEvent.get(event.id) ?? []])
      const snapshot = snapshotOf({
        event,
        details: detailsByEvent.get(event.id) ?? {},
        ...(Object.fromEntries(eventParts) as Parts),
      })
      return [event.id, { snapshot, version: event.version }]
    }),
  )
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
