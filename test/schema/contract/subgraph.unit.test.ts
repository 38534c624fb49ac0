import {
  buildASTSchema,
  isInterfaceType,
  isObjectType,
  isOutputType,
  parse,
  type ConstDirectiveNode,
  type GraphQLSchema,
} from 'graphql'
import { expect, test } from 'vitest'
import { clientSchema } from '../../../schema/contract/client.ts'
import { subgraphSdl, type SubgraphOptions } from '../../../schema/contract/subgraph.ts'
import { schema } from '../../../schema/schema.ts'

function buildSubgraph(options: SubgraphOptions = {}): GraphQLSchema {
  return buildASTSchema(parse(subgraphSdl(schema, options)), { assumeValidSDL: true })
}

const subgraph = buildSubgraph()

function fieldsOf(ofSchema: GraphQLSchema) {
  return Object.values(ofSchema.getTypeMap())
    .filter((type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__'))
    .flatMap((type) =>
      Object.values(isObjectType(type) || isInterfaceType(type) ? type.getFields() : {}).map((field) => ({
        place: `${type.name}.${field.name}`,
        type: String(field.type),
        args: field.args.map((arg) => `${arg.name}: ${String(arg.type)}`),
        directives: field.astNode?.directives ?? [],
      })),
    )
}

function namesOf(directives: readonly ConstDirectiveNode[]): string[] {
  return directives.map(({ name }) => name.value)
}

test('the subgraph is the contract of clients, but the fields of Query and Mutation are nullable', () => {
  const relaxed = fieldsOf(clientSchema(schema)).map(({ place, type, args }) => {
    const isRoot = /^(Query|Mutation)\./.test(place)
    return { place, type: isRoot ? type.replace(/!$/, '') : type, args }
  })
  expect(relaxed.length).toBeGreaterThan(500)
  expect(relaxed.filter(({ place }) => place.startsWith('Query.')).length).toBeGreaterThan(10)
  expect(fieldsOf(subgraph).map(({ place, type, args }) => ({ place, type, args }))).toEqual(relaxed)
  const types = Object.values(subgraph.getTypeMap()).filter((type) => isOutputType(type))
  expect(types.filter(({ name }) => /^_[^_]/.test(name))).toEqual([])
})

test('every type that _entities resolves has a key, and no other type', () => {
  const entities = subgraph.getTypeMap()
  const withKey = Object.values(entities)
    .filter(({ astNode }) => namesOf(astNode?.directives ?? []).includes('key'))
    .map(({ name }) => name)
  const resolvable = schema.getType('_Entity')
  const members = 'getTypes' in resolvable! ? resolvable.getTypes().map(({ name }) => name) : []
  expect(members.length).toBeGreaterThan(15)
  expect(withKey).toEqual([...members, 'Actor', 'Event'].toSorted())
})

test('every mutation can be left out by its tag, and requires a scope if the contract has scopes', () => {
  for (const withScopes of [false, true]) {
    const fields = fieldsOf(buildSubgraph({ withScopes }))
    const mutations = fields.filter(({ place }) => place.startsWith('Mutation.'))
    expect(mutations.length).toBeGreaterThan(10)
    for (const { place, directives } of mutations) {
      expect([place, namesOf(directives)]).toEqual([place, ['tag', ...(withScopes ? ['requiresScopes'] : []), 'cost']])
    }
  }
})

test('every list of objects has a size, by its arguments or by an assumption', () => {
  const lists = fieldsOf(subgraph).filter(
    ({ place, type }) =>
      /^\[.*\]|Connection\b/.test(type) &&
      isObjectType(subgraph.getType(type.replaceAll(/[[\]!]/g, ''))) &&
      !/Connection\.(edges|nodes)$/.test(place),
  )
  expect(lists.length).toBeGreaterThan(100)
  expect(lists.filter(({ directives }) => !namesOf(directives).includes('listSize')).map(({ place }) => place)).toEqual(
    [],
  )
})

test('node is hidden and shared, unless this is the one Relay subgraph', () => {
  const directivesOf = (ofSchema: GraphQLSchema, name: string) =>
    namesOf(ofSchema.getQueryType()?.getFields()[name]?.astNode?.directives ?? []).filter((each) => each !== 'cost')
  const relay = buildSubgraph({ withNode: true })
  expect(['node', 'nodes', 'queryCost'].map((name) => directivesOf(subgraph, name))).toEqual([
    ['inaccessible', 'shareable'],
    ['inaccessible', 'shareable', 'listSize'],
    ['inaccessible', 'shareable'],
  ])
  expect(['node', 'nodes', 'queryCost'].map((name) => directivesOf(relay, name))).toEqual([
    [],
    ['listSize'],
    ['inaccessible', 'shareable'],
  ])
})
