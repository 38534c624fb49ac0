import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql'

/** The objects that a mutation is called with, by the names of input fields: ids such as `event`, `into` and `merged`. */
export type Targets = Record<string, string>

/** No stored object has this version, so that a mutation that is allowed changes nothing: it answers CONFLICT. */
const OTHER_VERSION = 9999

/**
 * Returns an input with a value of each required field of the argument `input` of a mutation.
 * @throws {Error} if it has an id that is not among the targets
 */
export function mutationInput(mutation: GraphQLField<unknown, unknown>, targets: Targets): object {
  const type = mutation.args.find(({ name }) => name === 'input')?.type
  if (type === undefined || !isInputObjectType(getNamedType(type))) {
    throw new Error(`The mutation ${mutation.name} has no argument \`input\`.`)
  }
  return objectOf(getNamedType(type) as GraphQLInputObjectType, targets)
}

function objectOf(type: GraphQLInputObjectType, targets: Targets, within = ''): object {
  const fields = Object.values(type.getFields()).filter((field) => isRequiredInputField(field))
  return Object.fromEntries(fields.map(({ name, type: value }) => [name, valueOf(value, name, targets, within)]))
}

function valueOf(type: GraphQLInputType, name: string, targets: Targets, within: string): unknown {
  const value = getNullableType(type)
  if (isListType(value)) return [valueOf(value.ofType, name, targets, within)]
  if (isInputObjectType(value)) return objectOf(value, targets, name)
  if (isEnumType(value)) return value.getValues()[0]?.name
  if (value.name === 'Int') return OTHER_VERSION
  if (value.name === 'ID') {
    const id = targets[within || name] ?? targets[name]
    if (id === undefined) throw new Error(`No target for the id \`${name}\` of ${within || 'the input'}.`)
    return id
  }
  return 'A test of rights'
}
