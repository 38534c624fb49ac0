import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
} from 'graphql'
import { expect, test } from 'vitest'
import { clientSdl } from '../../schema/contract/client.ts'
import { subgraphSdl } from '../../schema/contract/subgraph.ts'
import { schema } from '../../schema/schema.ts'

/** The types of this service, with those of gateways, without those that GraphQL specifies. */
const ownTypes = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
)

interface Described {
  name: string
  description?: string | null | undefined
}

function partsOf(type: GraphQLNamedType): Described[] {
  const within = (parts: readonly Described[], owner = type.name) =>
    parts.map((part) => ({ name: `${owner}.${part.name}`, description: part.description }))
  if (isEnumType(type)) return within(type.getValues())
  if (isInputObjectType(type)) return within(Object.values(type.getFields()))
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  const fields = Object.values(type.getFields())
  return [...within(fields), ...fields.flatMap((field) => within(field.args, `${type.name}.${field.name}`))]
}

test('schema.graphql is the contract of clients, and subgraph.graphql that of gateways', async () => {
  await expect(clientSdl(schema)).toMatchFileSnapshot('../../schema/schema.graphql')
  await expect(subgraphSdl(schema)).toMatchFileSnapshot('../../schema/subgraph.graphql')
})

test('every type, field, argument, input field and enum value has a description that is a sentence', () => {
  const all = ownTypes.flatMap((type) => [type, ...partsOf(type)])
  expect(all.length).toBeGreaterThan(500)
  expect(all.filter(({ description }) => !/^["A-Z].*[.:]$/s.test(description ?? '')).map(({ name }) => name)).toEqual(
    [],
  )
})

test('every scalar has a URL of its specification', () => {
  const scalars = ownTypes.filter(isScalarType).filter(({ name }) => name !== '_Any')
  expect(scalars.length).toBeGreaterThan(5)
  expect(scalars.filter(({ specifiedByURL }) => !specifiedByURL).map(({ name }) => name)).toEqual([])
})

test('inputs with alternative handles accept exactly one of them', () => {
  const lookups = ownTypes.filter(isInputObjectType).filter(({ name }) => /^(Actor|Place)By$/.test(name))
  expect(lookups.map(({ name, isOneOf }) => [name, isOneOf])).toEqual([
    ['ActorBy', true],
    ['PlaceBy', true],
  ])
})

test('every list of events has the same arguments', () => {
  const lists = ownTypes
    .filter((type) => isObjectType(type))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ owner: type.name, field })))
    .filter(({ field }) =>
      /^\w*(Event|Call|Exercise|Meeting|Visit|Statement|Appeal|Agreement|Ceasefire|Clash|Negotiation|Mediation)Connection!$/.test(
        String(field.type),
      ),
    )
  expect(lists.length).toBeGreaterThan(15)
  for (const { field } of lists) {
    expect(field.args.map(({ name }) => name).toSorted()).toEqual([
      'after',
      'asOf',
      'before',
      'first',
      'last',
      'orderBy',
      'where',
    ])
  }
})
