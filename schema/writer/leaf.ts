import {
  GraphQLBoolean,
  GraphQLError,
  GraphQLID,
  GraphQLString,
  isEnumType,
  type GraphQLEnumType,
  type GraphQLLeafType,
} from 'graphql'

/**
 * Writes a value that is not null.
 * @throws {Error} if the type cannot have the value
 */
export type WriteLeaf = (value: unknown) => string

const writers = new WeakMap<GraphQLLeafType, WriteLeaf>()

/** Returns what writes the values of a scalar or an enum. */
export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  const existing = writers.get(type)
  if (existing) return existing
  const writer = createWriter(type)
  writers.set(type, writer)
  return writer
}

function createWriter(type: GraphQLLeafType): WriteLeaf {
  if (isEnumType(type)) return enumWriter(type)
  if (type === GraphQLString || type === GraphQLID) {
    return (value) => JSON.stringify(typeof value === 'string' ? value : serialize(type, value))
  }
  if (type === GraphQLBoolean) {
    return (value) => (typeof value === 'boolean' ? String(value) : JSON.stringify(serialize(type, value)))
  }
  return (value) => JSON.stringify(serialize(type, value))
}

function enumWriter(type: GraphQLEnumType): WriteLeaf {
  const texts = new Map<unknown, string>(type.getValues().map(({ name, value }) => [value, JSON.stringify(name)]))
  return (value) => texts.get(value) ?? JSON.stringify(serialize(type, value))
}

/** An error of the type is one of the service, not of the client: it loses the class that would let it pass. */
function serialize(type: GraphQLLeafType, value: unknown): unknown {
  let serialized: unknown
  try {
    serialized = type.serialize(value)
  } catch (error) {
    throw error instanceof GraphQLError ? new Error(error.message) : error
  }
  if (serialized === undefined || serialized === null) {
    throw new Error(`The type ${type.name} must not make ${String(serialized)} of a value.`)
  }
  return serialized
}
