import { buildSchema, isInputObjectType, isScalarType } from 'graphql'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, inject, test } from 'vitest'
import { COMPOSERS } from './composers.ts'
import { readSubgraph } from './gateway/teams/dateline.ts'
import type { Subgraph } from './gateway/teams/team.ts'

/** Subgraphs of other teams: by concrete types, through the interfaces, and with a `node` of its own. */
const OTHERS: Record<string, string> = {
  'concrete kinds': `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key"])
    type Query { notes: [Note!]! }
    type Note { text: String! person: Person! place: Place! }
    type Person @key(fields: "id") { id: ID! extra: String }
    type Place @key(fields: "id") { id: ID! notes: [Note!]! }
    type PhoneCall @key(fields: "id") { id: ID! recording: String }
  `,
  'the interface of events': `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@interfaceObject", "@external", "@requires"])
    type Query { clipCount: Int }
    type Event @key(fields: "id") @interfaceObject { id: ID! title: String! @external extra: String @requires(fields: "title") }
  `,
  'business keys': `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key"])
    scalar URL
    type Query { entries: [Entry!]! }
    type Entry { person: Person state: State place: Place article: Article }
    type Person @key(fields: "wikidataId") { wikidataId: String extra: String }
    type State @key(fields: "isoCode") { isoCode: String }
    type Place @key(fields: "geonamesId", resolvable: false) { geonamesId: String }
    type Article @key(fields: "url") { url: URL note: String }
  `,
  'another node': `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key", "@shareable"])
    interface Node { id: ID! }
    type Query { node(id: ID!): Node @shareable }
    type Memo implements Node @key(fields: "id") { id: ID! extra: String }
  `,
}

let dateline: Subgraph

beforeAll(async () => {
  dateline = await readSubgraph(inject('url'))
})

for (const [composer, compose] of Object.entries(COMPOSERS)) {
  test(`${composer} composes Dateline alone, with nullable root fields and tags`, () => {
    const { problems, supergraph } = compose([dateline])
    expect(problems).toEqual([])
    const schema = buildSchema(supergraph, { assumeValidSDL: true })
    const roots = Object.values(schema.getQueryType()?.getFields() ?? {})
    expect(roots.length).toBeGreaterThan(20)
    expect(roots.filter(({ type }) => String(type).endsWith('!')).map(({ name }) => name)).toEqual([])
    expect(supergraph).not.toContain('requiresScopes')
    expect(supergraph).toMatch(/@tag\(name: "write"\)/)
  })

  test.each(Object.entries(OTHERS))(`${composer} composes Dateline with a subgraph that has %s`, (_name, sdl) => {
    const { problems, supergraph } = compose([dateline, { name: 'other', url: 'http://other.test', sdl }])
    expect(problems).toEqual([])
    expect(supergraph).toMatch(/^\s+extra: String/m)
  })
}

test.each(Object.entries(COMPOSERS))('%s composes the contract with scopes', (_composer, compose) => {
  const args = ['run', '--silent', 'schema', '--', '--subgraph', '--scopes']
  const sdl = execFileSync('npm', args, { cwd: join(import.meta.dirname, '..'), encoding: 'utf8' })
  const { problems, supergraph } = compose([{ ...dateline, sdl }])
  expect(problems).toEqual([])
  expect(supergraph).toMatch(/@requiresScopes\(scopes: \[\["publish"\], \["admin"\]\]\)/)
})

test('supergraphs keep as much of the contract as their composer can', () => {
  const kept = Object.entries(COMPOSERS).map(([composer, compose]) => {
    const { supergraph } = compose([dateline])
    const schema = buildSchema(supergraph, { assumeValidSDL: true })
    const [dateTime, actorBy] = [schema.getType('DateTime'), schema.getType('ActorBy')]
    const features = {
      cost: /@cost\(weight: \d+\)/.test(supergraph),
      listSize: /@listSize\([^)]*slicingArguments: \["first", "last"\]/.test(supergraph),
      specifiedBy: isScalarType(dateTime) && dateTime.specifiedByURL?.includes('rfc3339') === true,
      oneOf: isInputObjectType(actorBy) && actorBy.isOneOf,
    }
    return [composer, Object.entries(features).flatMap(([name, isKept]) => (isKept ? [name] : []))]
  })
  expect(Object.fromEntries(kept)).toEqual({
    '@apollo/composition': ['cost', 'listSize', 'specifiedBy'],
    '@theguild/federation-composition': ['cost', 'listSize', 'specifiedBy', 'oneOf'],
    '@wundergraph/composition': ['oneOf'],
  })
})
