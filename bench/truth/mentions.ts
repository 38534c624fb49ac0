import { dayOf } from './codebook.ts'
import type { GdeltEvent } from './gdelt-event.ts'
import { groupBy } from './group-by.ts'
import type { RawRow } from './raw-rows.ts'
import type { Ask } from './service.ts'
import type { Tally } from './tally.ts'

interface StoredMention {
  sentence: number | null
  tone: number | null
  extractionConfidence: number | null
  mentionedAt: string | null
  article: { url: string | null; headline: string | null }
}

const QUERY = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Event { id mentions(first: 100) { nodes {
  sentence tone extractionConfidence mentionedAt article { url headline } } } } } }`
const IDS_PER_QUERY = 20

/** Compares the mentions of stored events: of each article, the one with the highest confidence, then the earliest. */
export async function compareMentions(
  ask: Ask,
  rows: readonly RawRow[],
  events: ReadonlyMap<string, GdeltEvent[]>,
  tally: Tally,
): Promise<void> {
  const present = rows.filter((row) => events.has(row('GLOBALEVENTID')))
  const byEvent = groupBy(present, (row) => events.get(row('GLOBALEVENTID'))?.[0]?.id ?? '')
  const ids = [...byEvent.keys()]
  for (let at = 0; at < ids.length; at += IDS_PER_QUERY) {
    const { nodes } = await ask<{ nodes: { id: string; mentions: { nodes: StoredMention[] } }[] }>(QUERY, {
      ids: ids.slice(at, at + IDS_PER_QUERY),
    })
    for (const { id, mentions } of nodes) {
      for (const [source, rowsOfMention] of groupBy(byEvent.get(id) ?? [], (row) => row('MentionIdentifier'))) {
        const stored = mentions.nodes.find(({ article }) => article.url === source || article.headline === source)
        if (mentions.nodes.length < 100)
          tally.compare('GDELT mention is stored', `${id} ${source}`, true, stored !== undefined)
        if (stored) compareMention(rowsOfMention, stored, `${id} ${source}`, tally)
      }
    }
  }
}

function compareMention(rowsOfMention: readonly RawRow[], stored: StoredMention, name: string, tally: Tally): void {
  const best = Math.max(...rowsOfMention.map((row) => Number(row('Confidence'))))
  tally.compare('GDELT confidence of a mention', name, best, stored.extractionConfidence)
  const isOneRow = rowsOfMention.some(
    (row) =>
      Number(row('Confidence')) === best &&
      Number(row('SentenceID')) === stored.sentence &&
      Math.abs(Number(row('MentionDocTone')) - (stored.tone ?? NaN)) < 1e-6 &&
      dayOf(row('MentionTimeDate')) === stored.mentionedAt?.slice(0, 10),
  )
  tally.compare('GDELT fields of a mention', name, true, isOneRow)
}
