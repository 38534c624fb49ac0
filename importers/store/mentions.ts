import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { feedRows } from '../../database/tables/import.ts'
import { reviseReports } from '../../ingest/history/revise.ts'
import type { RevisionDraft } from '../../ingest/history/revisions.ts'
import type { MentionDraft } from '../feed/draft.ts'
import { storeReferences, type Known } from './references.ts'
import { newReports, storeReports, type EventReport } from './reports.ts'
import type { FeedSource } from './store-batch.ts'

/**
 * Stores later reports of events.
 * @param tx a transaction
 * @param mentions any number of them
 * @param source of the rows that told the events
 * @returns how many reports were written, what is to be entered into the history, and which mentions speak of an event
 *   that is not stored
 */
export const storeMentions = async (
  tx: Database,
  known: Known,
  mentions: readonly MentionDraft[],
  { datasetId, by }: Pick<FeedSource, 'datasetId' | 'by'>,
): Promise<{ reportsWritten: number; history: RevisionDraft[]; unknown: Set<MentionDraft> }> => {
  const { rows } = (await tx.execute(sql`select row_number::float8 as row, event_id::text as event from ${feedRows}
    where dataset_id = ${datasetId} and row_number = any(${sql.param([...new Set(mentions.map(({ row }) => row))])}::bigint[])`)) as unknown as {
    rows: { row: number; event: string }[]
  }
  const eventOf = new Map(rows.map(({ row, event }) => [row, event]))
  const found = mentions.flatMap(({ row, report }): EventReport[] => {
    const eventId = eventOf.get(row)
    return eventId === undefined ? [] : [{ eventId, report }]
  })
  const references = await storeReferences(
    tx,
    known,
    [],
    found.map(({ report }) => report),
  )
  const news = await newReports(tx, found)
  let reportsWritten = 0
  const history = await reviseReports(tx, [...new Set(news.map(({ eventId }) => eventId))], { by }, async () => {
    reportsWritten = await storeReports(tx, news, references)
  })
  return {
    reportsWritten,
    history,
    unknown: new Set(mentions.filter(({ row }) => !eventOf.has(row))),
  }
}
