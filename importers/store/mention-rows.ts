import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { feedRows } from '../../database/tables/import.ts'
import { reviseMentions } from '../../ingest/history/revise.ts'
import { appendRevisions, type RevisionDraft } from '../../ingest/history/revisions.ts'
import { findErased } from '../../ingest/resolve/erased.ts'
import { revisePublishers } from '../../ingest/store/article-publisher.ts'
import type { MentionRowDraft } from '../feed/draft.ts'
import { type FeedSource } from '../feed/feed-source.ts'
import { bestMentions, findNewMentions, upsertMentions, type EventMention } from './mentions.ts'
import { storeReferences } from './references.ts'
import { type ImportCache } from './session.ts'

/** The counts of the rows whose event is stored; a subset of `ImportCounts`. */
export interface MentionCounts {
  rowsWritten: number
  rowsMerged: number
  rowsUnchanged: number
  mentionsWritten: number
}

/**
 * Stores rows of a file of mentions.
 * @param source the dataset of the events
 * @returns the counts of the rows, the revisions of their events, and the rows whose event is not stored
 */
export async function storeMentionRows(
  tx: Database,
  cache: ImportCache,
  { datasetId, by, reason }: Pick<FeedSource, 'datasetId' | 'by' | 'reason'>,
  rows: readonly MentionRowDraft[],
): Promise<{ counts: MentionCounts; history: RevisionDraft[]; unmatched: Set<MentionRowDraft> }> {
  const rowNumbers = [...new Set(rows.map(({ rowNumber }) => rowNumber))]
  const storedRows = await readRows<{ rowNumber: number; eventId: string }>(
    tx,
    sql`select row_number::float8 as "rowNumber", event_id::text as "eventId" from ${feedRows}
    where dataset_id = ${datasetId} and row_number = any(${sql.param(rowNumbers)}::bigint[])`,
  )
  const eventIds = new Map(storedRows.map(({ rowNumber, eventId }) => [rowNumber, eventId]))
  const erased = await findErased(tx, eventIds.values())
  const matched = rows.flatMap(({ rowNumber, mention }): EventMention[] => {
    const eventId = eventIds.get(rowNumber)
    return eventId === undefined || erased.has(eventId) ? [] : [{ eventId, mention }]
  })
  const references = await storeReferences(
    tx,
    cache,
    datasetId,
    [],
    matched.map(({ mention }) => mention),
  )
  await appendRevisions(tx, await revisePublishers(tx, references.articlesWithNewPublisher, { by, reason }))
  const newMentions = await findNewMentions(tx, matched)
  let mentionsWritten = 0
  const changedEventIds = [...new Set(newMentions.map(({ eventId }) => eventId))]
  const history = await reviseMentions(tx, changedEventIds, { by, reason }, async () => {
    mentionsWritten = await upsertMentions(tx, newMentions, references)
  })
  const unmatched = new Set(rows.filter(({ rowNumber }) => !eventIds.has(rowNumber)))
  // An article mentions an event once: of several rows, the best one counts.
  const rowsMerged = matched.length - bestMentions(matched).length
  const rowsUnchanged = rows.length - unmatched.size - mentionsWritten - rowsMerged
  return { counts: { rowsWritten: mentionsWritten, rowsMerged, rowsUnchanged, mentionsWritten }, history, unmatched }
}
