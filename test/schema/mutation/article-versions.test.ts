import { expect } from 'vitest'
import { articles } from '../../../database/tables/article.ts'
import { mentions } from '../../../database/tables/mention.ts'
import { articleIdOf, parseId, toId } from '../../../database/values/ids.ts'
import { sha256 } from '../../../ingest/validate/quotes.ts'
import { publish, report } from '../../support/publisher-client.ts'
import { test, type Service } from '../../support/service.ts'
import { prepared } from './merging.ts'

const URL = 'https://news.example/call'
const FIRST = 'The two presidents spoke by telephone on Tuesday, a spokesman said.'
const SECOND = 'The two presidents spoke by telephone on Wednesday, a spokesman said.'
const CLAIMS = `version claims { id aspect articleVersion { version textSha256 }
  quote { exact start verification inLatestVersion } }`

interface Claim {
  id: string
  articleVersion: { version: number }
  quote: { exact: string; verification: string; inLatestVersion: string }
}

/** Publishes two texts of an article, with one event of each, and returns functions for corrections of the first. */
async function published(service: Service, second: object = { text: SECOND }) {
  const { key, mutate } = await prepared(service)
  const [event] = report().events
  const withQuote = (exact: string, more: object) =>
    report({
      article: { url: URL, headline: 'A call', language: 'en' },
      events: [{ ...event, claims: [{ aspect: 'TIME', certainty: 'REPORTED', quote: { exact } }] }],
      ...more,
    })
  const first = await publish(service, key, withQuote('on Tuesday', { text: FIRST }))
  const later = await publish(service, key, withQuote('on Wednesday', second))
  const [id = '', laterId = ''] = [first, later].map(({ events }) => events[0]?.id)
  const claims = async (asOf?: string) => {
    const { data } = await service.ask<{ event: { version: number; claims: Claim[] } }>(
      `query ($id: ID!, $asOf: DateTime) { event(id: $id, asOf: $asOf) { ${CLAIMS} } }`,
      { id, asOf },
    )
    return data.event
  }
  const [stored] = (await claims()).claims
  const kept = { claim: stored?.id, aspect: 'TIME', certainty: 'REPORTED', quote: { exact: 'on Tuesday' } }
  const correct = async (expectedVersion: number, added: object, more: object = {}) =>
    mutate('correctEvent', `event { ${CLAIMS} }`, {
      event: id,
      expectedVersion,
      reason: 'A second claim',
      claims: [kept, { aspect: 'CONTEXT', certainty: 'REPORTED', ...added }],
      ...more,
    })
  return { key, mutate, id, laterId, claims, correct, kept }
}

test('a correction cites a version of an article, by default that of the text, or else the latest', async ({
  service,
}) => {
  const { correct, claims } = await published(service)
  const [, byText, latest, stated] = [
    await correct(2, { quote: { exact: 'a spokesman said' } }, { text: `${FIRST} More.` }),
    await correct(2, { quote: { exact: 'a spokesman said' } }, { text: FIRST }),
    // It agrees with the quotes of version 2, and no quote of version 1 counts.
    await correct(3, { quote: { exact: 'on Wed', start: 38, end: 44 } }),
    await correct(4, { version: 1, quote: { exact: 'The two presidents' } }),
  ]
  const added = (version: number, text: string, verification: string) => ({
    articleVersion: { version, textSha256: sha256(text) },
    quote: { verification, inLatestVersion: 'NOT_CHECKED' },
  })
  const kept = {
    articleVersion: { version: 1, textSha256: sha256(FIRST) },
    quote: { exact: 'on Tuesday', start: 38, verification: 'VERIFIED', inLatestVersion: 'LOST' },
  }
  expect(byText).toMatchObject({ errors: [], event: { version: 3, claims: [kept, added(1, FIRST, 'VERIFIED')] } })
  expect(latest?.errors).toEqual([])
  expect(latest).toMatchObject({ event: { version: 4, claims: [kept, added(2, SECOND, 'NOT_VERIFIED')] } })
  expect(stated).toMatchObject({ event: { version: 5, claims: [kept, added(1, FIRST, 'NOT_VERIFIED')] } })
  expect(await claims()).toMatchObject({ version: 5 })
})

test('a correction is refused with an unknown version, a contradiction, or a text that no claim cites', async ({
  service,
}) => {
  const { correct } = await published(service)
  const quote = { exact: 'a spokesman said' }
  const cases: [added: object, more: object, path: string[], message: string][] = [
    [{ version: 3, quote }, {}, ['claims', '1', 'version'], 'must be a version of the article, from 1 to 2; got 3.'],
    [{ version: 0, quote }, {}, ['claims', '1', 'version'], '1'],
    [{ quote }, { text: `${FIRST} More.` }, ['text'], 'by its stored digest; got a text with the SHA-256 digest'],
    [{ version: 1, quote }, { text: SECOND }, ['text'], 'is of version 2 of art_'],
    [
      { version: 1, quote: { exact: 'on Wednesday' } },
      { text: FIRST },
      ['claims', '1', 'quote', 'exact'],
      'on Tuesday',
    ],
    [
      { version: 1, quote: { exact: 'on Wednesday', start: 38, end: 50 } },
      {},
      ['claims', '1', 'quote'],
      'contradicts a verified quote of the same version',
    ],
  ]
  for (const [added, more, path, message] of cases) {
    expect(await correct(2, added, more)).toMatchObject({
      event: null,
      errors: [{ path, message: expect.stringContaining(message) }],
    })
  }
})

test('where the latest text is stored, a quote of a corrected claim is located in it', async ({ service }) => {
  const article = { url: URL, body: SECOND }
  const { correct, kept } = await published(service, { text: null, article })
  const added = { version: 1, quote: { exact: 'a spokesman said' } }
  expect(await correct(2, added, { text: FIRST })).toMatchObject({
    errors: [],
    event: {
      claims: [
        { id: kept.claim, quote: { inLatestVersion: 'LOST' } },
        { articleVersion: { version: 1 }, quote: { verification: 'VERIFIED', inLatestVersion: 'MOVED' } },
      ],
    },
  })
  // Moved to the latest version, whose text is stored.
  expect(
    await correct(
      3,
      { quote: { exact: 'on Wednesday' } },
      { claims: [{ ...kept, version: 2, quote: { exact: 'on Wednesday' } }] },
    ),
  ).toMatchObject({
    errors: [],
    event: {
      claims: [
        {
          id: kept.claim,
          articleVersion: { version: 2 },
          quote: { verification: 'VERIFIED', inLatestVersion: 'NOT_CHECKED' },
        },
      ],
    },
  })
})

test('an event can cite an article that only a feed has named', async ({ service }) => {
  const { id, correct } = await published(service)
  const url = 'https://feed.example/1'
  const articleId = articleIdOf(url)
  await service.db.insert(articles).values({ id: articleId, url })
  await service.db.insert(mentions).values({ eventId: parseId(id)?.uuid ?? '', articleId, occurredSort: '2016-04-05' })
  const article = toId('article', articleId)
  const added = { article, quote: { exact: 'spoke' } }
  expect(await correct(2, { ...added, version: 2 })).toMatchObject({
    errors: [{ path: ['claims', '1', 'version'], message: expect.stringContaining('from 1 to 1; got 2') }],
  })
  expect(await correct(2, added)).toMatchObject({
    errors: [],
    event: {
      claims: [{}, { articleVersion: { version: 1, textSha256: null }, quote: { verification: 'NOT_VERIFIED' } }],
    },
  })
  const { data } = await service.ask(
    'query ($article: ID!) { article(id: $article) { headline body versions { version } } }',
    { article },
  )
  expect(data).toEqual({ article: { headline: null, body: null, versions: [{ version: 1 }] } })
})

test('correctArticle changes the latest version alone, and not one that the client has not seen', async ({
  service,
}) => {
  const { mutate } = await published(service)
  const article = toId('article', articleIdOf(URL))
  const correct = (expectedVersion: number) =>
    mutate('correctArticle', 'article { version headline language versions { version headline language } }', {
      article,
      expectedVersion,
      reason: 'The headline was changed',
      headline: 'Another headline',
      language: null,
    })
  expect(await correct(1)).toMatchObject({
    article: null,
    errors: [{ code: 'CONFLICT', message: expect.stringContaining('has CORRECTED it (latestVersion)') }],
  })
  expect(await correct(2)).toMatchObject({
    errors: [],
    article: {
      version: 3,
      headline: 'Another headline',
      versions: [
        { version: 2, headline: 'Another headline', language: null },
        { version: 1, headline: 'A call', language: 'en' },
      ],
    },
  })
  const search = async (text: string) => {
    const { data } = await service.ask<{ articles: { totalCount: number } }>(
      'query ($text: String) { articles(where: { search: $text }) { totalCount } }',
      { text },
    )
    return data.articles.totalCount
  }
  // Lists look at the latest version.
  expect([await search('another'), await search('call')]).toEqual([1, 0])
})

test('a version that is published between a merge and its split does not hinder the split', async ({ service }) => {
  const { key, mutate, id, laterId, claims } = await published(service)
  const merge = { into: laterId, merged: [{ event: id, expectedVersion: 2 }], expectedVersion: 1, reason: 'The same' }
  expect(await mutate('mergeEvents', 'event { id }', merge)).toMatchObject({ errors: [] })
  const [event] = report().events
  await publish(service, key, report({ article: { url: URL }, events: [event], text: `Now: ${FIRST}` }))
  const split = { event: laterId, mergedEvent: id, expectedVersion: 3, reason: 'Two calls' }
  expect(await mutate('splitEvent', 'event { id }', split)).toMatchObject({ errors: [] })
  expect(await claims()).toMatchObject({ claims: [{ articleVersion: { version: 1 }, quote: { exact: 'on Tuesday' } }] })
})

test('quotes of retracted events are not located again', async ({ service }) => {
  const { key, mutate, id, claims } = await published(service)
  await mutate('retractEvent', 'event { id }', { event: id, expectedVersion: 2, reason: 'Wrong' })
  const [event] = report().events
  await publish(service, key, report({ article: { url: URL }, events: [event], text: `Now: ${FIRST}` }))
  expect(await claims()).toMatchObject({ version: 3, claims: [{ quote: { inLatestVersion: 'NOT_CHECKED' } }] })
})
