import { expect } from 'vitest'
import { articleIdOf, toId } from '../../../../database/values/ids.ts'
import { publish, report } from '../../../support/publisher-client.ts'
import { test } from '../../../support/service.ts'
import { FIRST, published, URL } from './versions.ts'

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
