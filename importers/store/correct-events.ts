import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { insertNewRows, insertRows } from '../../database/sql/insert.ts'
import { TYPED_KINDS, type TypedKindName } from '../../database/tables/event-kinds.ts'
import { events } from '../../database/tables/event.ts'
import { mentions } from '../../database/tables/mention.ts'
import { recomputeCertainty } from '../../ingest/derived/event-certainty.ts'
import { diffSnapshots } from '../../ingest/history/diff.ts'
import { readSnapshots } from '../../ingest/history/read-snapshots.ts'
import { snapshotOf, type Snapshot } from '../../ingest/history/snapshot.ts'
import type { EventDraft } from '../feed/draft.ts'
import { type FeedSource } from '../feed/feed-source.ts'
import type { Classification } from './classify-rows.ts'
import { PART_TABLES, rowsOf, type EventRows } from './event-rows.ts'
import { storeMentions } from './mentions.ts'
import type { StoredReferences } from './references.ts'

/** A correction: what the event is to be. */
interface Correction {
  rows: EventRows
  hasOthers: boolean
}

/**
 * Finds out which stored events say something else than their rows say now.
 * @param tx a transaction
 * @param source of the rows
 * @param references what the events refer to, stored
 * @param corrected what their rows say
 */
export async function correctionsOf(
  tx: Database,
  source: FeedSource,
  references: StoredReferences,
  corrected: Classification['corrected'],
): Promise<Correction[]> {
  const stored = await readSnapshots(
    tx,
    corrected.map(({ event }) => event.id),
  )
  return corrected.flatMap(({ event, hasOthers }): Correction[] => {
    const rows = rowsOf(event, references, source.datasetId)
    const before = stored.get(event.id)!.snapshot
    const after = snapshotOf({ ...rows, ...(source.listsAllMentions && { mentions: mentionsOf(event) }) })
    if (hasOthers) keepOthers(before, after)
    return diffSnapshots(before, after).length === 0 ? [] : [{ rows, hasOthers }]
  })
}

/** Only which articles there are is compared. */
function mentionsOf({ id, mentions: given }: EventDraft) {
  return [...new Set(given.map(({ article }) => article.id))].map((articleId) => ({
    eventId: id,
    articleId,
    occurredSort: '',
  }))
}

/**
 * Makes stored events what their rows say now.
 * @param tx a transaction, within `reviseEvents`
 * @param source of the rows
 * @param references what the events refer to, stored
 * @param corrected what all the rows say that were brought
 * @param corrections of those, what changes anything
 * @returns how many mentions were written
 */
export async function correctEvents(
  tx: Database,
  source: FeedSource,
  references: StoredReferences,
  corrected: Classification['corrected'],
  corrections: readonly Correction[],
): Promise<number> {
  if (corrected.length === 0) return 0
  await replace(tx, corrections)
  // What was merged into an event may have brought claims, which no feed has.
  await recomputeCertainty(
    tx,
    corrections.map(({ rows }) => rows.event.id),
  )
  if (source.listsAllMentions) await dropMissingMentions(tx, corrected)
  return storeMentions(
    tx,
    corrected.flatMap(({ event }) => event.mentions.map((mention) => ({ eventId: event.id, mention }))),
    references,
  )
}

/** What rows that did not come this time say too is not taken back. */
function keepOthers(before: Snapshot, after: Snapshot): void {
  for (const field of ['codes', 'externalIds']) after[field] = before[field]
}

async function replace(tx: Database, corrections: readonly Correction[]): Promise<void> {
  const ids = sql.param(corrections.map(({ rows }) => rows.event.id))
  const alone = sql.param(corrections.filter(({ hasOthers }) => !hasOthers).map(({ rows }) => rows.event.id))
  for (const { details } of Object.values(TYPED_KINDS)) {
    await tx.execute(sql`delete from ${details} where event_id = any(${ids}::uuid[])`)
  }
  for (const [part, table] of Object.entries(PART_TABLES)) {
    const shared = part === 'codes' || part === 'externalIds'
    await tx.execute(sql`delete from ${table} where event_id = any(${shared ? alone : ids}::uuid[])`)
  }
  for (const { rows } of corrections) {
    const { id, datasetId: _dataset, mentionCount: _mentions, publisherCount: _publishers, ...columns } = rows.event
    await tx
      .update(events)
      .set(columns)
      .where(sql`${events.id} = ${id}`)
  }
  for (const kind of Object.keys(TYPED_KINDS) as TypedKindName[]) {
    const details = corrections.flatMap(({ rows }) =>
      rows.kind === kind ? [{ eventId: rows.event.id, ...rows.details }] : [],
    )
    await insertRows(tx, TYPED_KINDS[kind].details, details as never)
  }
  for (const [part, table] of Object.entries(PART_TABLES) as [
    keyof typeof PART_TABLES,
    (typeof PART_TABLES)[keyof typeof PART_TABLES],
  ][]) {
    await insertNewRows(tx, table, corrections.flatMap(({ rows }): object[] => rows[part]) as never)
  }
}

/** Reports that a row no longer names. */
async function dropMissingMentions(tx: Database, corrected: Classification['corrected']): Promise<void> {
  const kept = corrected.flatMap(({ event }) =>
    event.mentions.map(({ article }) => ({ event: event.id, article: article.id })),
  )
  await tx.execute(sql`delete from ${mentions} r where r.event_id = any(${sql.param(corrected.map(({ event }) => event.id))}::uuid[])
    and (r.event_id, r.article_id) not in (select * from unnest(${sql.param(kept.map(({ event }) => event))}::uuid[], ${sql.param(kept.map(({ article }) => article))}::uuid[]))`)
}
