import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { events } from '../../database/tables/event.ts'
import { reports } from '../../database/tables/report.ts'
import { countReports } from '../../ingest/derived/derive.ts'
import type { ReportDraft } from '../feed/draft.ts'
import type { References } from './references.ts'

/** A report, and of which event. */
export interface EventReport {
  eventId: string
  report: ReportDraft
}

/** What of a report tells how good it is. */
interface Reading {
  sentence?: number | null | undefined
  extractionConfidence?: number | null | undefined
}

/** An article reports an event once: of several readings the one that a machine is surest of counts, then the earliest in the text. */
const isBetter = (one: Reading, other: Reading): boolean => {
  const [confidence, known] = [one.extractionConfidence ?? -1, other.extractionConfidence ?? -1]
  if (confidence !== known) return confidence > known
  const [sentence, first] = [one.sentence ?? Infinity, other.sentence ?? Infinity]
  return sentence < first
}

/** @returns of several reports of one event by one article the best */
export const bestReports = (given: readonly EventReport[]): EventReport[] => {
  const best = new Map<string, EventReport>()
  for (const each of given) {
    const key = `${each.eventId} ${each.report.article.id}`
    const known = best.get(key)
    if (known === undefined || isBetter(each.report, known.report)) best.set(key, each)
  }
  return [...best.values()]
}

/**
 * The row of a report.
 * @param occurredSort what its event is listed by
 */
export const reportRow = (
  { eventId, report }: EventReport,
  references: References,
  occurredSort: string,
): typeof reports.$inferInsert => {
  const { article, ...rest } = report
  return { eventId, articleId: article.id, publisherId: references.publisher(article), ...rest, occurredSort }
}

/**
 * Which reports are news: those of which none is stored, or a worse one.
 * @param tx a transaction
 * @param given any number of them
 */
export const newReports = async (tx: Database, given: readonly EventReport[]): Promise<EventReport[]> => {
  const best = bestReports(given)
  if (best.length === 0) return []
  const { rows } = (await tx.execute(sql`select event_id::text as event, article_id::text as article, sentence,
      extraction_confidence as "extractionConfidence" from ${reports}
    where (event_id, article_id) in (select * from unnest(${sql.param(best.map(({ eventId }) => eventId))}::uuid[],
      ${sql.param(best.map(({ report }) => report.article.id))}::uuid[]))`)) as unknown as {
    rows: { event: string; article: string; sentence: number | null; extractionConfidence: number | null }[]
  }
  const stored = new Map(rows.map((row) => [`${row.event} ${row.article}`, row]))
  return best.filter(({ eventId, report }) => {
    const known = stored.get(`${eventId} ${report.article.id}`)
    return known === undefined || isBetter(report, known)
  })
}

/**
 * Stores reports of events that are stored; where one is there, the better one stays.
 * @param tx a transaction, within `reviseEvents`
 * @param given any number of them
 * @returns how many were written
 */
export const storeReports = async (
  tx: Database,
  given: readonly EventReport[],
  references: References,
): Promise<number> => {
  const best = bestReports(given)
  if (best.length === 0) return 0
  const column = (value: (report: ReportDraft, eventId: string) => unknown) =>
    sql.param(best.map(({ report, eventId }) => value(report, eventId) ?? null))
  const { rows } = (await tx.execute(sql`insert into ${reports} as stored
      (event_id, article_id, publisher_id, sentence, actor1_offset, actor2_offset, action_offset, extraction_confidence, tone, reported_at, occurred_sort)
    select given.event_id, given.article_id, given.publisher_id, given.sentence, given.actor1_offset, given.actor2_offset, given.action_offset,
      given.extraction_confidence, given.tone, given.reported_at, e.occurred_sort
    from unnest(${column((_report, id) => id)}::uuid[], ${column(({ article }) => article.id)}::uuid[],
      ${column(({ article }) => references.publisher(article))}::uuid[], ${column(({ sentence }) => sentence)}::int[],
      ${column(({ actor1Offset }) => actor1Offset)}::int[], ${column(({ actor2Offset }) => actor2Offset)}::int[],
      ${column(({ actionOffset }) => actionOffset)}::int[], ${column((report) => report.extractionConfidence)}::smallint[],
      ${column(({ tone }) => tone)}::float8[], ${column(({ reportedAt }) => reportedAt)}::timestamptz[])
      as given(event_id, article_id, publisher_id, sentence, actor1_offset, actor2_offset, action_offset, extraction_confidence, tone, reported_at)
    join ${events} e on e.id = given.event_id
    on conflict (event_id, article_id) do update set sentence = excluded.sentence, actor1_offset = excluded.actor1_offset,
      actor2_offset = excluded.actor2_offset, action_offset = excluded.action_offset,
      extraction_confidence = excluded.extraction_confidence, tone = excluded.tone, reported_at = excluded.reported_at
    where coalesce(excluded.extraction_confidence, -1) > coalesce(stored.extraction_confidence, -1)
      or (excluded.extraction_confidence = stored.extraction_confidence
        and coalesce(excluded.sentence, 2147483647) < coalesce(stored.sentence, 2147483647))
    returning event_id`)) as unknown as { rows: object[] }
  await countReports(tx, [...new Set(best.map(({ eventId }) => eventId))])
  return rows.length
}
