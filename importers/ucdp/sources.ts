import { deriveUuid } from '../../database/values/ids.ts'
import type { MentionDraft } from '../feed/draft.ts'
import type { Row } from './row.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/

/**
 * The articles that UCDP lists for an event: in parallel lists by office, date and headline, or before 2013 in free text.
 * @param row by column names
 */
export function mentionsOf(row: Row): MentionDraft[] {
  const listed = row['source_article']
  if (listed === undefined) return []
  const quoted = [...listed.matchAll(/"((?:[^"]|"(?!;|$))*)"(?:;|$)/g)].map(([, each]) => each!.split(','))
  const isListed = row['source_office'] !== undefined && quoted.length > 0
  const citations = isListed
    ? quoted.map(([office, date, ...headline]) => ({
        office: office!.trim(),
        date: date?.trim(),
        headline: headline.join(',').trim(),
      }))
    : [{ office: undefined, date: undefined, headline: listed.replace(/^"|"$/g, '').trim() }]
  const mentions = citations.map(({ office, date, headline }) => mentionOf(office, date, headline || office || listed))
  return [...new Map(mentions.map((mention) => [mention.article.id, mention])).values()]
}

function mentionOf(office: string | undefined, date: string | undefined, headline: string): MentionDraft {
  const publishedOn = date !== undefined && DAY.test(date) && !Number.isNaN(Date.parse(date)) ? date : null
  return {
    article: {
      id: deriveUuid(0, 'article', 'citation', office ?? '', date ?? '', headline),
      headline,
      publishedOn,
      publisher: office || undefined,
    },
    sentence: null,
    actor1Offset: null,
    actor2Offset: null,
    actionOffset: null,
    extractionConfidence: null,
    tone: null,
    mentionedAt: null,
  }
}
