import type { InterfaceRef, ObjectRef } from '@pothos/core'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { readId, type Concept } from './ids.ts'
import type { LoaderOf } from './loader.ts'

type Types = typeof builder.$inferSchemaTypes

/**
 * Makes a type an entity of the federated graph: `@key(fields: "id")`, resolved through the type's own loader.
 * @param type an object type or an interface
 * @param concept what its ids name
 * @param loader loads a row by its UUID
 * @param holds whether a row is of this very type, where several types share a concept
 */
export const federate = <Row extends object>(
  type: ObjectRef<Types, Row> | InterfaceRef<Types, Row>,
  concept: Concept,
  loader: LoaderOf<string, Row | null>,
  holds: (row: Row) => boolean = () => true,
): void => {
  builder.asEntity(type as ObjectRef<Types, Row>, {
    key: builder.selection<{ id: string }>('id'),
    // Federation asks for null, never an error, where a reference leads nowhere.
    resolveReference: async ({ id }: { id: string }, context: Context) => {
      const read = readId(id)
      const row = read?.concept === concept ? await loader(context).load(read.uuid) : null
      return row && holds(row) ? row : null
    },
  })
}
