import { sql, type SQL } from 'drizzle-orm'
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

/**
 * An article mentions an event once, so only the best reading is stored: first by extraction confidence, then by the
 * earlier sentence. The other columns decide between readings that are equally good, so that the order in which readings
 * arrive never matters.
 */
const RANKING = [
  { field: 'extractionConfidence', column: 'extraction_confidence', ifNull: '-1', isDescending: true },
  { field: 'sentence', column: 'sentence', ifNull: "'infinity'" },
  { field: 'mentionedAt', column: 'mentioned_at', ifNull: "'infinity'" },
  { field: 'tone', column: 'tone', ifNull: "'infinity'" },
  { field: 'actionOffset', column: 'action_offset', ifNull: "'infinity'" },
  { field: 'actor1Offset', column: 'actor1_offset', ifNull: "'infinity'" },
  { field: 'actor2Offset', column: 'actor2_offset', ifNull: "'infinity'" },
  { field: 'rowNumber', column: 'row_number', ifNull: "'infinity'" },
] as const satisfies { field: keyof MentionDraft; column: string; ifNull: string; isDescending?: true }[]

/** The numbers by which readings are compared, one by one; the smaller is better. */
type Rank = readonly number[]

function rankOf(mention: MentionDraft): Rank {
  return RANKING.map(({ field, ...rule }) => {
    const value = mention[field] ?? null
    if ('isDescending' in rule) return -Number(value ?? -1)
    if (value === null) return Infinity
    return typeof value === 'string' ? Date.parse(value) : value
  })
}

function isBetter(candidate: Rank, current: Rank): boolean {
  const difference = RANKING.findIndex((_rule, i) => candidate[i] !== current[i])
  return difference >= 0 && (candidate[difference] ?? 0) < (current[difference] ?? 0)
}

/** The same numbers in SQL, as an array. */
function rankIn(alias: 'stored' | 'excluded'): SQL {
  const numbers = RANKING.map(({ column, ifNull, ...rule }) => {
    const number = column === 'mentioned_at' ? `extract(epoch from ${alias}.${column}) * 1000` : `${alias}.${column}`
    return `${'isDescending' in rule ? '-' : ''}coalesce((${number})::float8, ${ifNull}::float8)`
  })
  return sql.raw(`array[${numbers.join(', ')}]`)
}

/** The best mention of each event by each article. */
export function bestMentions(eventMentions: readonly EventMention[]): EventMention[] {
  const best = new Map<string, EventMention>()
  for (const candidate of eventMentions) {
    const key = `${candidate.eventId} ${candidate.mention.article.id}`
    const current = best.get(key)
    if (current === undefined || isBetter(rankOf(candidate.mention), rankOf(current.mention))) best.set(key, candidate)
  }
  return [...best.values()]
}

/** Finds the mentions that are not stored, or that are better than the stored ones. */
export async function findNewMentions(tx: Database, eventMentions: readonly EventMention[]): Promise<EventMention[]> {
  const best = bestMentions(eventMentions)
  if (best.length === 0) return []
  const eventIds = sql.param(best.map(({ eventId }) => eventId))
  const articleIds = sql.param(best.map(({ mention }) => mention.article.id))
  const rows = await readRows<{ eventId: string; articleId: string; rank: Rank }>(
    tx,
    sql`select event_id::text as "eventId", article_id::text as "articleId", ${rankIn('stored')} as rank
    from ${mentions} stored
    where (event_id, article_id) in (select * from unnest(${eventIds}::uuid[], ${articleIds}::uuid[]))`,
  )
  const storedRanks = new Map(rows.map((row) => [`${row.eventId} ${row.articleId}`, row.rank]))
  return best.filter(({ eventId, mention }) => {
    const stored = storedRanks.get(`${eventId} ${mention.article.id}`)
    return stored === undefined || isBetter(rankOf(mention), stored)
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
        extraction_confidence, tone, mentioned_at, row_number, occurred_sort)
    select incoming.event_id, incoming.article_id, incoming.publisher_id, incoming.sentence, incoming.actor1_offset,
      incoming.actor2_offset, incoming.action_offset, incoming.extraction_confidence, incoming.tone,
      incoming.mentioned_at, incoming.row_number, e.occurred_sort
    from unnest(${column((_mention, eventId) => eventId)}::uuid[], ${column(({ article }) => article.id)}::uuid[],
      ${column(({ article }) => references.publisher(article))}::uuid[],
      ${column(({ sentence }) => sentence)}::int[], ${column(({ actor1Offset }) => actor1Offset)}::int[],
      ${column(({ actor2Offset }) => actor2Offset)}::int[], ${column(({ actionOffset }) => actionOffset)}::int[],
      ${column(({ extractionConfidence }) => extractionConfidence)}::smallint[],
      ${column(({ tone }) => tone)}::float8[], ${column(({ mentionedAt }) => mentionedAt)}::timestamptz[],
      ${column(({ rowNumber }) => rowNumber)}::bigint[])
      as incoming(event_id, article_id, publisher_id, sentence, actor1_offset, actor2_offset, action_offset,
        extraction_confidence, tone, mentioned_at, row_number)
    join ${events} e on e.id = incoming.event_id
    on conflict (event_id, article_id) do update set sentence = excluded.sentence,
      actor1_offset = excluded.actor1_offset, actor2_offset = excluded.actor2_offset,
      action_offset = excluded.action_offset, extraction_confidence = excluded.extraction_confidence,
      tone = excluded.tone, mentioned_at = excluded.mentioned_at, row_number = excluded.row_number
    where ${rankIn('excluded')} < ${rankIn('stored')}
    returning event_id`,
  )
  await countMentions(tx, [...new Set(best.map(({ eventId }) => eventId))])
  return rows.length
}
