import { expect, test } from 'vitest'
import { DEFAULT_COST_LIMIT } from '../../../schema/cost/weights.ts'
import { ACTOR, costOf, EVERYTHING, listOf } from './queries.ts'

const EVENT_ID = 'evt_01h455vb4pex5vsknk084sn02q'

function nodesOf(...ids: string[]): string {
  return `{ nodes(ids: ${JSON.stringify([...ids, ...ids].slice(0, 2))}) { id } }`
}

/** Each condition of a filter; a filter has at most one of each field. */
const CONDITIONS = [
  'kinds: [STATEMENT, ATTACK]',
  'dataset: ["a"]',
  'realis: [SCHEDULED]',
  'polarity: [NEGATIVE]',
  'certainty: [DISPUTED]',
  'occurred: { during: "2016-04" }',
  'reportedAfterDays: { atLeast: 365 }',
  'participants: { every: { roles: [SOURCE] } }',
  'participants: { none: { name: "a" } }',
  'location: { near: { latitude: 1, longitude: 2, km: 100 } }',
  'location: { box: { south: 1, west: 1, north: 2, east: 2 } }',
  'location: { maxRadiusKm: 5 }',
  'attributedTo: "act_01h455vb4pex5vsknk084sn02q"',
  'code: { scheme: CAMEO, prefix: "19" }',
  'quantity: { measure: FATALITIES, atLeast: 10 }',
  'minMentions: 3',
  'updatedSince: "2026-01-01T00:00:00Z"',
  'phoneCall: { durationMinutes: { atLeast: 5 } }',
  'or: [{ search: "a" }, { minMentions: 3 }]',
  'not: { kinds: [STATEMENT] }',
]

test('an added field, page row, condition, branch, total, group or list never lowers the cost', () => {
  const growing: [name: string, ...queries: string[]][] = [
    [
      'fields',
      listOf(''),
      listOf('', '', 'nodes { id title }'),
      listOf('', '', 'nodes { id title occurred { edtf } }'),
    ],
    [
      'page size',
      '{ events(first: 1) { nodes { id } } }',
      '{ events { nodes { id } } }',
      '{ events(last: 100) { nodes { id } } }',
    ],
    [
      'lists',
      '{ event(id: "a") { id } }',
      '{ event(id: "a") { id participations { role } } }',
      '{ event(id: "a") { id participations { role actor { names { name } } } } }',
    ],
    ['total', listOf(''), listOf('', '', 'nodes { id } totalCount')],
    [
      'groups',
      listOf(''),
      listOf('', '', 'nodes { id } groups(by: [KIND]) { count }'),
      listOf('', '', 'nodes { id } groups(by: [KIND]) { count } b: groups(by: [ACTOR]) { count }'),
      listOf(
        '',
        '',
        'nodes { id } groups(by: [KIND]) { count } b: groups(by: [ACTOR, PUBLISHER, ROLE]) { count fatalities }',
      ),
    ],
    [
      'keys of groups, which are null in other dimensions',
      '{ events { groups(by: [KIND]) { key { place { name names { name } } } } } }',
      '{ events { groups(by: [KIND]) { key { kind place { name names { name } } } } } }',
      '{ events { groups(by: [PLACE]) { key { kind place { name names { name } } } } } }',
    ],
    ['as of', listOf('search: "a"'), listOf('search: "a"', 'asOf: "2026-01-01T00:00:00Z"')],
    ['one moment', nodesOf(EVENT_ID), nodesOf(`${EVENT_ID}@2026-01-01T00:00:00.000Z`)],
    [
      'another moment',
      nodesOf(`${EVENT_ID}@2026-01-01T00:00:00.000Z`),
      nodesOf(`${EVENT_ID}@2026-01-01T00:00:00.000Z`, `${EVENT_ID}@2026-01-02T00:00:00.000Z`),
    ],
    ['relevance', listOf('search: "a"'), listOf('search: "a"', 'orderBy: RELEVANCE')],
    [
      'highlights',
      listOf('search: "a"', '', 'edges { cursor }'),
      listOf('search: "a"', '', 'edges { cursor highlights { text } }'),
    ],
    [
      'branches',
      listOf('or: [{ search: "a" }]'),
      listOf('or: [{ search: "a" }, { search: "b" }]'),
      listOf('or: [{ search: "a" }, { search: "b" }, { participants: { every: { name: "a" } } }]'),
    ],
    [
      'nested filters',
      listOf(''),
      listOf('and: [{ code: { scheme: CAMEO } }]'),
      listOf('and: [{ code: { scheme: CAMEO } }, { participants: { none: { name: "a" } } }]'),
    ],
    [
      'parents',
      '{ actors(first: 1) { nodes { events { totalCount } } } }',
      '{ actors(first: 50) { nodes { events { totalCount } } } }',
      '{ actors(first: 50) { nodes { events { totalCount nodes { id } } } } }',
    ],
    [
      'counterparts',
      `{ actor(by: { id: "${ACTOR}" }) { name } }`,
      `{ actor(by: { id: "${ACTOR}" }) { name counterparts { eventCount } } }`,
      `{ actor(by: { id: "${ACTOR}" }) { name counterparts(where: { minMentions: 2 }) { eventCount } } }`,
    ],
    [
      'entity searches',
      '{ actors { nodes { id } } }',
      '{ actors(where: { search: "denkolir" }) { nodes { id } } }',
      '{ actors(where: { search: "de" }) { nodes { id } } }',
    ],
    [
      'areas',
      listOf('location: { near: { latitude: 1, longitude: 2, km: 10 } }'),
      listOf('location: { near: { latitude: 1, longitude: 2, km: 1000 } }'),
      listOf('location: { box: { south: -90, west: -180, north: 90, east: 180 } }'),
    ],
    ['contract', '{ _service { sdl } }', '{ _service { sdl b: sdl } }'],
    [
      'introspection',
      '{ __schema { types { name } } }',
      '{ __schema { types { name fields { name } } } }',
      '{ __schema { types { name fields { name type { fields { name } } } } } }',
    ],
  ]
  for (const [name, ...queries] of growing) {
    const costs = queries.map((query) => costOf(query).cost)
    const growth = costs.map((cost, i) => cost > (costs[i - 1] ?? 0))
    expect([name, costs, growth]).toEqual([name, costs, costs.map(() => true)])
  }
})

test('every condition adds to the cost of the page in which it is checked', () => {
  const base = costOf(listOf('storyline: "sto_01h455vb4pex5vsknk084sn02q"')).cost
  for (const condition of CONDITIONS.filter((text) => !text.startsWith('occurred'))) {
    const cost = costOf(listOf(`storyline: "sto_01h455vb4pex5vsknk084sn02q", ${condition}`)).cost
    expect([condition, cost > base]).toEqual([condition, true])
  }
})

test('the cost depends on the expected number of events, and only where rows are read', () => {
  const groups = '{ events { groups(by: [ACTOR]) { count } } }'
  expect(costOf(groups).cost).toBeGreaterThan(DEFAULT_COST_LIMIT)
  expect(costOf(groups, {}, 10_000).cost).toBeLessThan(DEFAULT_COST_LIMIT)
  const event = '{ event(id: "a") { title participations { role } } }'
  expect(costOf(event).cost).toBe(costOf(event, {}, 10_000).cost)
})

test('the key of groups costs a null in a dimension by which they are not grouped', () => {
  const byKind = (key: string) => costOf(`{ events { groups(by: [KIND]) { key { ${key} } } } }`).cost
  expect(byKind('place { name }')).toBe(byKind('kind'))
})

test('fields with one key, and what @skip and @include leave out, count once and not at all', () => {
  const { cost } = costOf('{ events { nodes { id title } } }')
  expect(
    costOf('{ events { nodes { id } } events { nodes { title } ...f } } fragment f on EventConnection { nodes { id } }')
      .cost,
  ).toBe(cost)
  expect(costOf('{ events { nodes { id title summary @skip(if: true) } totalCount @include(if: false) } }').cost).toBe(
    cost,
  )
})

test('an invalid size does not lower the cost of the other fields', () => {
  const { cost } = costOf(listOf('search: "a"'))
  for (const size of [-2_147_483_648, -1, 0, 2_147_483_647]) {
    const fields = [
      `a: events { groups(by: [KIND], first: ${size}) { count } }`,
      `b: actor(by: { id: "${ACTOR}" }) { counterparts(first: ${size}) { eventCount } }`,
      `c: events(first: ${size}) { nodes { id } }`,
      `d: events(where: { location: { near: { latitude: 0, longitude: 0, km: ${size} } } }) { totalCount }`,
      `e: events(where: { location: { box: { south: ${size}, west: 0, north: 0, east: ${size} } } }) { totalCount }`,
      `f: events(where: { minMentions: ${size} }) { totalCount }`,
    ]
    for (const field of fields) {
      const both = costOf(`{ ${field} ${listOf('search: "a"').slice(1)}`).cost
      expect([field, both > cost]).toEqual([field, true])
    }
  }
})

test('the parts of a cost add up to it, the largest first', () => {
  const { cost, parts } = costOf(`{ events(first: 100) { totalCount nodes { ${EVERYTHING} } } }`)
  const sum = parts.reduce((total, part) => total + part.cost, 0)
  expect(sum - cost).toBeGreaterThanOrEqual(0)
  expect(sum - cost).toBeLessThan(parts.length)
  expect(parts.map((part) => part.cost)).toEqual(parts.map((part) => part.cost).toSorted((a, b) => b - a))
  expect(parts.map(({ path }) => path)).toContain('events.nodes.mentions.nodes.article')
})

test('a page of the past costs little if few events have changed since, and groups of the past read all', () => {
  const pageOf = (changed: number) =>
    costOf('{ events(asOf: "2026-01-01T00:00:00Z") { nodes { id } } }', {}, 1_000_000, changed).cost
  expect(pageOf(1_000)).toBeLessThan(2_000)
  expect(pageOf(10_000)).toBeGreaterThan(2 * pageOf(1_000))
  expect(pageOf(1_000_000)).toBeGreaterThan(DEFAULT_COST_LIMIT)
  const groups = '{ events(asOf: "2026-01-01T00:00:00Z") { groups(by: [MONTH]) { count } } }'
  expect(costOf(groups, {}, 1_000_000, 1_000).cost).toBeGreaterThan(DEFAULT_COST_LIMIT)
  const nested = '{ actors { nodes { events(asOf: "2026-01-01T00:00:00Z") { nodes { id } } } } }'
  expect(costOf(nested, {}, 1_000_000, 1_000).cost).toBeLessThan(costOf(nested).cost)
})
