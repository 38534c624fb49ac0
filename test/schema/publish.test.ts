import { expect } from 'vitest'
import { createKey, listKeys, revokeKey } from '../../server/keys.ts'
import { test, type Service } from '../support/service.ts'

const PUBLISH = `mutation ($input: PublishReportInput!) { publishReport(input: $input) {
  isNew article { headline url } errors { code path message }
  events { key id certainty event { __typename title version participations { role actor { name } } } }
  settled { key isNew actor { name } place { name } }
} }`

const TEXT = 'The two presidents spoke by telephone on Tuesday, a spokesman said.'
const QUOTE = 'The two presidents spoke by telephone'

/** A report of one call, as a client would send it. */
const report = (more: Record<string, unknown> = {}) => ({
  dataset: { name: 'desk', title: 'Example desk', licence: 'CC0-1.0' },
  article: { url: 'https://news.example/call', headline: 'A call', publisher: { name: 'Example News' } },
  actors: [
    { key: 'one', kind: 'PERSON', name: 'First President', externalIds: [{ scheme: 'WIKIDATA', value: 'Q1' }] },
    { key: 'two', kind: 'PERSON', name: 'Second President' },
  ],
  events: [
    {
      key: 'call',
      kind: 'PHONE_CALL',
      title: 'The presidents speak',
      realis: 'ACTUAL',
      occurred: { edtf: '2016-04-05', basis: 'RELATIVE' },
      participations: [
        { actor: 'one', role: 'INITIATOR' },
        { actor: 'two', role: 'RECIPIENT' },
      ],
      phoneCall: { topics: ['ceasefire'] },
      claims: [{ aspect: 'OCCURRENCE', certainty: 'REPORTED', quote: { exact: QUOTE, start: 0, end: QUOTE.length } }],
    },
  ],
  text: TEXT,
  ...more,
})

interface Published {
  publishReport: {
    isNew: boolean
    errors: { code: string; path: string[]; message: string }[]
    events: { id: string; event: { version: number } | null }[]
    settled: unknown[]
  }
}

const desk = async ({ db }: Service): Promise<string> => (await createKey(db, 'Example desk', ['publish']))!

const publish = async (service: Service, key: string, input: object) => {
  const { data, errors } = await service.ask<Published>(PUBLISH, { input }, { authorization: `Bearer ${key}` })
  expect(errors).toBeUndefined()
  return data.publishReport
}

test('a report is published whole, once, and tells what it found and made', async ({ service }) => {
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
    settled: [
      { key: 'one', isNew: true, actor: { name: 'First President' }, place: null },
      { key: 'two', isNew: true },
    ],
  })
  const again = await publish(service, key, report())
  expect(again).toMatchObject({ isNew: false, errors: [], settled: [], events: [{ id: first.events[0]!.id }] })
  const other = await publish(
    service,
    key,
    report({ article: { url: 'https://news.example/other' }, validateOnly: false }),
  )
  expect(other).toMatchObject({ isNew: true, settled: [{ isNew: false }, { isNew: false }] })
  const { data } = await service.ask(
    `{ events { totalCount nodes { revisions { by } } } phoneCalls { nodes { topics } } }`,
  )
  expect(data).toEqual({
    events: { totalCount: 2, nodes: Array.from({ length: 2 }, () => ({ revisions: [{ by: 'Example desk' }] })) },
    phoneCalls: { nodes: Array.from({ length: 2 }, () => ({ topics: ['ceasefire'] })) },
  })
})

test('a rehearsal tells the same and stores nothing', async ({ service }) => {
  const key = await desk(service)
  expect(await publish(service, key, report({ validateOnly: true }))).toMatchObject({
    isNew: true,
    errors: [],
    article: null,
    events: [{ certainty: 'REPORTED', event: null }],
    settled: [
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

test('everything that is wrong is told at once, with where it is in the input', async ({ service }) => {
  const key = await desk(service)
  const [event] = report().events
  const refused = await publish(
    service,
    key,
    report({
      events: [
        {
          ...event,
          participations: [{ actor: 'nobody', role: 'INITIATOR' }],
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
  const mended = await publish(
    service,
    key,
    report({
      events: [
        {
          ...event,
          participations: [{ actor: 'nobody', role: 'INITIATOR' }],
          claims: [{ ...event!.claims[0], quote: { exact: 'They met', start: 0, end: 8 } }],
        },
      ],
    }),
  )
  expect(mended.errors.map(({ path }) => path.join('.')).toSorted()).toEqual([
    'events.0.claims.0.quote.exact',
    'events.0.participations.0.actor',
  ])
  await publish(service, key, report({ idempotencyKey: 'a' }))
  const taken = await publish(service, key, report({ idempotencyKey: 'a', article: { url: 'https://news.example/b' } }))
  expect(taken.errors).toMatchObject([{ code: 'CONFLICT', path: ['idempotencyKey'] }])
})

test('who may publish: a key that is known, has the scope, and was not revoked', async ({ service }) => {
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

const RETRACT = `mutation ($input: RetractEventInput!) { retractEvent(input: $input) {
  event { id certainty version revisions { version kind reason by changes { field before after } } } errors { code path message }
} }`

test('an event is taken back by whoever has seen its last version, and the feed of changes says so', async ({
  service,
}) => {
  const key = await desk(service)
  const { events } = await publish(service, key, report())
  const event = events[0]!.id
  const retract = async (input: object) => {
    const { data } = await service.ask<{ retractEvent: unknown }>(
      RETRACT,
      { input },
      { authorization: `Bearer ${key}` },
    )
    return data.retractEvent
  }
  expect(await retract({ event, expectedVersion: 2, reason: 'Denied' })).toMatchObject({
    event: null,
    errors: [{ code: 'CONFLICT', path: ['expectedVersion'], message: expect.stringContaining('has version 1, not 2') }],
  })
  expect(await retract({ event, expectedVersion: 1, reason: 'Denied by both' })).toMatchObject({
    event: {
      certainty: 'RETRACTED',
      version: 2,
      revisions: [
        { kind: 'CREATED' },
        {
          version: 2,
          kind: 'RETRACTED',
          reason: 'Denied by both',
          by: 'Example desk',
          changes: [{ field: 'certainty', before: 'REPORTED', after: 'RETRACTED' }],
        },
      ],
    },
    errors: [],
  })
  expect(await retract({ event, expectedVersion: 1, reason: 'Again' })).toMatchObject({
    errors: [{ code: 'CONFLICT', message: expect.stringContaining('Example desk has RETRACTED it (certainty)') }],
  })
  expect(await retract({ event, expectedVersion: 2, reason: 'Again' })).toMatchObject({
    errors: [{ code: 'CONFLICT', path: ['event'] }],
  })
  expect(await retract({ event: 'evt_01h455vb4pex5vsknk084sn02q', expectedVersion: 1, reason: 'x' })).toMatchObject({
    errors: [{ code: 'NOT_FOUND', path: ['event'] }],
  })

  const changes = async (since: string | null) => {
    const { data } = await service.ask<{ changes: { nodes: { kind: string; cursor: string }[] } }>(
      'query ($since: String) { changes(since: $since, first: 1) { nodes { kind cursor version event { id certainty } } pageInfo { hasNextPage endCursor } } }',
      { since },
    )
    return data.changes
  }
  const page = await changes(null)
  expect(page).toMatchObject({
    nodes: [{ kind: 'CREATED', version: 1, event: { id: event, certainty: 'RETRACTED' } }],
    pageInfo: { hasNextPage: true, endCursor: page.nodes[0]!.cursor },
  })
  const next = await changes(page.nodes[0]!.cursor)
  expect(next).toMatchObject({ nodes: [{ kind: 'RETRACTED', version: 2 }], pageInfo: { hasNextPage: false } })
  expect(await changes(next.nodes[0]!.cursor)).toMatchObject({ nodes: [] })
  const { data } = await service.ask('{ events { totalCount } }')
  expect(data).toEqual({ events: { totalCount: 0 } })
})
