import { GraphQLNonNull, GraphQLString, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'
import { setImmediate as nextTick } from 'node:timers/promises'
import { clientError } from '../../schema/builder/errors.ts'

/**
 * A field `probe` on every type. Its first call in a request returns a promise that rejects later, all others a string.
 */
export interface Probe {
  /** Starts a new request. */
  reset(): void
  /** The number of calls in this request. */
  calls(): number
}

/**
 * Adds the field while work runs, and removes it afterwards, because other test files use the same schema.
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
  await nextTick()
  throw clientError('CONFLICT', 'The probe rejects.')
}
