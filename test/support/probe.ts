import { GraphQLNonNull, GraphQLString, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { clientError } from '../../schema/builder/errors.ts'

/** A field `probe` on every type: the first of a request is a promise that rejects later, all others are a string. */
export interface Probe {
  /** Begins a request. */
  reset(): void
  /** How often the field was resolved in this request. */
  calls(): number
}

/**
 * Adds the field for as long as some work runs. The schema is shared with other test files.
 * @param schema changed, and changed back
 */
export async function withProbe(schema: GraphQLSchema, work: (probe: Probe) => Promise<void>): Promise<void> {
  let count = 0
  const resolve = (): string | Promise<never> => (count++ === 0 ? rejectLater() : 'resolved')
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type))
  for (const type of types) {
    type.getFields()['probe'] = {
      name: 'probe',
      description: undefined,
      type: new GraphQLNonNull(GraphQLString),
      args: [],
      resolve,
      deprecationReason: undefined,
      extensions: {},
      astNode: undefined,
    }
  }
  try {
    await work({ reset: () => void (count = 0), calls: () => count })
  } finally {
    for (const type of types) delete type.getFields()['probe']
  }
}

async function rejectLater(): Promise<never> {
  await nextTurn()
  throw clientError('CONFLICT', 'The probe rejects.')
}
