import { expect } from 'vitest'
import { articleIdOf, toId } from '../../database/values/ids.ts'
import { publishReport } from '../../ingest/publish.ts'
import { sha256 } from '../../ingest/validate/quotes.ts'
import { claim, phoneCall, reportDocument, TEXT } from '../support/documents/report-document.ts'
import { countRows } from '../support/ingest.ts'
import { test } from '../support/service.ts'
import { fatesOf, publish, read, SECOND, THIRD, URL, type Stored } from './versions.ts'

test('another text at the same URL is the next version, and nothing of the first is overwritten', async ({
  service,
}) => {
  const first = await publish(service, TEXT, ['State A', 'asked for talks', 'It reportedly asked'], {
    publisher: { name: 'Example News' },
    publishedOn: '2020-01-07',
    headline: 'A call',
    language: 'en',
    body: TEXT,
  })
  expect(await fatesOf(service, first.event)).toEqual([1, 'NOT_CHECKED', 'NOT_CHECKED', 'NOT_CHECKED'])
  const second = await publish(service, SECOND, ['It asked for talks'], { headline: 'A call, corrected' })
  expect(second).toMatchObject({ created: true, articleId: first.articleId, articleVersion: 2 })
  expect(second.event).not.toBe(first.event)
  expect(await read(service, first.event)).toEqual({
    articles: {
      nodes: [
        {
          id: first.articleId,
          version: 2,
          url: URL,
          headline: 'A call, corrected',
          language: null,
          length: SECOND.length,
          textSha256: sha256(SECOND),
          body: null,
          publisher: { name: 'Example News' },
          publishedOn: '2020-01-07',
          versions: [
            {
              version: 2,
              textSha256: sha256(SECOND),
              length: SECOND.length,
              headline: 'A call, corrected',
              language: null,
              body: null,
              article: { id: first.articleId },
            },
            {
              version: 1,
              textSha256: sha256(TEXT),
              length: TEXT.length,
              headline: 'A call',
              language: 'en',
              body: TEXT,
              article: { id: first.articleId },
            },
          ],
          revisions: [
            {
              version: 2,
              kind: 'CORRECTED',
              by: 'desk',
              reason: expect.stringContaining('version 2'),
              changes: [
                { field: 'headline', before: 'A call', after: 'A call, corrected' },
                { field: 'language', before: 'en', after: null },
                { field: 'latestVersion', before: 1, after: 2 },
              ],
            },
          ],
        },
      ],
    },
    event: {
      version: 2,
      claims: [
        ['State A', 'MOVED'],
        ['asked for talks', 'MOVED'],
        ['It reportedly asked', 'LOST'],
      ].map(([exact = '', inLatestVersion]) => ({
        articleVersion: { version: 1 },
        quote: { exact, start: TEXT.indexOf(exact), verification: 'VERIFIED', inLatestVersion },
      })),
    },
  })
})

test('the same text is the same version, and a report of it fills only what is empty', async ({ service }) => {
  const first = await publish(service, TEXT, ['State A'], { headline: 'A call' })
  const other = { headline: 'Another headline', language: 'en', body: TEXT }
  const { db } = service
  const document = reportDocument({ idempotencyKey: 'second', article: { url: URL, ...other } })
  expect(await publishReport(db, document, { by: 'desk' })).toMatchObject({ created: true, articleVersion: 1 })
  expect(await read(service, first.event)).toMatchObject({
    articles: { nodes: [{ version: 1, versions: [{ version: 1, headline: 'A call', language: 'en', body: TEXT }] }] },
    event: { version: 1 },
  })
})

test('a retry returns the first result, also after another text was published', async ({ service }) => {
  const first = await publish(service, TEXT, ['State A'])
  const second = await publish(service, SECOND, ['State A'])
  const rows = await countRows(service)
  expect(rows).toMatchObject({ article_versions: 2, articles: 1, submissions: 2 })
  const retried = { created: false, resolved: [] }
  expect(await publish(service, TEXT, ['State A'])).toEqual({ ...first, ...retried })
  expect(await publish(service, SECOND, ['State A'])).toEqual({ ...second, ...retried })
  expect(await countRows(service)).toEqual(rows)
})

test('every spelling of a URL is one article, for reports and for look-ups', async ({ service }) => {
  const spellings = ['https://news.example/~a/b?q=1', 'HTTPS://NEWS.example:443/x/../%7Ea/%62?q=1']
  const [first, second] = await Promise.all(
    spellings.map((url, i) => publish(service, i === 0 ? TEXT : SECOND, ['State A'], { url })),
  )
  expect(second?.articleId).toBe(first?.articleId)
  expect(first?.articleId).toBe(toId('article', articleIdOf(spellings[0] ?? '')))
  for (const url of spellings) {
    const { data } = await service.ask<Stored>(
      'query ($url: URL) { articles(where: { url: $url }) { nodes { id versions { version } } } }',
      { url },
    )
    expect(data.articles.nodes).toEqual([{ id: first?.articleId, versions: [{ version: 2 }, { version: 1 }] }])
  }
  // Without a key of its own, a report is recognized by any spelling of the URL.
  const rows = await countRows(service)
  const document = (url: string) => reportDocument({ article: { url, textSha256: sha256(TEXT) } })
  await publishReport(service.db, document('https://other.example'), { by: 'desk', text: TEXT })
  await expect(
    publishReport(service.db, document('https://other.example:443/'), { by: 'desk', text: TEXT }),
  ).rejects.toThrow('already used')
  expect((await countRows(service))['events']).toBe((rows['events'] ?? 0) + 1)
})

test('texts that are published at one URL at the same time are all versions', async ({ service }) => {
  const texts = Array.from({ length: 6 }, (_, i) => `${'Now. '.repeat(i)}${TEXT}`)
  const results = await Promise.all([...texts, ...texts].map((text) => publish(service, text, ['asked for talks'])))
  expect(results.filter(({ created }) => created)).toHaveLength(texts.length)
  expect(
    results
      .map(({ articleVersion }) => String(articleVersion))
      .toSorted()
      .join(''),
  ).toBe('112233445566')
  const latest = Math.max(...results.map(({ articleVersion }) => articleVersion))
  for (const { event, articleVersion } of results) {
    const stored = await read(service, event)
    expect(stored.articles.nodes[0]?.versions).toHaveLength(texts.length)
    const fate = articleVersion === latest ? 'NOT_CHECKED' : 'MOVED'
    expect(stored.event.claims).toMatchObject([
      { articleVersion: { version: articleVersion }, quote: { inLatestVersion: fate } },
    ])
  }
})

test('statements for publishing and reading do not grow with quotes, events and versions', async ({ service }) => {
  const words = ['State A', 'State B', 'talks', 'asked', 'phoned', 'Monday']
  const statementsOf = async (count: number, url: string) => {
    const events = Array.from({ length: count }, (_, i) =>
      phoneCall({ key: `e${i}`, claims: words.slice(0, count).map((exact) => claim(exact, { quote: { exact } })) }),
    )
    const counts: number[] = []
    for (const text of [TEXT, SECOND, THIRD.replace('called', 'phoned')]) {
      service.statements.length = 0
      await publishReport(service.db, reportDocument({ article: { url, body: text }, events }), { by: 'desk' })
      counts.push(service.statements.length)
    }
    return counts
  }
  const one = await statementsOf(1, 'https://news.example/one')
  expect(await statementsOf(6, 'https://news.example/six')).toEqual(one)
  const query = `query ($first: Int) { articles(first: $first) { nodes { headline body versions { headline body article { url } }
    claims { articleVersion { version body } quote { inLatestVersion } } } } }`
  await service.ask(query, { first: 1 })
  const statements = service.statements.length
  await service.ask(query, { first: 2 })
  expect(service.statements.length).toBe(statements)
})
