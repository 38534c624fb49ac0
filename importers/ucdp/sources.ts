import { deriveUuid } from '../../database/values/ids.ts'
import type { MentionDraft } from '../feed/draft.ts'
import type { Row } from '../values/cells.ts'
import { isDay } from '../values/dates.ts'

/** The oldest newspapers are of the seventeenth century; an earlier day is a typing error. */
const FIRST_DAY = '1600-01-01'

/**
 * The articles that a row cites: since 2013 as quoted entries of office, date and headline, before as free text.
 */
export function mentionsOf(row: Row): MentionDraft[] {
  const sources = row['source_article']
  if (sources === undefined) return []
  const entries = row['source_office'] === undefined ? [] : [...sources.matchAll(/"((?:[^"]|"(?!;|$))*)"(?:;|$)/g)]
  if (entries.length === 0) {
    const text = sources.replace(/^"|"$/g, '').trim()
    return [mentionOf(undefined, undefined, text || sources)]
  }
  const mentions = entries.map(([, entry = '']) => {
    const [office = '', date, ...headlineParts] = entry.split(',')
    const headline = headlineParts.join(',').trim()
    return mentionOf(office.trim(), date?.trim(), headline || office.trim() || sources)
  })
  return [...new Map(mentions.map((mention) => [mention.article.id, mention])).values()]
}

function mentionOf(office: string | undefined, date: string | undefined, headline: string): MentionDraft {
  const publishedOn = date !== undefined && isDay(date) && date >= FIRST_DAY ? date : null
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
