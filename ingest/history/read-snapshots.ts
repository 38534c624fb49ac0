import { eq } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { TYPED_KINDS } from '../../database/tables/event-kinds.ts'
import { events } from '../../database/tables/event.ts'
import { mentions } from '../../database/tables/mention.ts'
import { toId } from '../../database/values/ids.ts'
import { SNAPSHOT_TABLES, snapshotOf, type Parts, type Snapshot } from './snapshot.ts'

/**
 * What is stored of events.
 * @param tx a transaction
 * @param ids their UUIDs
 * @returns their pictures, with the versions that they are of
 */
export async function readSnapshots(
  tx: Database,
  ids: readonly string[],
): Promise<Map<string, { picture: Snapshot; version: number }>> {
  if (ids.length === 0) return new Map()
  const read = async (table: PgTable & { eventId: PgColumn }) => {
    const found = (await tx
      .select()
      .from(table as PgTable)
      .where(inUuids(table.eventId, ids))) as Record<string, unknown>[]
    const byEvent = new Map<string, Record<string, unknown>[]>()
    for (const row of found) {
      const rows = byEvent.get(row['eventId'] as string)
      if (rows) rows.push(row)
      else byEvent.set(row['eventId'] as string, [row])
    }
    return byEvent
  }
  const parts = new Map<string, Awaited<ReturnType<typeof read>>>()
  for (const [part, table] of Object.entries(SNAPSHOT_TABLES)) parts.set(part, await read(table))
  const details = new Map<string, Record<string, unknown>[]>()
  for (const own of Object.values(TYPED_KINDS)) for (const [id, rows] of await read(own.details)) details.set(id, rows)
  const rows = await tx.select().from(events).where(inUuids(events.id, ids))
  return new Map(
    rows.map((event) => {
      const ofEvent = [...parts].map(([part, byEvent]) => [part, byEvent.get(event.id) ?? []])
      const picture = snapshotOf({
        event,
        details: details.get(event.id)?.[0] ?? {},
        ...(Object.fromEntries(ofEvent) as Parts),
      })
      return [event.id, { picture, version: event.version }]
    }),
  )
}

/**
 * Which articles report stored events.
 * @param tx a transaction
 * @param ids their UUIDs
 * @returns pictures that tell of nothing else, with the versions that they are of
 */
export async function readMentionSnapshots(tx: Database, ids: readonly string[]): ReturnType<typeof readSnapshots> {
  const rows = await tx
    .select({ id: events.id, version: events.version, articleId: mentions.articleId })
    .from(events)
    .leftJoin(mentions, eq(mentions.eventId, events.id))
    .where(inUuids(events.id, ids))
  const found: Awaited<ReturnType<typeof readSnapshots>> = new Map()
  for (const { id, version, articleId } of rows) {
    const known = found.get(id) ?? { picture: { mentions: [] }, version }
    if (articleId !== null) (known.picture['mentions'] as string[]).push(toId('article', articleId))
    found.set(id, known)
  }
  for (const { picture } of found.values()) (picture['mentions'] as string[]).sort()
  return found
}
