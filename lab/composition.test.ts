import { composeServices as composeByApollo } from '@apollo/composition'
import { composeServices as composeByGuild } from '@theguild/federation-composition'
import { federateSubgraphs, LATEST_ROUTER_COMPATIBILITY_VERSION } from '@wundergraph/composition'
import { buildSchema, isInputObjectType, isScalarType, parse, print, type DocumentNode } from 'graphql'
import { beforeAll, expect, inject, test } from 'vitest'

interface Subgraph {
  name: string
  url: string
  typeDefs: DocumentNode
}

interface Composed {
  problems: string[]
  /** The supergraph, with the directives that plan requests. */
  supergraph: string
}

const COMPOSERS: Record<string, (subgraphs: Subgraph[]) => Composed> = {
  '@apollo/composition': (subgraphs) => {
    const { errors = [], hints = [], supergraphSdl } = composeByApollo(subgraphs)
    return { problems: [...errors, ...hints].map(({ message }) => message), supergraph: supergraphSdl ?? '' }
  },
  '@theguild/federation-composition': (subgraphs) => {
    const { errors = [], supergraphSdl } = composeByGuild(subgraphs)
    return { problems: errors.map(({ message }) => message), supergraph: supergraphSdl ?? '' }
  },
  '@wundergraph/composition': (subgraphs) => {
    const result = federateSubgraphs({
      subgraphs: subgraphs.map(({ name, url, typeDefs }) => ({ name, url, definitions: typeDefs })),
      version: LATEST_ROUTER_COMPATIBILITY_VERSION,
    })
    const errors = result.success ? [] : result.errors
    return {
      problems: [...errors, ...result.warnings].map(({ message }) => message),
      supergraph: result.success ? print(result.federatedGraphAST) : '',
    }
  },
}

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
  const response = await fetch(inject('url'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  })
  const { data } = (await response.json()) as { data: { _service: { sdl: string } } }
  dateline = { name: 'dateline', url: 'http://dateline.test', typeDefs: parse(data._service.sdl) }
})

for (const [composer, compose] of Object.entries(COMPOSERS)) {
  test(`${composer} composes Dateline alone, with nullable root fields, scopes and tags`, () => {
    const { problems, supergraph } = compose([dateline])
    expect(problems).toEqual([])
    const schema = buildSchema(supergraph, { assumeValidSDL: true })
    const roots = Object.values(schema.getQueryType()?.getFields() ?? {})
    expect(roots.length).toBeGreaterThan(20)
    expect(roots.filter(({ type }) => String(type).endsWith('!')).map(({ name }) => name)).toEqual([])
    expect(supergraph).toMatch(/@requiresScopes\(scopes: \[\["publish"\], \["admin"\]\]\)/)
    expect(supergraph).toMatch(/@tag\(name: "write"\)/)
  })

  test.each(Object.entries(OTHERS))(`${composer} composes Dateline with a subgraph that has %s`, (_name, sdl) => {
    const { problems, supergraph } = compose([
      dateline,
      { name: 'other', url: 'http://other.test', typeDefs: parse(sdl) },
    ])
    expect(problems).toEqual([])
    expect(supergraph).toMatch(/^\s+extra: String/m)
  })
}

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
