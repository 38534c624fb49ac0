import type { InterfaceRef, ObjectRef } from '@pothos/core'
import { isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'
import { parseId, type Concept } from '../../database/values/ids.ts'
import { builder } from '../builder/builder.ts'
import type { Context } from '../builder/context.ts'
import { badUserInput } from '../builder/errors.ts'
import type { Loader } from '../loaders/loader.ts'

type Types = typeof builder.$inferSchemaTypes

/**
 * Makes a type an entity of the federated graph: `@key(fields: "id")`, resolved through the type's own loader.
 * @param type an object type or an interface
 * @param concept what its ids name
 * @param loader loads a row by its UUID
 * @param holds whether a row is of this very type, where several types share a concept
 */
export function registerEntity<Row extends object>(
  type: ObjectRef<Types, Row> | InterfaceRef<Types, Row>,
  concept: Concept,
  loader: Loader<string, Row | null>,
  holds: (row: Row) => boolean = () => true,
): void {
  builder.asEntity(type as ObjectRef<Types, Row>, {
    key: builder.selection<{ id: string }>('id'),
    // Federation asks for null, never an error, where a reference leads nowhere.
    resolveReference: async ({ id }: { id: string }, context: Context) => {
      const read = parseId(id)
      const row = read?.concept === concept ? await loader(context).load(read.uuid) : null
      return row && holds(row) ? row : null
    },
  })
}

const MOST_REPRESENTATIONS = 1000

/**
 * Refuses references that no gateway sends, where the library would fail on them.
 * @param schema a subgraph
 * @returns the same schema, with `_entities` guarded
 */
export function guardEntities(schema: GraphQLSchema): GraphQLSchema {
  const field = schema.getQueryType()!.getFields()['_entities']!
  const resolve = field.resolve!
  field.extensions = {
    ...field.extensions,
    complexity: ({ representations }: { representations: unknown[] }) => ({
      field: 1,
      multiplier: representations.length,
    }),
  }
  field.resolve = (source, args: { representations: unknown[] }, context, info) => {
    const { representations } = args
    if (representations.length > MOST_REPRESENTATIONS) {
      throw badUserInput(
        `At most ${MOST_REPRESENTATIONS} references can be resolved at once, not ${representations.length}.`,
      )
    }
    for (const [i, reference] of representations.entries()) {
      const problem = problemOf(reference, schema)
      if (problem) throw badUserInput(`representations[${i}] ${problem}`)
    }
    return resolve(source, args, context, info) as unknown
  }
  return schema
}

function problemOf(reference: unknown, schema: GraphQLSchema): string | undefined {
  if (typeof reference !== 'object' || reference === null) return 'is not an object.'
  const { __typename: name, id } = reference as { __typename?: unknown; id?: unknown }
  const type = typeof name === 'string' ? schema.getType(name) : undefined
  const isEntity = (isObjectType(type) || isInterfaceType(type)) && 'directives' in type.extensions
  if (!isEntity) return 'names no entity by its __typename.'
  return typeof id === 'string' ? undefined : 'has no id.'
}
