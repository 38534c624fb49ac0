import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { feedRows } from '../../database/tables/import.ts'
import { reviseMentions } from '../../ingest/history/revise.ts'
import type { RevisionDraft } from '../../ingest/history/revisions.ts'
import type { MentionRowDraft } from '../feed/draft.ts'
import { type FeedSource } from '../feed/feed-source.ts'
import { newMentions, storeMentions, type EventMention } from './mentions.ts'
import { storeReferences } from './references.ts'
import { type ImportCache } from './session.ts'

/**
 * Stores later reports of events.
 * @param tx a transaction
 * @param mentions any number of them
 * @param source of the rows that told the events
 * @returns how many reports were written, what is to be entered into the history, and which mentions speak of an event
 *   that is not stored
 */
export async function storeMentionRows(
  tx: Database,
  known: ImportCache,
  mentions: readonly MentionRowDraft[],
  { datasetId, by }: Pick<FeedSource, 'datasetId' | 'by'>,
): Promise<{ mentionsWritten: number; history: RevisionDraft[]; unknown: Set<MentionRowDraft> }> {
  const rows = await readRows<{ row: number; event: string }>(
    tx,
    sql`select row_number::float8 as row, event_id::text as event from ${feedRows}
    where dataset_id = ${datasetId} and row_number = any(${sql.param([...new Set(mentions.map(({ row }) => row))])}::bigint[])`,
  )
  const eventOf = new Map(rows.map(({ row, event }) => [row, event]))
  const found = mentions.flatMap(({ row, mention }): EventMention[] => {
    const eventId = eventOf.get(row)
    return eventId === undefined ? [] : [{ eventId, mention }]
  })
  const references = await storeReferences(
    tx,
    known,
    [],
    found.map(({ mention }) => mention),
  )
  const news = await newMentions(tx, found)
  let mentionsWritten = 0
  const history = await reviseMentions(tx, [...new Set(news.map(({ eventId }) => eventId))], { by }, async () => {
    mentionsWritten = await storeMentions(tx, news, references)
  })
  return {
    mentionsWritten,
    history,
    unknown: new Set(mentions.filter(({ row }) => !eventOf.has(row))),
  }
}
