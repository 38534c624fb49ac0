import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { mentions } from '../../database/tables/mention.ts'
import { diffSnapshots } from '../../ingest/history/diff.ts'
import { readSnapshots } from '../../ingest/history/read-snapshots.ts'
import { snapshotOf } from '../../ingest/history/snapshot.ts'
import { mentionsPart } from '../../ingest/parts/mentions.ts'
import type { EventChange } from '../../ingest/store/events.ts'
import { type FeedSource } from '../feed/feed-source.ts'
import type { ChangedEvent } from './classify-rows.ts'
import { partsOfEveryRow, rowsOf } from './event-rows.ts'
import type { StoredReferences } from './references.ts'

/** Finds the stored events that differ from their changed rows, and the changes that they need. */
export async function findCorrections(
  tx: Database,
  source: FeedSource,
  references: StoredReferences,
  changedEvents: readonly ChangedEvent[],
): Promise<EventChange[]> {
  const stored = await readSnapshots(
    tx,
    changedEvents.map(({ event }) => event.id),
  )
  return changedEvents.flatMap(({ event: draft, hasOtherRows }): EventChange[] => {
    const rows = rowsOf(draft, references, source)
    const before = stored.get(draft.id)?.snapshot
    if (before === undefined) throw new Error(`Event ${draft.id} has rows but is not stored.`)
    // Rows outside of the batch may have added to these parts.
    const keptParts = hasOtherRows ? partsOfEveryRow().map(({ name }) => name) : []
    const { [mentionsPart.name]: _upserted, ...parts } = rows.parts
    const after = snapshotOf({ ...rows, parts: source.listsAllMentions ? rows.parts : parts })
    for (const name of keptParts) after[name] = before[name]
    if (diffSnapshots(before, after).length === 0) return []
    const { id, datasetId: _dataset, mentionCount: _mentions, publisherCount: _publishers, ...columns } = rows.event
    const replaced = Object.fromEntries(Object.entries(parts).filter(([name]) => !keptParts.includes(name)))
    return [
      { id, own: { storedKind: String(before['kind']), kind: draft.kind, columns, details: rows.details }, replaced },
    ]
  })
}

/**
 * Deletes the mentions that the changed rows no longer list.
 * @param tx a transaction, within `reviseEvents`
 */
export async function deleteUnlistedMentions(tx: Database, changedEvents: readonly ChangedEvent[]): Promise<void> {
  const listed = changedEvents.flatMap(({ event }) =>
    event.mentions.map(({ article }) => ({ eventId: event.id, articleId: article.id })),
  )
  const changedIds = sql.param(changedEvents.map(({ event }) => event.id))
  const eventIds = sql.param(listed.map(({ eventId }) => eventId))
  const articleIds = sql.param(listed.map(({ articleId }) => articleId))
  await tx.execute(sql`delete from ${mentions} m where m.event_id = any(${changedIds}::uuid[])
    and (m.event_id, m.article_id) not in (select * from unnest(${eventIds}::uuid[], ${articleIds}::uuid[]))`)
}
