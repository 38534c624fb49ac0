import { expect } from 'vitest'
import { articles } from '../../../../database/tables/article.ts'
import { mentions } from '../../../../database/tables/mention.ts'
import { articleIdOf, parseId, toId } from '../../../../database/values/ids.ts'
import { sha256 } from '../../../../ingest/validate/quotes.ts'
import { test } from '../../../support/service.ts'
import { FIRST, published, SECOND, URL } from './versions.ts'

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
