import { sql } from 'drizzle-orm'
import type { Database } from '../../schema/tables/database.ts'
import { feedRows } from '../../schema/tables/feed.ts'
import type { MentionDraft } from '../draft.ts'
import { storeReferences, type Known } from './references.ts'
import { storeReports, type EventReport } from './reports.ts'

/**
 * Stores later reports of events.
 * @param tx a transaction
 * @param datasetId the UUID of the dataset whose rows told the events
 * @param mentions any number of them
 * @returns how many reports were written, and which mentions speak of an event that is not stored
 */
export const storeMentions = async (
  tx: Database,
  known: Known,
  datasetId: string,
  mentions: readonly MentionDraft[],
): Promise<{ reportsWritten: number; unknown: Set<MentionDraft> }> => {
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
  return {
    reportsWritten: await storeReports(tx, found, references),
    unknown: new Set(mentions.filter(({ row }) => !eventOf.has(row))),
  }
}
