import { join } from 'node:path'
import { beforeAll, expect, inject, test } from 'vitest'
import { COMPOSERS } from '../composers.ts'
import { readIds, readSubgraph, type Ids } from './teams/dateline.ts'
import type { Subgraph } from './teams/team.ts'

/** The rows of Apollo's list of what subgraphs support, in its order. */
interface Row {
  name: string
  /** What holds for Dateline, as the table says it. */
  says: string
  holds: () => unknown
}

let dateline: Subgraph
let ids: Ids

beforeAll(async () => {
  dateline = await readSubgraph(inject('url'))
  ids = await readIds(inject('url'))
})

function link(imports: string): string {
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: [${imports}])`
}

/** Composes Dateline with a subgraph of another team, by Apollo's composer. */
function composeWith(imports: string, types: string) {
  return COMPOSERS['@apollo/composition']([
    dateline,
    { name: 'other', url: 'http://other.test', sdl: `${link(imports)} type Query { other: Int } ${types}` },
  ])
}
function expectComposed(imports: string, types: string, supergraph: RegExp, hints: string[] = []) {
  const composed = composeWith(imports, types)
  expect(composed.problems).toEqual(hints)
  expect(composed.supergraph).toMatch(supergraph)
}

async function post(query: string, variables: object = {}, headers: Record<string, string> = {}) {
  const response = await fetch(dateline.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
  return (await response.json()) as { data: unknown; extensions?: Record<string, unknown> }
}

const ROWS: Row[] = [
  {
    name: '_service',
    says: 'yes',
    holds: () => expect(dateline.sdl).toMatch(/^extend schema @link/),
  },
  {
    name: '@key (single)',
    says: 'yes: the id of every object',
    holds: async () => {
      const representations = [{ __typename: 'PhoneCall', id: ids.calls[0] }]
      const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on PhoneCall { id } } }'
      expect((await post(query, { r: representations })).data).toEqual({ _entities: [{ id: ids.calls[0] }] })
    },
  },
  {
    name: '@key (multi)',
    says: 'yes: people, states, places and articles also by what other catalogues call them',
    holds: () => {
      const second = keysByType().flatMap((keys) => keys.slice(1))
      expect(second.toSorted()).toEqual(['geonamesId', 'isoCode', 'url', 'wikidataId'])
    },
  },
  {
    name: '@key (composite)',
    says: 'no: each key is one field',
    holds: () =>
      expect(
        keysByType()
          .flat()
          .filter((fields) => fields.includes(' ')),
      ).toEqual([]),
  },
  {
    name: 'repeatable @key',
    says: 'yes, for several keys',
    holds: () => expect(dateline.sdl).toMatch(/^type Person [^{]*@key\(fields: "id"\) @key\(fields: "wikidataId"\)/m),
  },
  {
    name: '@requires',
    says: 'yes: fields of other teams can be made of those of Dateline; it needs none itself',
    holds: () =>
      expectComposed(
        '"@key", "@requires", "@external"',
        'type Person @key(fields: "id") { id: ID! name: String! @external short: String @requires(fields: "name") }',
        /short: String @join__field\(graph: OTHER, requires: "name"\)/,
      ),
  },
  {
    name: '@provides',
    says: 'no: a field of Dateline has one service that answers it',
    holds: () =>
      expect(
        composeWith(
          '"@key", "@provides", "@external"',
          'type Desk { head: Person @provides(fields: "name") } type Person @key(fields: "id") { id: ID! name: String! @external }',
        ).supergraph,
      ).toBe(''),
  },
  {
    name: 'federated tracing (ftv1)',
    says: 'no: spans of OpenTelemetry instead; the header is ignored',
    holds: async () => {
      const answer = await post('{ phoneCalls { totalCount } }', {}, { 'apollo-federation-include-trace': 'ftv1' })
      expect(answer).toMatchObject({ data: { phoneCalls: { totalCount: expect.any(Number) as number } } })
      expect(answer.extensions).not.toHaveProperty('ftv1')
    },
  },
  {
    name: '@link',
    says: 'yes: Federation 2.9',
    holds: () => expect(dateline.sdl).toContain('@link(url: "https://specs.apollo.dev/federation/v2.9"'),
  },
  {
    name: '@shareable',
    says: 'yes: PageInfo, node, nodes',
    holds: () =>
      expectComposed(
        '"@shareable"',
        'type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String } type Page { info: PageInfo }',
        /info: PageInfo/,
      ),
  },
  {
    name: '@tag',
    says: 'yes: "write" on mutations, "live" on subscriptions',
    holds: () => expect(dateline.sdl.match(/@tag\(name: "(write|live)"\)/g)?.length).toBeGreaterThan(10),
  },
  {
    name: '@override',
    says: 'yes: another team can take over a field',
    holds: () =>
      expectComposed(
        '"@key", "@override"',
        'type Article @key(fields: "id") { id: ID! headline: String @override(from: "dateline") }',
        /graph: OTHER, override: "dateline"/,
        ['Field "Article.headline" on subgraph "dateline" is overridden. Consider removing it.'],
      ),
  },
  {
    name: '@inaccessible',
    says: 'yes: node and nodes, unless `--node` shows them',
    holds: () => expect(dateline.sdl).toMatch(/\): Node [^\n]*@inaccessible/),
  },
  {
    name: '@composeDirective',
    says: 'not needed: Dateline has no directives of its own; other teams can use it',
    holds: () => {
      const own = dateline.sdl.match(/^directive @\w+/gm)
      expect(own).toEqual(['directive @oneOf'])
      const types = `extend schema @link(url: "https://specs.example/desk/v1.0", import: ["@desk"]) @composeDirective(name: "@desk")
        directive @desk on FIELD_DEFINITION type Desk { name: String @desk }`
      expectComposed('"@composeDirective"', types, /name: String [^\n]*@desk/)
    },
  },
  {
    name: '@interfaceObject',
    says: 'yes: on Event and on Actor',
    holds: () =>
      expectComposed(
        '"@key", "@interfaceObject"',
        'type Actor @key(fields: "id") @interfaceObject { id: ID! isFollowed: Boolean }',
        /type Person[^}]*isFollowed: Boolean/s,
      ),
  },
]

function keysByType(): string[][] {
  return [...dateline.sdl.matchAll(/^(?:type|interface) [^{]+/gm)].map(([head]) =>
    [...head.matchAll(/@key\(fields: "([^"]+)"/g)].map(([, fields = '']) => fields),
  )
}

test.each(ROWS)('$name: $says', async ({ holds }) => {
  await holds()
})

test('the table of the list is up to date', async () => {
  const rows = ROWS.map(({ name, says }) => `| ${name} | ${says} |\n`).join('')
  const table = `| row of Apollo's list | Dateline |\n| --- | --- |\n${rows}`
  await expect(table).toMatchFileSnapshot(join(import.meta.dirname, 'results', 'apollo-subgraph-list.md'))
})
