import { getIntrospectionQuery } from 'graphql'
import { expect, test } from 'vitest'
import { DEFAULT_COST_LIMIT, MIN_EVENTS } from '../../../schema/cost/weights.ts'
import { GRAPHIQL_TABS } from '../../../server/http/graphiql-tabs.ts'
import { readProjectFile } from '../../support/documents/project-documents.ts'
import { ACTOR, costOf, EVERYTHING, listOf } from './queries.ts'

test('the queries that stopped the service for seconds are refused', () => {
  const many = (count: number, filter: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => `{ ${filter(i)} }`).join(', ')
  const queries = [
    listOf('search: "the or president or police"', 'orderBy: RELEVANCE, asOf: "2026-01-01T00:00:00Z"'),
    listOf(`or: [${many(19, (i) => `participants: { every: { name: "a${i}" } }`)}]`),
    listOf(`or: [${many(19, (i) => `search: "a${i}", quantity: { measure: FATALITIES, atLeast: ${i} }`)}]`),
    listOf(
      `or: [${many(19, (i) => `code: { scheme: CAMEO, prefix: "${i}" }, participants: { every: { country: "AZ" } }`)}]`,
    ),
    listOf(`or: [${many(19, (i) => `participants: { every: { name: "a${i}" }, none: { name: "b${i}" } }`)}]`),
    listOf(`and: [${many(19, (i) => `participants: { every: { name: "a${i}" } }`)}]`),
    '{ events { groups(by: [COUNTRY, MONTH, KIND], first: 1) { count } } }',
    '{ events { groups(by: [DAY], reading: POSSIBLY, first: 1) { count } } }',
    '{ events(asOf: "2026-01-01T00:00:00Z") { totalCount } }',
    `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: events(where: { realis: [SCHEDULED], publisher: ["pub_01h455vb4pex5vsknk084sn02q"] }, first: ${i + 1}) { totalCount }`).join(' ')} }`,
    '{ events(asOf: "2026-01-01T00:00:00Z") { groups(by: [ACTOR, PUBLISHER, COUNTRY], first: 1) { count } } }',
    '{ events { groups(by: [ACTOR, PUBLISHER, ROLE], first: 1) { count } } }',
    `{ _service { ${Array.from({ length: 450 }, (_, i) => `a${i}: sdl`).join(' ')} } }`,
    `{ ${Array.from({ length: 40 }, (_, i) => `a${i}: events(asOf: "2026-01-01T00:00:00Z", where: { search: "a${i} or president" }, orderBy: RELEVANCE, first: 1) { nodes { id } }`).join(' ')} }`,
    getIntrospectionQuery()
      .replace(
        /query IntrospectionQuery \{\s*__schema \{/,
        '{ a: __schema { ...s } b: __schema { ...s } } fragment s on __Schema {',
      )
      .replace(/\}\s*\}\s*fragment FullType/, '} fragment FullType'),
  ]
  for (const query of queries)
    expect([query.slice(0, 200), costOf(query).cost > DEFAULT_COST_LIMIT]).toEqual([query.slice(0, 200), true])
})

test('honest queries cost less than the limit, and those of the README less than half of it', () => {
  const readme = [...readProjectFile('README.md').matchAll(/```graphql\n(.*?)```/gs)].map(([, query = '']) => query)
  expect(readme.length).toBeGreaterThan(2)
  for (const query of readme) expect(costOf(query).cost).toBeLessThan(DEFAULT_COST_LIMIT / 2)
  for (const query of GRAPHIQL_TABS) expect([query, costOf(query).cost < DEFAULT_COST_LIMIT]).toEqual([query, true])
  const introspection = getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true, oneOf: true })
  expect(costOf(introspection).cost).toBeLessThan(DEFAULT_COST_LIMIT)
  expect(costOf(`{ events(first: 100) { totalCount nodes { ${EVERYTHING} } } }`).cost).toBeLessThan(DEFAULT_COST_LIMIT)
  const filtered = [
    listOf('search: "ceasefire", publisher: ["pub_01h455vb4pex5vsknk084sn02q"]', '', 'totalCount nodes { id }'),
    listOf(`participants: { some: { actor: "${ACTOR}" }, none: { roles: [SOURCE] } }`, '', 'nodes { id }'),
    listOf(`or: [{ participants: { some: { actor: "${ACTOR}" } } }, { location: { within: "plc_1" } }]`),
    listOf('occurred: { during: "2016-04" }, participants: { every: { kind: [PERSON, STATE] } }'),
    '{ events { groups(by: [MONTH, KIND], first: 1000) { count } } }',
    '{ events(where: { occurred: { during: "2016" }, location: { country: "SY" } }) { groups(by: [MONTH], reading: POSSIBLY) { count } } }',
  ]
  for (const query of filtered) expect([query, costOf(query).cost < DEFAULT_COST_LIMIT]).toEqual([query, true])
  const representations = Array.from({ length: 1_000 }, () => ({ __typename: 'Actor', id: ACTOR }))
  const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { id name description } } }'
  expect(costOf(entities, { r: representations }).cost).toBeLessThan(DEFAULT_COST_LIMIT)
})

test('on a small database, lists that read everything are accepted', () => {
  const queries = [
    '{ events(asOf: "2026-01-01T00:00:00Z") { totalCount nodes { id } groups(by: [ACTOR, PUBLISHER]) { count } } }',
    '{ events { groups(by: [ACTOR, PUBLISHER, ROLE], first: 1000) { count } } }',
    listOf('or: [{ participants: { every: { name: "a" } } }, { search: "a" }], not: { code: { scheme: CAMEO } }'),
    listOf('search: "the or president or police"', 'orderBy: RELEVANCE, asOf: "2026-01-01T00:00:00Z"'),
  ]
  for (const query of queries)
    expect([query, costOf(query, {}, MIN_EVENTS).cost < DEFAULT_COST_LIMIT / 5]).toEqual([query, true])
})
