import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
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
import type { ChangedEvent } from './classify-rows.ts'
import { EVENT_PARTS, rowsOf, type EventRows } from './event-rows.ts'
import { upsertMentions } from './mentions.ts'
import type { StoredReferences } from './references.ts'

/** The new table rows of an event that differs from the stored one. */
interface Correction {
  rows: EventRows
  hasOtherRows: boolean
}

/** The parts that all rows of an event add to; the other parts come from its first row. */
const SHARED_PARTS = ['codes', 'externalIds']

/** Finds the stored events that differ from their changed rows. */
export async function findCorrections(
  tx: Database,
  source: FeedSource,
  references: StoredReferences,
  changedEvents: readonly ChangedEvent[],
): Promise<Correction[]> {
  const stored = await readSnapshots(
    tx,
    changedEvents.map(({ event }) => event.id),
  )
  return changedEvents.flatMap(({ event, hasOtherRows }): Correction[] => {
    const rows = rowsOf(event, references, source.datasetId)
    const before = stored.get(event.id)?.snapshot
    if (before === undefined) throw new Error(`Event ${event.id} has rows but is not stored.`)
    const after = snapshotOf({ ...rows, ...(source.listsAllMentions && { mentions: comparableMentions(event) }) })
    if (hasOtherRows) keepSharedParts(before, after)
    return diffSnapshots(before, after).length === 0 ? [] : [{ rows, hasOtherRows }]
  })
}

/** The mentions of an event as `snapshotOf` compares them: by article only. */
function comparableMentions({ id, mentions: drafts }: EventDraft) {
  return [...new Set(drafts.map(({ article }) => article.id))].map((articleId) => ({
    eventId: id,
    articleId,
    occurredSort: '',
  }))
}

/** Keeps the codes and external ids that rows outside the batch have added. */
function keepSharedParts(before: Snapshot, after: Snapshot): void {
  for (const part of SHARED_PARTS) after[part] = before[part]
}

/**
 * Updates stored events to the content of their changed rows.
 * @param tx a transaction, within `reviseEvents`
 * @param corrections the result of `findCorrections` for `changedEvents`
 * @returns the number of mentions written
 */
export async function correctEvents(
  tx: Database,
  source: FeedSource,
  references: StoredReferences,
  changedEvents: readonly ChangedEvent[],
  corrections: readonly Correction[],
): Promise<number> {
  if (changedEvents.length === 0) return 0
  await replaceRows(tx, corrections)
  // A feed has no claims, but an event that was merged into this one may have brought some.
  await recomputeCertainty(
    tx,
    corrections.map(({ rows }) => rows.event.id),
  )
  if (source.listsAllMentions) await deleteUnlistedMentions(tx, changedEvents)
  return upsertMentions(
    tx,
    changedEvents.flatMap(({ event }) => event.mentions.map((mention) => ({ eventId: event.id, mention }))),
    references,
  )
}

async function replaceRows(tx: Database, corrections: readonly Correction[]): Promise<void> {
  const ids = sql.param(corrections.map(({ rows }) => rows.event.id))
  const completeIds = sql.param(
    corrections.filter(({ hasOtherRows }) => !hasOtherRows).map(({ rows }) => rows.event.id),
  )
  for (const { details } of Object.values(TYPED_KINDS)) {
    await tx.execute(sql`delete from ${details} where event_id = any(${ids}::uuid[])`)
  }
  for (const [part, table] of EVENT_PARTS) {
    const eventIds = SHARED_PARTS.includes(part) ? completeIds : ids
    await tx.execute(sql`delete from ${table} where event_id = any(${eventIds}::uuid[])`)
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
    await insertRows<PgTable>(tx, TYPED_KINDS[kind].details, details)
  }
  for (const [part, table] of EVENT_PARTS) {
    await insertNewRows<PgTable>(
      tx,
      table,
      corrections.flatMap(({ rows }): object[] => rows[part]),
    )
  }
}

/** Deletes the mentions that the changed rows no longer list. */
async function deleteUnlistedMentions(tx: Database, changedEvents: readonly ChangedEvent[]): Promise<void> {
  const listed = changedEvents.flatMap(({ event }) =>
    event.mentions.map(({ article }) => ({ eventId: event.id, articleId: article.id })),
  )
  const changedIds = sql.param(changedEvents.map(({ event }) => event.id))
  const eventIds = sql.param(listed.map(({ eventId }) => eventId))
  const articleIds = sql.param(listed.map(({ articleId }) => articleId))
  await tx.execute(sql`delete from ${mentions} m where m.event_id = any(${changedIds}::uuid[])
    and (m.event_id, m.article_id) not in (select * from unnest(${eventIds}::uuid[], ${articleIds}::uuid[]))`)
}
