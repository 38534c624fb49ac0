import { describe, expect } from 'vitest'
import { articleIdOf, toId } from '../../database/values/ids.ts'
import { publishReport } from '../../ingest/publish.ts'
import { sha256 } from '../../ingest/validate/quotes.ts'
import { claim, phoneCall, reportDocument, TEXT } from '../support/documents/report-document.ts'
import { countRows } from '../support/ingest.ts'
import { test, type Service } from '../support/service.ts'

const URL = 'https://news.example/1'
const SECOND = `Corrected text. ${TEXT.replace('It reportedly asked', 'It asked')}`
const THIRD = TEXT.replace('phoned', 'called')

const ARTICLE = `query ($url: URL, $event: ID!) {
  articles(where: { url: $url }) { nodes {
    id version url headline language length textSha256 body publisher { name } publishedOn
    versions { version textSha256 length headline language body article { id } }
    revisions { version kind by reason changes { field before after } }
  } }
  event(id: $event) { version claims { articleVersion { version } quote { exact start verification inLatestVersion } } }
}`

interface Stored {
  articles: { nodes: { id: string; versions: { version: number }[]; revisions: object[] }[] }
  event: { version: number; claims: { quote: object }[] }
}

/** Publishes a report of the article whose events have one claim for each quote. */
async function publish({ db }: Service, text: string | undefined, quotes: readonly string[], article: object = {}) {
  const claims = quotes.map((exact) => claim(exact, { quote: { exact } }))
  const document = reportDocument({ article: { url: URL, ...article }, events: [phoneCall({ claims })] })
  const result = await publishReport(db, document, { by: 'desk', text })
  return { ...result, event: result.events[0]?.id ?? '' }
}

async function read(service: Service, event: string): Promise<Stored> {
  const { data, errors } = await service.ask<Stored>(ARTICLE, { url: URL, event })
  expect(errors).toBeUndefined()
  return data
}

async function fatesOf(service: Service, event: string, asOf?: string) {
  const { data, errors } = await service.ask<{ event: Stored['event'] | null }>(
    'query ($event: ID!, $asOf: DateTime) { event(id: $event, asOf: $asOf) { version claims { quote { fate: inLatestVersion } } } }',
    { event, asOf },
  )
  expect(errors).toBeUndefined()
  return data.event && [data.event.version, ...data.event.claims.map(({ quote }) => (quote as { fate: string }).fate)]
}

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

test('a report without text and digest is about the latest version, or makes the first', async ({ service }) => {
  const first = await publish(service, undefined, ['State A', 'never written'])
  expect(first.articleVersion).toBe(1)
  const known = await publish(service, TEXT, ['State A'])
  expect(known.articleVersion).toBe(2)
  const document = reportDocument({ idempotencyKey: 'unknown', article: { url: URL }, events: [phoneCall()] })
  const unknown = await publishReport(service.db, document, { by: 'desk' })
  expect(unknown.articleVersion).toBe(2)
  expect((await read(service, first.event)).event).toEqual({
    version: 2,
    claims: [
      // Its offsets are not known: it is FOUND if the words are there.
      ['State A', 'FOUND'],
      ['never written', 'LOST'],
    ].map(([exact, inLatestVersion]) => ({
      articleVersion: { version: 1 },
      quote: { exact, start: null, verification: 'NOT_VERIFIED', inLatestVersion },
    })),
  })
  expect((await read(service, unknown.events[0]?.id ?? '')).event.claims).toMatchObject([
    { articleVersion: { version: 2 }, quote: { verification: 'NOT_VERIFIED', inLatestVersion: 'NOT_CHECKED' } },
  ])
})

test('of three versions, the fate is that in the latest, and none where only its digest is known', async ({
  service,
}) => {
  const quotes = ['asked for talks', 'State A phoned']
  const { event } = await publish(service, TEXT, quotes)
  const second = await publish(service, SECOND, quotes)
  expect(await fatesOf(service, event)).toEqual([2, 'MOVED', 'MOVED'])
  await publish(service, THIRD, ['called'])
  expect(await fatesOf(service, event)).toEqual([3, 'FOUND', 'LOST'])
  expect(await fatesOf(service, second.event)).toEqual([2, 'MOVED', 'LOST'])
  const fourth = `${THIRD} The end.`
  await publish(service, undefined, ['The end'], { textSha256: sha256(fourth) })
  expect(await fatesOf(service, event)).toEqual([3, 'NOT_CHECKED', 'NOT_CHECKED'])
  // Another report gives the text of the latest version.
  const document = reportDocument({ idempotencyKey: 'with text', article: { url: URL } })
  await publishReport(
    service.db,
    { ...document, events: [phoneCall({ claims: [claim('talks')] })] },
    { by: 'desk', text: fourth },
  )
  expect(await fatesOf(service, event)).toEqual([4, 'FOUND', 'LOST'])
  expect((await read(service, event)).articles.nodes[0]?.versions.map(({ version }) => version)).toEqual([4, 3, 2, 1])
})

test('a report of an earlier version is compared with the stored text of the latest', async ({ service }) => {
  await publish(service, TEXT, ['State A'])
  await publish(service, undefined, ['State A'], { body: SECOND })
  const document = reportDocument({ idempotencyKey: 'late', article: { url: URL } })
  const late = await publishReport(service.db, document, { by: 'desk', text: TEXT })
  expect(late.articleVersion).toBe(1)
  expect(await fatesOf(service, late.events[0]?.id ?? '')).toEqual([1, 'MOVED'])
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
      .map(({ articleVersion }) => articleVersion)
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

describe('as of a moment', () => {
  test('a quote has the fate that was known then', async ({ service }) => {
    const { event } = await publish(service, TEXT, ['State A phoned'])
    const moments = [await momentOf(service, event)]
    await publish(service, SECOND, ['State A'])
    moments.push(await momentOf(service, event))
    await publish(service, THIRD, ['State A'])
    const expected = [
      [1, 'NOT_CHECKED'],
      [2, 'MOVED'],
    ]
    for (const [i, moment] of moments.entries()) expect(await fatesOf(service, event, moment)).toEqual(expected[i])
    expect(await fatesOf(service, event)).toEqual([3, 'LOST'])
  })

  async function momentOf(service: Service, event: string): Promise<string> {
    const { data } = await service.ask<{ event: { updatedAt: string } }>(
      'query ($event: ID!) { event(id: $event) { updatedAt } }',
      { event },
    )
    return data.event.updatedAt
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
