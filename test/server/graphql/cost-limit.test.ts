import { getIntrospectionQuery } from 'graphql'
import { expect } from 'vitest'
import { createApp } from '../../../server/graphql/app.ts'
import { test, type Service } from '../../support/service.ts'
import { silent } from '../../support/silent.ts'

interface Answer {
  data?: Record<string, unknown>
  errors?: { message: string; extensions: { code: string } }[]
  extensions?: { cost: { cost: number; limit: number } }
}

async function post({ db }: Service, query: string, variables: unknown = {}, maxQueryCost?: number) {
  const app = createApp({ db, cursorKey: 'test', log: silent, ...(maxQueryCost !== undefined && { maxQueryCost }) })
  const response = await app.fetch('http://dateline.test/graphql', {
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

test('the cost of a query is the number of its fields times the sizes of the pages and lists around them', async ({
  seeded,
}) => {
  expect(await costOf(seeded, '{ __typename }')).toBe(1)
  expect(await costOf(seeded, '{ datasets { name title } }')).toBe(1 + 5 * 2)
  // The connection, then `nodes` and the two fields of the node for each of ten rows.
  expect(await costOf(seeded, '{ events(first: 10) { nodes { id title } } }')).toBe(1 + 10 * (1 + 2))
  expect(await costOf(seeded, '{ events { nodes { id title } } }')).toBe(1 + 20 * (1 + 2))
  expect(await costOf(seeded, 'query($n: Int) { events(first: $n) { nodes { id title } } }', { n: 10 })).toBe(31)
  expect(await costOf(seeded, 'query($n: Int = 10) { events(last: $n) { nodes { id title } } }')).toBe(31)
  expect(
    await costOf(seeded, '{ a: events(first: 10) { nodes { id title } } b: events(first: 10) { nodes { id title } } }'),
  ).toBe(62)
  expect(await costOf(seeded, '{ ...f } fragment f on Query { events(first: 10) { nodes { id title } } }')).toBe(31)
  expect(await costOf(seeded, '{ events(first: 1, where: { or: [{}, { not: {} }] }) { totalCount } }')).toBe(1 + 4 + 1)
  expect(
    await costOf(seeded, 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: Array(7).fill('evt_01h455vb4pex5vsknk084sn02q'),
    }),
  ).toBe(8)
})

test('rejects a query over the cost limit with QUERY_TOO_COSTLY before it reads anything', async ({ seeded }) => {
  seeded.statements.length = 0
  const { response, answer } = await post(seeded, EXPENSIVE)
  expect(response.status).toBe(400)
  expect(answer.data).toBeUndefined()
  expect(answer.errors![0]!.extensions.code).toBe('QUERY_TOO_COSTLY')
  expect(answer.errors![0]!.message).toMatch(/^The query costs \d+; the limit is 200000\. Request smaller pages/)
  expect(seeded.statements).toEqual([])
  const small = await post(seeded, '{ events(first: 10) { nodes { id title } } }', {}, 30)
  expect(small.response.status).toBe(400)
  expect((await post(seeded, '{ events(first: 10) { nodes { id title } } }', {}, 31)).response.status).toBe(200)
})

test('a dry run returns the cost, even over the limit, and reads nothing', async ({ seeded }) => {
  seeded.statements.length = 0
  const expensive = EXPENSIVE.replace('{', '{ queryCost(dryRun: true) { cost limit depth breadth }')
  const { response, answer } = await post(seeded, expensive)
  expect(response.status).toBe(200)
  const cost = answer.data!['queryCost'] as Record<string, number>
  expect(Object.keys(answer.data!)).toEqual(['queryCost'])
  expect(cost['cost']).toBeGreaterThan(200_000)
  expect(cost).toEqual({ cost: answer.extensions!.cost.cost, limit: 200_000, depth: 11, breadth: expect.any(Number) })
  const byFragment = `query($dry: Boolean!) { ...f events { nodes { id } } } fragment f on Query { mine: queryCost(dryRun: $dry) { cost } }`
  expect((await post(seeded, byFragment, { dry: true })).answer.data).toEqual({ mine: { cost: 43 } })
  expect(seeded.statements).toEqual([])
  expect((await post(seeded, byFragment, { dry: false })).answer.data).toEqual({
    mine: { cost: 43 },
    events: { nodes: expect.any(Array) },
  })
})

test('every response states its cost in its extensions and headers', async ({ seeded }) => {
  const { response, answer } = await post(seeded, '{ events(first: 10) { nodes { id title } } }')
  expect(answer.extensions).toEqual({ cost: { cost: 31, limit: 200_000 } })
  expect(response.headers.get('x-query-cost')).toBe('31')
  expect(response.headers.get('x-query-cost-limit')).toBe('200000')
  const rejected = await post(seeded, EXPENSIVE)
  expect(Number(rejected.response.headers.get('x-query-cost'))).toBeGreaterThan(200_000)
})

test('introspection costs less than 100, and an invalid value is rejected with BAD_USER_INPUT', async ({ seeded }) => {
  expect(await costOf(seeded, getIntrospectionQuery())).toBeLessThan(100)
  const { response, answer } = await post(
    seeded,
    '{ events(where: { occurred: { during: "yesterday" } }) { totalCount } }',
  )
  expect([response.status, answer.errors![0]!.extensions.code]).toEqual([400, 'BAD_USER_INPUT'])
  const variable = await post(seeded, 'query($n: Int) { events(first: $n) { totalCount } }', { n: 'x' })
  expect([variable.response.status, variable.answer.errors![0]!.extensions.code]).toEqual([400, 'BAD_USER_INPUT'])
})
