import type { InterfaceRef, ObjectRef } from '@pothos/core'
import { isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'
import type { Concept } from '../../database/values/ids.ts'
import { showValue } from '../../database/values/show-value.ts'
import { readAsOf } from '../builder/as-of-plugin.ts'
import { completeBound } from '../builder/bound.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import type { Loader } from '../loaders/loader.ts'
import { after } from '../loaders/maybe-promise.ts'
import { parseMomentId } from './moment-id.ts'

type Types = typeof builder.$inferSchemaTypes

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
  builder.asEntity(type as ObjectRef<Types, Row>, {
    key: builder.selection<{ id: string }>('id'),
    // The Federation specification requires null, not an error, for a reference to a missing entity.
    resolveReference: ({ id }: { id: string }, context: Context) => {
      const parsedId = parseMomentId(id)
      if (parsedId?.concept !== concept) return null
      const { uuid, asOf } = parsedId
      return after(
        readAsOf(context, asOf, (at) => loader(at).load(uuid)),
        (row) => (row && isOfType(row) ? row : null),
      )
    },
  })
}

const MAX_REPRESENTATIONS = 1000

/**
 * Bounds the list of representations, and rejects invalid ones with BAD_USER_INPUT; the library would throw an internal
 * error for them.
 * @param schema a subgraph, changed in place
 * @returns the same schema
 */
export function guardEntities(schema: GraphQLSchema): GraphQLSchema {
  const field = schema.getQueryType()?.getFields()['_entities']
  const resolve = field?.resolve
  const argument = field?.args.find(({ name }) => name === 'representations')
  if (!argument || !resolve) throw new Error('The schema is not a subgraph: it has no field `_entities`.')
  argument.extensions = { ...argument.extensions, bound: completeBound('_Any', { items: MAX_REPRESENTATIONS }) }
  field.resolve = (source, args: { representations: unknown[] }, context, info) => {
    const { representations } = args
    for (const [i, representation] of representations.entries()) {
      const problem = problemOf(representation, schema)
      if (problem) throw badUserInput(`\`representations[${i}]\` ${problem}`)
    }
    return resolve(source, args, context, info) as unknown
  }
  return schema
}

function problemOf(representation: unknown, schema: GraphQLSchema): string | undefined {
  if (typeof representation !== 'object' || representation === null) {
    return `must be an object; got ${showValue(representation)}.`
  }
  const { __typename: name, id } = representation as { __typename?: unknown; id?: unknown }
  const type = typeof name === 'string' ? schema.getType(name) : undefined
  const isEntity = (isObjectType(type) || isInterfaceType(type)) && 'directives' in type.extensions
  if (!isEntity) return `must have the \`__typename\` of an entity type; got ${showValue(name)}.`
  return typeof id === 'string' ? undefined : `must have a string as \`id\`; got ${showValue(id)}.`
}
