import { brandWithType, type InterfaceRef, type ObjectRef } from '@pothos/core'
import { isInterfaceType, type GraphQLResolveInfo } from 'graphql'
import type { Concept } from '../../database/values/ids.ts'
import { showValue } from '../../database/values/show-value.ts'
import { readAsOf } from '../builder/as-of-plugin.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import type { Loader } from '../loaders/loader.ts'
import { parseMomentId } from './moment-id.ts'

type Types = typeof builder.$inferSchemaTypes

/** Finds the row that a reference names by its key. */
type ResolveReference = (key: string, context: Context) => Promise<object | null>

/** By the names of the types and of the key fields. */
const entities = new Map<string, Map<string, ResolveReference>>()
const objectTypes: ObjectRef<Types, object>[] = []

/**
 * Makes a type an entity of the federated graph: `@key(fields: "id")`, resolved by the loader of the type.
 * @param concept the concept in the prefix of its ids
 * @param isOfType whether a row has this type, if several types share a concept
 */
export function registerEntity<Row extends object>(
  type: ObjectRef<Types, Row> | InterfaceRef<Types, Row>,
  concept: Concept,
  loader: Loader<string, Row | null>,
  isOfType: (row: Row) => boolean = () => true,
): void {
  if (type.kind === 'Object') objectTypes.push(type as ObjectRef<Types, object>)
  // The Federation specification requires null, not an error, for a reference to a missing entity.
  const resolveReference: ResolveReference = async (id, context) => {
    const parsedId = parseMomentId(id)
    if (parsedId?.concept !== concept) return null
    const { uuid, asOf } = parsedId
    const row = await readAsOf(context, asOf, (at) => loader(at).load(uuid))
    return row && isOfType(row) ? row : null
  }
  entities.set(type.name, new Map([['id', resolveReference]]))
}

/** The fields by which a type can be referenced, the usual one first; none if it is not an entity. */
export function keysOf(typeName: string): string[] {
  return [...(entities.get(typeName)?.keys() ?? [])]
}

const MAX_REPRESENTATIONS = 1000

builder.scalarType('_Any', {
  description:
    'The representation of an entity: an object with its `__typename` and the fields of its key (Federation).',
  serialize: (value) => value,
})

const Entity = builder.unionType('_Entity', {
  description: 'An object that a gateway can fetch by a representation (Federation).',
  types: () => objectTypes,
})

builder.queryField('_entities', (t) =>
  t.field({
    type: [Entity],
    nullable: { list: false, items: true },
    description:
      'The objects that representations name, in their order, for gateways (Federation); null for each that names no object. An invalid representation is null with an error of its own.',
    args: {
      representations: t.arg({
        type: ['_Any'],
        required: true,
        bound: { items: MAX_REPRESENTATIONS },
        description: 'The representations of objects.',
      }),
    },
    // Each item is a promise of its own, so that it can fail alone.
    resolve: (_root, { representations }, context, info) =>
      representations.map((representation, i) => resolveEntity(representation, `representations[${i}]`, context, info)),
  }),
)

async function resolveEntity(
  representation: unknown,
  path: string,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<object | null> {
  const { typeName, key, resolve } = parseRepresentation(representation, path)
  const row = await resolve(key, context)
  if (row === null) return null
  const type = info.schema.getType(typeName)
  brandWithType(row, (isInterfaceType(type) ? await type.resolveType?.(row, context, info, type) : typeName) as never)
  return row
}

/** @throws {GraphQLError} BAD_USER_INPUT if the representation names no entity type, or has no key */
function parseRepresentation(representation: unknown, path: string) {
  if (typeof representation !== 'object' || representation === null) {
    throw badUserInput(`\`${path}\` must be an object; got ${showValue(representation)}.`)
  }
  const { __typename: typeName, ...fields } = representation as { [field: string]: unknown }
  const keys = typeof typeName === 'string' ? entities.get(typeName) : undefined
  if (typeof typeName !== 'string' || keys === undefined) {
    throw badUserInput(`\`${path}\` must have the \`__typename\` of an entity type; got ${showValue(typeName)}.`)
  }
  for (const [field, resolve] of keys) {
    const key = fields[field]
    if (typeof key === 'string') return { typeName, key, resolve }
  }
  const names = [...keys.keys()]
  const asked = names.map((name) => `\`${name}\``).join(' or ')
  const received = names.map((name) => showValue(fields[name])).join(' and ')
  throw badUserInput(`\`${path}\` must have a string as ${asked}; got ${received}.`)
}
