import { getIntrospectionQuery } from 'graphql'
import { expect } from 'vitest'
import { createApp, type AppOptions } from '../../../server/graphql/app.ts'
import { test, type Service } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

interface Answer {
  data?: Record<string, unknown>
  errors?: { message: string; extensions: { code: string } }[]
  extensions?: { cost: { cost: number; limit: number } }
}

async function post(
  { db }: Service,
  query: string,
  variables: unknown = {},
  options: Partial<Pick<AppOptions, 'maxQueryCost' | 'storedEvents'>> = {},
) {
  const app = createApp({ db, cursorKey: 'test', log: silent, ...options })
  const response = await app.yoga.fetch('http://dateline.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
  })
  return { response, answer: (await response.json()) as Answer }
}

async function costOf(service: Service, query: string, variables?: unknown) {
  return (await post(service, query, variables)).answer.extensions?.cost.cost
}

const EXPENSIVE = `{ events(first: 100) { nodes { participations { actor { events(first: 100) { nodes { participations { actor {
  events(first: 100) { nodes { title } } } } } } } } } } }`

test('the cost of a query grows with its fields, the sizes of its pages and what its filters read', async ({
  seeded,
}) => {
  expect(await costOf(seeded, '{ __typename }')).toBe(1)
  const ten = (await costOf(seeded, '{ events(first: 10) { nodes { id title } } }')) ?? 0
  const twenty = (await costOf(seeded, '{ events { nodes { id title } } }')) ?? 0
  expect(ten).toBeGreaterThan(10 * 2)
  expect(twenty).toBeGreaterThan(ten)
  expect(await costOf(seeded, 'query($n: Int) { events(first: $n) { nodes { id title } } }', { n: 10 })).toBe(ten)
  expect(await costOf(seeded, 'query($n: Int = 10) { events(last: $n) { nodes { id title } } }')).toBe(ten)
  const both = '{ a: events(first: 10) { nodes { id title } } b: events(first: 10) { nodes { id title } } }'
  expect(await costOf(seeded, both)).toBe(2 * ten)
  expect(await costOf(seeded, '{ ...f } fragment f on Query { events(first: 10) { nodes { id title } } }')).toBe(ten)
  const filtered = 'query($w: EventWhere) { events(where: $w) { nodes { id title } } }'
  expect(await costOf(seeded, filtered, { w: { search: 'a' } })).toBeGreaterThan(twenty)
  const ids = Array(7).fill('evt_01h455vb4pex5vsknk084sn02q')
  const seven = (await costOf(seeded, 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })) ?? 0
  expect(await costOf(seeded, 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ids.slice(1) })).toBeLessThan(
    seven,
  )
})

test('rejects a query over the cost limit with QUERY_TOO_COSTLY before it reads anything, and says what costs most', async ({
  seeded,
}) => {
  seeded.statements.length = 0
  const { response, answer } = await post(seeded, EXPENSIVE)
  expect(response.status).toBe(400)
  expect(answer.data).toBeUndefined()
  expect(answer.errors![0]!.extensions.code).toBe('QUERY_TOO_COSTLY')
  expect(answer.errors![0]!.message).toMatch(
    /^The query costs \d+ on 1000 events; the limit is 20000\. Most of it: events\.nodes\S+ \(\d+\), \S+ \(\d+\), \S+ \(\d+\)\. Request smaller pages/,
  )
  expect(seeded.statements).toEqual([])
  const query = '{ events(first: 10) { nodes { id title } } }'
  const cost = (await costOf(seeded, query)) ?? 0
  expect((await post(seeded, query, {}, { maxQueryCost: cost - 1 })).response.status).toBe(400)
  expect((await post(seeded, query, {}, { maxQueryCost: cost })).response.status).toBe(200)
})

test('a dry run returns the cost, even over the limit, and reads nothing', async ({ seeded }) => {
  seeded.statements.length = 0
  const expensive = EXPENSIVE.replace(
    '{',
    '{ queryCost(dryRun: true) { cost limit depth breadth eventCount parts { path cost } }',
  )
  const { response, answer } = await post(seeded, expensive)
  expect(response.status).toBe(200)
  const { parts, ...cost } = answer.data!['queryCost'] as Record<string, number> & { parts: object[] }
  expect(Object.keys(answer.data!)).toEqual(['queryCost'])
  expect(cost['cost']).toBeGreaterThan(20_000)
  expect(cost).toEqual({
    cost: answer.extensions!.cost.cost,
    eventCount: 1_000,
    limit: 20_000,
    depth: 11,
    breadth: expect.any(Number),
  })
  expect(parts.length).toBeGreaterThan(3)
  expect(parts.length).toBeLessThanOrEqual(10)
  const byFragment = `query($dry: Boolean!) { ...f events { nodes { id } } } fragment f on Query { mine: queryCost(dryRun: $dry) { cost } }`
  const dry = await post(seeded, byFragment, { dry: true })
  expect(dry.answer.data).toEqual({ mine: { cost: dry.answer.extensions!.cost.cost } })
  expect(seeded.statements).toEqual([])
  expect((await post(seeded, byFragment, { dry: false })).answer.data).toEqual({
    mine: { cost: dry.answer.extensions!.cost.cost },
    events: { nodes: expect.any(Array) },
  })
})

test('a query that reads all events is accepted until the database has many', async ({ seeded }) => {
  const withEvents = (count: number) => ({ storedEvents: { count, changedSince: () => count } })
  const query = '{ e: events { g: groups(by: [ACTOR, PUBLISHER], first: 1) { count } totalCount } }'
  expect((await post(seeded, query, {}, withEvents(1_000))).response.status).toBe(200)
  const { response, answer } = await post(seeded, query, {}, withEvents(1_000_000))
  expect(response.status).toBe(400)
  expect(answer.errors![0]!.message).toMatch(/the limit is 20000\. Most of it: e\.g \(\d+\), e\.totalCount/)
  expect(answer.errors![0]!.message).toContain('on 1000000 events')
})

test('every response states its cost in its extensions and headers', async ({ seeded }) => {
  const { response, answer } = await post(seeded, '{ events(first: 10) { nodes { id title } } }')
  const { cost } = answer.extensions!
  expect(cost).toEqual({ cost: expect.any(Number), limit: 20_000 })
  expect(response.headers.get('x-query-cost')).toBe(String(cost.cost))
  expect(response.headers.get('x-query-cost-limit')).toBe('20000')
  const rejected = await post(seeded, EXPENSIVE)
  expect(Number(rejected.response.headers.get('x-query-cost'))).toBeGreaterThan(20_000)
})

test('introspection is below the limit, and an invalid value is rejected with BAD_USER_INPUT', async ({ seeded }) => {
  expect(await costOf(seeded, getIntrospectionQuery())).toBeLessThan(20_000)
  const { response, answer } = await post(
    seeded,
    '{ events(where: { occurred: { during: "yesterday" } }) { totalCount } }',
  )
  expect([response.status, answer.errors![0]!.extensions.code]).toEqual([400, 'BAD_USER_INPUT'])
  const variable = await post(seeded, 'query($n: Int) { events(first: $n) { totalCount } }', { n: 'x' })
  expect([variable.response.status, variable.answer.errors![0]!.extensions.code]).toEqual([400, 'BAD_USER_INPUT'])
})
