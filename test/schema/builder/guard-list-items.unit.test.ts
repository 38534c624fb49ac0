import { execute, parse, buildSchema, type GraphQLSchema } from 'graphql'
import { createYoga } from 'graphql-yoga'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { guardListItems } from '../../../schema/builder/guard-list-items.ts'
import { unhandledRejectionsOf } from '../../support/unhandled.ts'

const SDL = /* GraphQL */ `
  interface Row {
    name: String!
  }
  type SlowRow implements Row {
    name: String!
    slow: String!
  }
  type FastRow implements Row {
    name: String!
    size(of: Int! = 1): Int!
  }
  type Query {
    rows: [Row!]!
    maybeRows: [Row]!
    groups: [[Row!]!]!
    promises: [Row!]!
    names: [String!]!
  }
`

async function rejectLater(): Promise<never> {
  await nextTurn()
  throw new Error('rejected later')
}

function schemaWith(resolvers: { name?: () => unknown; size?: () => unknown; typeName?: () => string }): GraphQLSchema {
  const slowRow = { __typename: 'SlowRow', name: 'slow', slow: rejectLater }
  const { name = () => 'fast', size = () => 1, typeName = () => 'FastRow' } = resolvers
  const fastRow = {
    name,
    size,
    get __typename() {
      return typeName()
    },
  }
  const values: Record<string, () => unknown> = {
    rows: () => [slowRow, fastRow],
    maybeRows: () => new Set([slowRow, fastRow]),
    groups: async () => [[slowRow, fastRow], [fastRow]],
    promises: () => [rejectLater(), fastRow],
    names: () => ['a', 'b'],
  }
  const schema = buildSchema(SDL)
  for (const [field, resolve] of Object.entries(values)) schema.getQueryType()!.getFields()[field]!.resolve = resolve
  return guardListItems(schema)
}

async function post(schema: GraphQLSchema, query: string, variables = {}): Promise<unknown> {
  const yoga = createYoga({ schema, logging: false, maskedErrors: false })
  const response = await yoga.fetch('http://dateline.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  return await response.json()
}

function refuse(): never {
  throw new Error('refused')
}

const ROW = '{ name ... on SlowRow { slow } ... on FastRow { size } }'

test.each([
  ['a resolver that throws', { size: refuse }, `{ rows ${ROW} }`, 'refused'],
  ['null for a non-null field', { size: () => null }, `{ rows ${ROW} }`, 'Cannot return null'],
  ['a value that cannot be serialized', { size: () => 'many' }, `{ rows ${ROW} }`, 'Int cannot represent'],
  ['a type that cannot be resolved', { typeName: () => 'Query' }, `{ rows ${ROW} }`, 'is not a possible type'],
  ['an item of a list of lists', { size: refuse }, `{ groups ${ROW} }`, 'refused'],
  ['an item after a promise', { size: refuse }, `{ promises ${ROW} }`, 'refused'],
])('a list handles the promises of its other items after %s', async (_case, resolvers, query, message) => {
  let answer: unknown
  const reasons = await unhandledRejectionsOf(async () => {
    answer = await post(schemaWith(resolvers), query)
  })
  expect(reasons).toEqual([])
  expect(answer).toMatchObject({ data: null, errors: [{ message: expect.stringContaining(message) }] })
})

test('a list handles the promises of its other items after null is given for a non-null argument', async () => {
  const query = 'query ($of: Int = 1) { rows { ... on SlowRow { slow } ... on FastRow { size(of: $of) } } }'
  let answer: unknown
  const reasons = await unhandledRejectionsOf(async () => {
    answer = await post(schemaWith({}), query, { of: null })
  })
  expect(reasons).toEqual([])
  expect(answer).toMatchObject({ data: null, errors: [{ message: expect.stringContaining('must not be null') }] })
})

test('a list of nullable items keeps the items that have no error', async () => {
  const reasons = await unhandledRejectionsOf(async () => {
    const answer = await post(schemaWith({}), `{ maybeRows ${ROW} }`)
    expect(answer).toMatchObject({
      data: { maybeRows: [null, { name: 'fast', size: 1 }] },
      errors: [{ message: 'rejected later', path: ['maybeRows', 0, 'slow'] }],
    })
  })
  expect(reasons).toEqual([])
})

test('a list whose items need no promise is still answered synchronously', () => {
  const result = execute({ schema: schemaWith({}), document: parse('{ names rows { name } }') })
  expect(result).toEqual({ data: { names: ['a', 'b'], rows: [{ name: 'slow' }, { name: 'fast' }] } })
})
