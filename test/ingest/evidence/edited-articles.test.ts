import { expect } from 'vitest'
import { locateAgain } from '../../../ingest/evidence/fate.ts'
import { SearchableText } from '../../../ingest/evidence/locate.ts'
import { publishReport } from '../../../ingest/publish.ts'
import { sha256 } from '../../../ingest/validate/quotes.ts'
import { ArticleEditor, type EditedArticle } from '../../support/documents/edited-articles.ts'
import { claim, phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { chanceOf, seedFor } from '../../support/random.ts'
import { test, type Service } from '../../support/service.ts'

const ARTICLES = 100
/** Those that are published too; the others are only located. */
const PUBLISHED = 7

function editedArticles({ engine }: Service): EditedArticle[] {
  const chance = chanceOf(seedFor(engine, 1300))
  return Array.from({ length: ARTICLES }, () => new ArticleEditor(chance).article())
}

test('the fate of every quote of 100 edited articles is what their editor did to it', ({ service }) => {
  const articles = editedArticles(service)
  const counts = { FOUND: 0, MOVED: 0, LOST: 0 }
  for (const { before, after, quotes } of articles) {
    const text = new SearchableText(after)
    for (const quote of quotes) {
      expect(before.slice(quote.start, quote.end)).toBe(quote.exact)
      expect([quote, locateAgain(quote, text)]).toEqual([quote, quote.fate])
      counts[quote.fate]++
    }
  }
  expect(new Set(articles.map(({ script }) => script)).size).toBe(10)
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(80)
})

test('a published version has the fates in its stored quotes, and one without its text has none', async ({
  service,
}) => {
  const articles = editedArticles(service).filter(({ before, after }) => before !== after)
  for (const [i, article] of articles.slice(0, PUBLISHED).entries()) {
    const url = `https://news.example/${i}`
    const publish = (
      text: string | undefined,
      quotes: readonly { exact: string; start: number; end: number }[],
      digest?: { textSha256: string },
    ) => {
      const claims = quotes.map((quote) => claim('', { quote }))
      const document = reportDocument({ article: { url, ...digest }, events: [phoneCall({ claims })] })
      return publishReport(service.db, document, { by: 'desk', ...(text !== undefined && { text }) })
    }
    const first = await publish(
      article.before,
      article.quotes.map(({ fate: _fate, ...quote }) => quote),
    )
    const stored = async () => {
      const { data } = await service.ask(
        'query ($id: ID!) { event(id: $id) { version claims { articleVersion { version } quote { exact start end fate: inLatestVersion } } } }',
        { id: first.events[0]?.id },
      )
      return data
    }
    const claimsWith = (quotes: readonly object[]) => quotes.map((quote) => ({ articleVersion: { version: 1 }, quote }))
    const [firstWord = ''] = article.after.split(/[.։।。 ]/)
    const quoteOfNext = { exact: firstWord, start: 0, end: firstWord.length }
    await publish(article.after, [quoteOfNext])
    expect(await stored()).toEqual({ event: { version: 2, claims: claimsWith(article.quotes) } })
    await publish(undefined, [quoteOfNext], { textSha256: sha256(`${article.after} `) })
    const unchecked = article.quotes.map((quote) => ({ ...quote, fate: 'NOT_CHECKED' }))
    expect(await stored()).toEqual({ event: { version: 2, claims: claimsWith(unchecked) } })
  }
})
