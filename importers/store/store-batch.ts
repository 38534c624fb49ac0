import { sql } from 'drizzle-orm'
import type { CopyRows } from '../../database/connection/bulk-load.ts'
import type { Database } from '../../database/database.ts'
import { feedRows } from '../../database/tables/import.ts'
import { changeEvents } from '../../ingest/derived/derive.ts'
import { recomputeCertainty } from '../../ingest/derived/event-certainty.ts'
import { reviseEvents } from '../../ingest/history/revise.ts'
import { appendRevisions, type RevisionDraft } from '../../ingest/history/revisions.ts'
import { revisePublishers } from '../../ingest/store/article-publisher.ts'
import { changeEventRows, storeEvents } from '../../ingest/store/events.ts'
import type { IncomingRow } from '../feed/batches.ts'
import { type FeedSource } from '../feed/feed-source.ts'
import { classifyRows, type EventWithRows } from './classify-rows.ts'
import { deleteUnlistedMentions, findCorrections } from './correct-events.ts'
import { rowsOf } from './event-rows.ts'
import { findNewMentions, upsertMentions } from './mentions.ts'
import { storeReferences, type StoredReferences } from './references.ts'
import { type ImportCache } from './session.ts'

/** The counts of a batch; a subset of `ImportCounts`. */
export interface BatchCounts {
  rowsWritten: number
  rowsUnchanged: number
  rowsMerged: number
  eventsCreated: number
  eventsCorrected: number
  mentionsWritten: number
}

/**
 * Stores a batch of event rows: creates new events, corrects changed ones, skips unchanged rows.
 * @param tx a transaction
 * @param copy copies rows within `tx`
 * @param cache receives the stored UUIDs; clear it if the transaction fails
 * @param rows in the order of the file
 * @returns the counts, and the revisions to append to the history
 */
export async function storeBatch(
  tx: Database,
  copy: CopyRows,
  cache: ImportCache,
  source: FeedSource,
  rows: readonly IncomingRow[],
): Promise<{ counts: BatchCounts; history: RevisionDraft[] }> {
  const { unchangedCount, created, corrected, merged } = await classifyRows(tx, source.datasetId, rows)
  const counts = {
    rowsWritten: 0,
    rowsUnchanged: unchangedCount,
    rowsMerged: 0,
    eventsCreated: created.length,
    eventsCorrected: 0,
    mentionsWritten: 0,
  }
  if (unchangedCount === rows.length) return { counts, history: [] }
  // Merged rows do not describe their event, so of their references only the articles and places are needed.
  const described = [...created, ...corrected].map(({ event }) => event)
  const all = [...described, ...merged.map(({ event }) => event)]
  const references = await storeReferences(
    tx,
    cache,
    source.datasetId,
    described,
    all.flatMap((event) => event.mentions),
    all.flatMap(({ codings = [] }) => codings.flatMap(({ place }) => place ?? [])),
    new Set(all.flatMap(({ quotes = [] }) => quotes.map(({ article }) => article.id))),
  )
  const { by, reason } = source
  await appendRevisions(tx, await revisePublishers(tx, references.articlesWithNewPublisher, { by, reason }))
  counts.mentionsWritten += await createEvents(tx, copy, source, references, created)
  const corrections = await findCorrections(tx, source, references, corrected)
  counts.eventsCorrected = corrections.length
  const changes = [...corrections, ...(await findCorrections(tx, source, references, merged))]
  const newMentions = await findNewMentions(
    tx,
    [...corrected, ...merged].flatMap(({ event }) => event.mentions.map((mention) => ({ eventId: event.id, mention }))),
  )
  const changedIds = [...changes.map(({ id }) => id), ...newMentions.map(({ eventId }) => eventId)]
  const revisions = await reviseEvents(tx, [...new Set(changedIds)], { by, reason }, async () => {
    await changeEventRows(tx, changes)
    // Rows can have quotes, and an event that was merged into one of the feed may have brought claims.
    const correctedIds = corrections.map(({ id }) => id)
    if (correctedIds.length > 0) await recomputeCertainty(tx, correctedIds)
    if (source.listsAllMentions && corrected.length > 0) await deleteUnlistedMentions(tx, corrected)
    counts.mentionsWritten += await upsertMentions(tx, newMentions, references)
  })
  await upsertFeedRows(tx, source, [...corrected, ...merged])
  const rowCount = [...created, ...corrected, ...merged].reduce((sum, event) => sum + event.rows.length, 0)
  counts.rowsMerged = rowCount - created.length - corrected.length
  counts.rowsWritten = counts.eventsCreated + counts.eventsCorrected
  // Rows that changed, but not the event that they describe.
  counts.rowsUnchanged += corrected.length - corrections.length
  return { counts, history: [...created.map(({ event }) => creationOf(event.id, source)), ...revisions] }
}

function creationOf(eventId: string, { by, reason }: FeedSource): RevisionDraft {
  return { eventId, version: 1, kind: 'CREATED', reason, by, changes: [] }
}

/** Copies new events, with their parts, mentions and feed rows. @returns the number of mentions */
async function createEvents(
  tx: Database,
  copy: CopyRows,
  source: FeedSource,
  references: StoredReferences,
  created: readonly EventWithRows[],
): Promise<number> {
  if (created.length === 0) return 0
  const eventRows = created.map(({ event }) => rowsOf(event, references, source))
  await storeEvents(tx, eventRows, copy)
  // The texts of articles that reports gave can prove that quotes of several articles are independent.
  const quoted = created.filter(
    ({ event: { quotes = [] } }) => new Set(quotes.map(({ article }) => article.id)).size > 1,
  )
  const quotedIds = quoted.map(({ event }) => event.id)
  await changeEvents(tx, quotedIds, () => recomputeCertainty(tx, quotedIds))
  await copy(
    feedRows,
    created.flatMap(({ event, rows }) =>
      rows.map(({ rowNumber, digest, scope = null, day = null }) => ({
        datasetId: source.datasetId,
        rowNumber,
        eventId: event.id,
        digest,
        scope,
        day,
      })),
    ),
  )
  return eventRows.reduce((sum, { event }) => sum + (event.mentionCount ?? 0), 0)
}

async function upsertFeedRows(
  tx: Database,
  { datasetId }: FeedSource,
  changed: readonly EventWithRows[],
): Promise<void> {
  const rows = changed.flatMap(({ event, rows: incoming }) => incoming.map((row) => ({ ...row, eventId: event.id })))
  if (rows.length === 0) return
  const column = (value: (row: (typeof rows)[number]) => unknown) => sql.param(rows.map((row) => value(row) ?? null))
  await tx.execute(sql`insert into ${feedRows} (dataset_id, row_number, event_id, digest, scope, day)
    select ${datasetId}::uuid, * from unnest(${column(({ rowNumber }) => rowNumber)}::bigint[],
      ${column(({ eventId }) => eventId)}::uuid[], ${column(({ digest }) => digest)}::text[],
      ${column(({ scope }) => scope)}::text[], ${column(({ day }) => day)}::date[])
    on conflict (dataset_id, row_number) do update set event_id = excluded.event_id, digest = excluded.digest,
      scope = excluded.scope, day = excluded.day`)
}
