import { sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { events } from '../../database/tables/event.ts'
import { mentions } from '../../database/tables/mention.ts'
import { countMentions } from '../../ingest/derived/derive.ts'
import type { MentionDraft } from '../feed/draft.ts'
import type { StoredReferences } from './references.ts'

/** A report, and of which event. */
export interface EventMention {
  eventId: string
  mention: MentionDraft
}

/** What of a report tells how good it is. */
interface Reading {
  sentence?: number | null | undefined
  extractionConfidence?: number | null | undefined
}

/** An article mentions an event once: of several readings the one that a machine is surest of counts, then the earliest in the text. */
function isBetter(one: Reading, other: Reading): boolean {
  const [confidence, known] = [one.extractionConfidence ?? -1, other.extractionConfidence ?? -1]
  if (confidence !== known) return confidence > known
  const [sentence, first] = [one.sentence ?? Infinity, other.sentence ?? Infinity]
  return sentence < first
}

/** @returns of several mentions of one event by one article the best */
export function bestMentions(given: readonly EventMention[]): EventMention[] {
  const best = new Map<string, EventMention>()
  for (const each of given) {
    const key = `${each.eventId} ${each.mention.article.id}`
    const known = best.get(key)
    if (known === undefined || isBetter(each.mention, known.mention)) best.set(key, each)
  }
  return [...best.values()]
}

/**
 * The row of a report.
 * @param occurredSort what its event is listed by
 */
export function mentionRow(
  { eventId, mention }: EventMention,
  references: StoredReferences,
  occurredSort: string,
): typeof mentions.$inferInsert {
  const { article, ...rest } = mention
  return { eventId, articleId: article.id, publisherId: references.publisher(article), ...rest, occurredSort }
}

/**
 * Which mentions are news: those of which none is stored, or a worse one.
 * @param tx a transaction
 * @param given any number of them
 */
export async function newMentions(tx: Database, given: readonly EventMention[]): Promise<EventMention[]> {
  const best = bestMentions(given)
  if (best.length === 0) return []
  const rows = await readRows<{
    event: string
    article: string
    sentence: number | null
    extractionConfidence: number | null
  }>(
    tx,
    sql`select event_id::text as event, article_id::text as article, sentence,
      extraction_confidence as "extractionConfidence" from ${mentions}
    where (event_id, article_id) in (select * from unnest(${sql.param(best.map(({ eventId }) => eventId))}::uuid[],
      ${sql.param(best.map(({ mention }) => mention.article.id))}::uuid[]))`,
  )
  const stored = new Map(rows.map((row) => [`${row.event} ${row.article}`, row]))
  return best.filter(({ eventId, mention }) => {
    const known = stored.get(`${eventId} ${mention.article.id}`)
    return known === undefined || isBetter(mention, known)
  })
}

/**
 * Stores mentions of events that are stored; where one is there, the better one stays.
 * @param tx a transaction, within `reviseEvents`
 * @param given any number of them
 * @returns how many were written
 */
export async function storeMentions(
  tx: Database,
  given: readonly EventMention[],
  references: StoredReferences,
): Promise<number> {
  const best = bestMentions(given)
  if (best.length === 0) return 0
  const column = (value: (report: MentionDraft, eventId: string) => unknown) =>
    sql.param(best.map(({ mention, eventId }) => value(mention, eventId) ?? null))
  const rows = await readRows<object>(
    tx,
    sql`insert into ${mentions} as stored
      (event_id, article_id, publisher_id, sentence, actor1_offset, actor2_offset, action_offset, extraction_confidence, tone, mentioned_at, occurred_sort)
    select given.event_id, given.article_id, given.publisher_id, given.sentence, given.actor1_offset, given.actor2_offset, given.action_offset,
      given.extraction_confidence, given.tone, given.mentioned_at, e.occurred_sort
    from unnest(${column((_report, id) => id)}::uuid[], ${column(({ article }) => article.id)}::uuid[],
      ${column(({ article }) => references.publisher(article))}::uuid[], ${column(({ sentence }) => sentence)}::int[],
      ${column(({ actor1Offset }) => actor1Offset)}::int[], ${column(({ actor2Offset }) => actor2Offset)}::int[],
      ${column(({ actionOffset }) => actionOffset)}::int[], ${column((report) => report.extractionConfidence)}::smallint[],
      ${column(({ tone }) => tone)}::float8[], ${column(({ mentionedAt }) => mentionedAt)}::timestamptz[])
      as given(event_id, article_id, publisher_id, sentence, actor1_offset, actor2_offset, action_offset, extraction_confidence, tone, mentioned_at)
    join ${events} e on e.id = given.event_id
    on conflict (event_id, article_id) do update set sentence = excluded.sentence, actor1_offset = excluded.actor1_offset,
      actor2_offset = excluded.actor2_offset, action_offset = excluded.action_offset,
      extraction_confidence = excluded.extraction_confidence, tone = excluded.tone, mentioned_at = excluded.mentioned_at
    where coalesce(excluded.extraction_confidence, -1) > coalesce(stored.extraction_confidence, -1)
      or (excluded.extraction_confidence = stored.extraction_confidence
        and coalesce(excluded.sentence, 2147483647) < coalesce(stored.sentence, 2147483647))
    returning event_id`,
  )
  await countMentions(tx, [...new Set(best.map(({ eventId }) => eventId))])
  return rows.length
}
