import { afterEach, expect } from 'vitest'
import { phoneCall, reportDocument } from '../../support/documents/report-document.ts'
import { accept } from '../../support/ingest.ts'
import { listen, type Listener } from '../../support/listener.ts'
import { desk } from '../../support/publisher-client.ts'
import { test } from '../../support/service.ts'

let listener: Listener | undefined
afterEach(async () => {
  await listener?.close()
  listener = undefined
})

const THEN = '2026-01-01T00:00:00Z'
const EVENT = 'evt_01h455vb4pex5vsknk084sn02q@2026-01-01T00:00:00.000Z'

const OF_THE_PAST = [
  `{ events(asOf: "${THEN}") { totalCount } }`,
  `{ __typename event(id: "${EVENT}") { id } nodes(ids: ["${EVENT}"]) { id } ...f } fragment f on Query { events(asOf: "${THEN}") { totalCount } }`,
  `{ eventDiff(from: "2025-01-01T00:00:00Z", to: "${THEN}") { totalCount } }`,
]

const OF_THE_PRESENT = [
  '{ __typename }',
  '{ events { totalCount } }',
  '{ events(asOf: null) { totalCount } }',
  `{ then: events(asOf: "${THEN}") { totalCount } now: events { totalCount } }`,
  `{ nodes(ids: ["${EVENT}", "${EVENT.slice(0, 30)}"]) { id } }`,
  '{ eventDiff(from: "2025-01-01T00:00:00Z") { totalCount } }',
]

/** An error is not kept. */
const REFUSED = [
  '{ events(asOf: "2999-01-01T00:00:00Z") { totalCount } }',
  `{ events(asOf: "${THEN}") { unknownField } }`,
]

test('caches may keep answers of the past for a minute, and a client that has one gets 304', async ({ service }) => {
  const key = await desk(service)
  listener = await listen(service)
  const { origin } = listener
  const get = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${origin}/graphql?query=${encodeURIComponent(query)}`, { headers })
  for (const query of OF_THE_PAST) {
    const response = await get(query)
    const body = await response.text()
    expect([query, response.status, body]).toEqual([query, 200, expect.stringContaining('{"data":{')])
    const etag = response.headers.get('etag')!
    expect(etag).toMatch(/^W\/"[\w-]{43}"$/)
    expect(response.headers.get('cache-control')).toBe('public, max-age=60')
    expect(response.headers.get('vary')).toBe('accept, accept-encoding, authorization')
    const conditions = query === OF_THE_PAST[0] ? [etag, etag.slice(2), `"other", ${etag}`, '*'] : [etag]
    for (const condition of conditions) {
      const unchanged = await get(query, { 'if-none-match': condition })
      expect([condition, unchanged.status, await unchanged.text()]).toEqual([condition, 304, ''])
      expect(unchanged.headers.get('etag')).toBe(etag)
      expect(unchanged.headers.get('cache-control')).toBe('public, max-age=60')
    }
    expect((await get(query, { 'if-none-match': '"other"' })).status).toBe(200)
    const withKey = await get(query, { authorization: `Bearer ${key}` })
    expect(withKey.headers.get('cache-control')).toBe('private, max-age=60')
    const headers = { 'content-type': 'application/json' }
    const posted = await fetch(`${origin}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })
    expect([posted.headers.get('etag'), posted.headers.get('cache-control')]).toEqual([null, null])
  }
  for (const query of OF_THE_PRESENT) {
    const { status, headers } = await get(query)
    expect([query, status, headers.get('cache-control')]).toEqual([query, 200, 'public, no-cache'])
    expect((await get(query, { 'if-none-match': headers.get('etag')! })).status).toBe(304)
  }
  for (const query of REFUSED) {
    const response = await get(query, { 'if-none-match': '*' })
    const { headers } = response
    expect([query, headers.get('etag'), headers.get('cache-control')]).toEqual([query, null, null])
    expect(await response.text()).not.toBe('')
  }
})

test('answers above a kilobyte are compressed as the client accepts it, with one ETag', async ({ seeded }) => {
  listener = await listen(seeded)
  const { origin } = listener
  const query = '{ events(first: 15) { nodes { id title summary } } }'
  const get = async (encoding: string, text = query) => {
    const url = `${origin}/graphql?query=${encodeURIComponent(text)}`
    const response = await fetch(url, { headers: { 'accept-encoding': encoding } })
    return { body: await response.text(), headers: response.headers }
  }
  const plain = await get('identity')
  expect(plain.headers.has('content-encoding')).toBe(false)
  for (const [accepted, encoding] of [
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['br;q=0.0, *', 'gzip'],
    ['*', 'br'],
    ['deflate', null],
    ['GZIP', 'gzip'],
  ] as const) {
    const { body, headers } = await get(accepted)
    expect([accepted, headers.get('content-encoding')]).toEqual([accepted, encoding])
    expect([body, headers.get('etag')]).toEqual([plain.body, plain.headers.get('etag')])
    if (encoding) expect(Number(headers.get('content-length'))).toBeLessThan(plain.body.length / 2)
  }
  expect((await get('br', '{ __typename }')).headers.has('content-encoding')).toBe(false)
})

test('all pages of a diff but the first of one without `to` can be kept', async ({ service }) => {
  listener = await listen(service)
  await accept(service, reportDocument({ events: ['one', 'two'].map((name) => phoneCall({ key: name, title: name })) }))
  const page = async (after?: string) => {
    const query = `{ eventDiff(from: "2026-01-01T00:00:00Z", first: 1, ${after ? `after: "${after}"` : ''}) { pageInfo { endCursor } } }`
    const response = await fetch(`${listener?.origin}/graphql?query=${encodeURIComponent(query)}`)
    const { data } = (await response.json()) as { data: { eventDiff: { pageInfo: { endCursor: string } } } }
    return {
      isKept: response.headers.get('cache-control') === 'public, max-age=60',
      end: data.eventDiff.pageInfo.endCursor,
    }
  }
  const first = await page()
  expect([first.isKept, (await page(first.end)).isKept]).toEqual([false, true])
})
