import { brandWithType, type InterfaceRef, type ObjectRef } from '@pothos/core'
import { GraphQLError, isInterfaceType, type GraphQLResolveInfo } from 'graphql'
import type { Concept } from '../../database/values/ids.ts'
import { showValue } from '../../database/values/show-value.ts'
import { readAsOf } from '../builder/as-of-plugin.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import type { Loader } from '../loaders/loader.ts'
import type { MaybePromise } from '../loaders/maybe-promise.ts'
import { parseMomentId } from './moment-id.ts'

type Types = typeof builder.$inferSchemaTypes

type Load = () => Promise<object | null>

/**
 * Parses a key, and returns how to load the row that it names.
 * @throws {GraphQLError} BAD_USER_INPUT if no row can have the key
 */
type ResolveReference = (key: string, context: Context) => Load

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
  const resolveReference: ResolveReference = (id, context) => {
    const parsedId = parseMomentId(id)
    if (parsedId?.concept !== concept) return async () => null
    const { uuid, asOf } = parsedId
    // A moment too many is refused before anything is read.
    readAsOf(context, asOf, () => null)
    return async () => {
      const row = await readAsOf(context, asOf, (at) => loader(at).load(uuid))
      return row && isOfType(row) ? row : null
    }
  }
  entities.set(type.name, new Map([['id', resolveReference]]))
}

/**
 * Adds a further key to an entity, by which other subgraphs can reference it: `@key(fields: "wikidataId")`.
 * @param field a field of the type with a text; null in an object that cannot be referenced by it
 * @param find returns the row with a key; null if there is none
 */
export function addKey<Row extends object>(
  type: ObjectRef<Types, Row>,
  field: string,
  find: (key: string, context: Context) => MaybePromise<Row | null>,
): void {
  const keys = entities.get(type.name)
  if (keys === undefined) throw new Error(`${type.name} is not an entity.`)
  keys.set(field, (key, context) => async () => find(key, context))
}

/** The fields by which a type can be referenced, the usual one first; none if it is not an entity. */
export function keysOf(typeName: string): string[] {
  return [...(entities.get(typeName)?.keys() ?? [])]
}

const MAX_REPRESENTATIONS = 1000
/** Each has an error of its own, which takes more time than to load an entity. */
const MAX_INVALID = 20

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
      'The objects that representations name, in their order, for gateways (Federation); null for each that names no object. An invalid representation is null with an error of its own, up to ' +
      `${MAX_INVALID} of them; more are refused together.`,
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
      parseRepresentations(representations, context).map(async (parsed) => {
        if (parsed instanceof GraphQLError) throw parsed
        return loadEntity(parsed, context, info)
      }),
  }),
)

interface Reference {
  typeName: string
  load: Load
}

/** @throws {GraphQLError} BAD_USER_INPUT if more than `MAX_INVALID` are invalid */
function parseRepresentations(representations: readonly unknown[], context: Context): (Reference | GraphQLError)[] {
  let invalidCount = 0
  return representations.map((representation, i) => {
    try {
      const { typeName, key, resolve } = parseRepresentation(representation, `representations[${i}]`)
      return { typeName, load: resolve(key, context) }
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      if (++invalidCount <= MAX_INVALID) return error
      throw badUserInput(
        `\`representations\` has more than ${MAX_INVALID} invalid items. One of them: ${error.message}`,
      )
    }
  })
}

async function loadEntity({ typeName, load }: Reference, context: Context, info: GraphQLResolveInfo) {
  const row = await load()
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
