import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { events } from '../../database/tables/event.ts'
import { mentions } from '../../database/tables/mention.ts'
import { countMentions } from '../../ingest/derived/derive.ts'
import type { MentionDraft } from '../feed/draft.ts'
import type { StoredReferences } from './references.ts'

export interface EventMention {
  eventId: string
  mention: MentionDraft
}

/** The fields that decide which of two readings of an article is better. */
interface Reading {
  sentence?: number | null | undefined
  extractionConfidence?: number | null | undefined
}

/**
 * True if a reading is better than another of the same article and event: first by extraction confidence, then by the
 * earlier sentence. An article mentions an event once, so only the best reading is stored.
 */
function isBetter(candidate: Reading, current: Reading): boolean {
  const candidateConfidence = candidate.extractionConfidence ?? -1
  const currentConfidence = current.extractionConfidence ?? -1
  if (candidateConfidence !== currentConfidence) return candidateConfidence > currentConfidence
  return (candidate.sentence ?? Infinity) < (current.sentence ?? Infinity)
}

/** The best mention of each event by each article. */
export function bestMentions(eventMentions: readonly EventMention[]): EventMention[] {
  const best = new Map<string, EventMention>()
  for (const candidate of eventMentions) {
    const key = `${candidate.eventId} ${candidate.mention.article.id}`
    const current = best.get(key)
    if (current === undefined || isBetter(candidate.mention, current.mention)) best.set(key, candidate)
  }
  return [...best.values()]
}

/** Finds the mentions that are not stored, or that are better than the stored ones. */
export async function findNewMentions(tx: Database, eventMentions: readonly EventMention[]): Promise<EventMention[]> {
  const best = bestMentions(eventMentions)
  if (best.length === 0) return []
  const eventIds = sql.param(best.map(({ eventId }) => eventId))
  const articleIds = sql.param(best.map(({ mention }) => mention.article.id))
  const rows = await readRows<Reading & { eventId: string; articleId: string }>(
    tx,
    sql`select event_id::text as "eventId", article_id::text as "articleId", sentence,
      extraction_confidence as "extractionConfidence" from ${mentions}
    where (event_id, article_id) in (select * from unnest(${eventIds}::uuid[], ${articleIds}::uuid[]))`,
  )
  const storedReadings = new Map(rows.map((row) => [`${row.eventId} ${row.articleId}`, row]))
  return best.filter(({ eventId, mention }) => {
    const stored = storedReadings.get(`${eventId} ${mention.article.id}`)
    return stored === undefined || isBetter(mention, stored)
  })
}

/**
 * Inserts mentions of stored events. If the article already mentions the event, the better reading is kept.
 * @param tx a transaction, within `reviseEvents` or `reviseMentions`
 * @returns the number of mentions inserted or updated
 */
export async function upsertMentions(
  tx: Database,
  eventMentions: readonly EventMention[],
  references: StoredReferences,
): Promise<number> {
  const best = bestMentions(eventMentions)
  if (best.length === 0) return 0
  const column = (value: (mention: MentionDraft, eventId: string) => unknown) =>
    sql.param(best.map(({ mention, eventId }) => value(mention, eventId) ?? null))
  const rows = await readRows<object>(
    tx,
    sql`insert into ${mentions} as stored
      (event_id, article_id, publisher_id, sentence, actor1_offset, actor2_offset, action_offset,
        extraction_confidence, tone, mentioned_at, occurred_sort)
    select incoming.event_id, incoming.article_id, incoming.publisher_id, incoming.sentence, incoming.actor1_offset,
      incoming.actor2_offset, incoming.action_offset, incoming.extraction_confidence, incoming.tone,
      incoming.mentioned_at, e.occurred_sort
    from unnest(${column((_mention, eventId) => eventId)}::uuid[], ${column(({ article }) => article.id)}::uuid[],
      ${column(({ article }) => references.publisher(article))}::uuid[],
      ${column(({ sentence }) => sentence)}::int[], ${column(({ actor1Offset }) => actor1Offset)}::int[],
      ${column(({ actor2Offset }) => actor2Offset)}::int[], ${column(({ actionOffset }) => actionOffset)}::int[],
      ${column(({ extractionConfidence }) => extractionConfidence)}::smallint[],
      ${column(({ tone }) => tone)}::float8[], ${column(({ mentionedAt }) => mentionedAt)}::timestamptz[])
      as incoming(event_id, article_id, publisher_id, sentence, actor1_offset, actor2_offset, action_offset,
        extraction_confidence, tone, mentioned_at)
    join ${events} e on e.id = incoming.event_id
    on conflict (event_id, article_id) do update set sentence = excluded.sentence,
      actor1_offset = excluded.actor1_offset, actor2_offset = excluded.actor2_offset,
      action_offset = excluded.action_offset, extraction_confidence = excluded.extraction_confidence,
      tone = excluded.tone, mentioned_at = excluded.mentioned_at
    where coalesce(excluded.extraction_confidence, -1) > coalesce(stored.extraction_confidence, -1)
      or (excluded.extraction_confidence = stored.extraction_confidence
        and coalesce(excluded.sentence, 2147483647) < coalesce(stored.sentence, 2147483647))
    returning event_id`,
  )
  await countMentions(tx, [...new Set(best.map(({ eventId }) => eventId))])
  return rows.length
}
