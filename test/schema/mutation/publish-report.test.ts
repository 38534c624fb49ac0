import { expect } from 'vitest'
import { createKey, listKeys, revokeKey } from '../../../server/auth/api-keys.ts'
import { desk, PUBLISH, publish, report } from '../../support/publisher-client.ts'
import { test } from '../../support/service.ts'

test('publishReport stores a report once and returns its events and resolved entities', async ({ service }) => {
  const key = await desk(service)
  const first = await publish(service, key, report())
  expect(first).toMatchObject({
    isNew: true,
    errors: [],
    article: { headline: 'A call', url: 'https://news.example/call' },
    events: [
      {
        key: 'call',
        certainty: 'REPORTED',
        event: {
          __typename: 'PhoneCall',
          version: 1,
          participations: [
            { role: 'INITIATOR', actor: { name: 'First President' } },
            { role: 'RECIPIENT', actor: { name: 'Second President' } },
          ],
        },
      },
    ],
    resolved: [
      { key: 'one', isNew: true, actor: { name: 'First President' }, place: null },
      { key: 'two', isNew: true },
    ],
  })
  const again = await publish(service, key, report())
  expect(again).toMatchObject({ isNew: false, errors: [], resolved: [], events: [{ id: first.events[0]!.id }] })
  const other = await publish(
    service,
    key,
    report({ article: { url: 'https://news.example/other' }, validateOnly: false }),
  )
  expect(other).toMatchObject({ isNew: true, resolved: [{ isNew: false }, { isNew: false }] })
  const { data } = await service.ask(
    `{ events { totalCount nodes { revisions { by } } } phoneCalls { nodes { topics } } }`,
  )
  expect(data).toEqual({
    events: { totalCount: 2, nodes: Array.from({ length: 2 }, () => ({ revisions: [{ by: 'key:Example desk' }] })) },
    phoneCalls: { nodes: Array.from({ length: 2 }, () => ({ topics: ['ceasefire'] })) },
  })
})

test('publishReport with validateOnly returns the same result and stores nothing', async ({ service }) => {
  const key = await desk(service)
  expect(await publish(service, key, report({ validateOnly: true }))).toMatchObject({
    isNew: true,
    errors: [],
    article: null,
    events: [{ certainty: 'REPORTED', event: null }],
    resolved: [
      { key: 'one', isNew: true, actor: null },
      { key: 'two', isNew: true },
    ],
  })
  const { data } = await service.ask(
    `{ events { totalCount } actors { totalCount } articles { totalCount } datasets { name } }`,
  )
  expect(data).toEqual({
    events: { totalCount: 0 },
    actors: { totalCount: 0 },
    articles: { totalCount: 0 },
    datasets: [],
  })
})

test('publishReport returns all errors at once with their paths in the input', async ({ service }) => {
  const key = await desk(service)
  const [event] = report().events
  const refused = await publish(
    service,
    key,
    report({
      events: [
        {
          ...event,
          participations: [{ actor: 'missing', role: 'INITIATOR' }],
          phoneCall: { topics: [''] },
          claims: [{ ...event!.claims[0], quote: { exact: 'They met', start: 0, end: 8 } }],
        },
      ],
    }),
  )
  expect(refused).toMatchObject({ isNew: false, events: [], article: null })
  expect(refused.errors.map(({ code, path }) => [code, path.join('.')])).toEqual([
    ['BAD_USER_INPUT', 'events.0.phoneCall.topics.0'],
  ])
  const otherErrors = await publish(
    service,
    key,
    report({
      events: [
        {
          ...event,
          participations: [{ actor: 'missing', role: 'INITIATOR' }],
          claims: [{ ...event!.claims[0], quote: { exact: 'They met', start: 0, end: 8 } }],
        },
      ],
    }),
  )
  expect(otherErrors.errors.map(({ path }) => path.join('.')).toSorted()).toEqual([
    'events.0.claims.0.quote.exact',
    'events.0.participations.0.actor',
  ])
  await publish(service, key, report({ idempotencyKey: 'a' }))
  const conflict = await publish(
    service,
    key,
    report({ idempotencyKey: 'a', article: { url: 'https://news.example/b' } }),
  )
  expect(conflict.errors).toMatchObject([{ code: 'CONFLICT', path: ['idempotencyKey'] }])
})

test('publishReport refuses the key of another desk, also for a report that is stored', async ({ service }) => {
  const stored = report({ idempotencyKey: 'a' })
  await publish(service, await desk(service), stored)
  const key = await createKey(service.db, 'Other desk', ['publish'], { datasets: ['other', 'another'] })
  for (const input of [stored, report({ idempotencyKey: 'b' }), { ...stored, validateOnly: true }]) {
    const { data, errors } = await service.ask(PUBLISH, { input }, { authorization: `Bearer ${key}` })
    expect(data).toBeNull()
    expect(errors).toMatchObject([
      {
        extensions: { code: 'FORBIDDEN' },
        message:
          'key:Other desk may not change the dataset "desk". It has the scopes publish and the datasets "other", "another".',
      },
    ])
  }
})

test('publishReport requires a valid key that has the scope and is not revoked', async ({ service }) => {
  const attempt = async (authorization?: string) => {
    const response = await service.fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...(authorization !== undefined && { authorization }),
      },
      body: JSON.stringify({ query: PUBLISH, variables: { input: report() } }),
    })
    const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] }
    return [response.status, errors?.[0]?.extensions.code]
  }
  const reader = await createKey(service.db, 'Reader', ['read'])
  const key = await desk(service)
  expect(await attempt()).toEqual([401, 'UNAUTHENTICATED'])
  expect(await attempt('Basic abc')).toEqual([401, 'UNAUTHENTICATED'])
  expect(await attempt('Bearer dlk_nonsense')).toEqual([401, 'UNAUTHENTICATED'])
  expect(await attempt(`Bearer ${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toEqual([401, 'UNAUTHENTICATED'])
  expect(await attempt(`Bearer ${reader}`)).toEqual([403, 'FORBIDDEN'])
  expect(await attempt(`Bearer ${key}`)).toEqual([200, undefined])
  expect(await createKey(service.db, 'Example desk', ['publish'])).toBeUndefined()
  expect(await listKeys(service.db)).toMatchObject([
    { name: 'Reader', scopes: ['read'], revokedAt: null },
    { name: 'Example desk', lastUsedAt: expect.any(String) },
  ])
  expect(await revokeKey(service.db, 'Example desk')).toBe(true)
  expect(await revokeKey(service.db, 'Example desk')).toBe(false)
  expect(await attempt(`Bearer ${key}`)).toEqual([401, 'UNAUTHENTICATED'])
})
