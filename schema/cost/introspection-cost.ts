import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'

/** The lengths of the lists of the introspection of a schema, on average over the types that have such a list. */
const lengthsOfSchema = new WeakMap<GraphQLSchema, Readonly<Record<string, number>>>()

/** The assumed length of a list of the introspection, or the share of types that wrap another one. */
export function introspectionLength(schema: GraphQLSchema, field: string): number {
  const lengths = lengthsOfSchema.get(schema) ?? measure(schema)
  lengthsOfSchema.set(schema, lengths)
  return lengths[field] ?? 1
}

function measure(schema: GraphQLSchema): Readonly<Record<string, number>> {
  const types = Object.values(schema.getTypeMap())
  const fields = types.flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [],
  )
  const inputs = types.flatMap((type) => (isInputObjectType(type) ? Object.values(type.getFields()) : []))
  const values = types.flatMap((type) => (isEnumType(type) ? type.getValues() : []))
  const args = fields.flatMap(({ args: argsOfField }) => argsOfField)
  return {
    types: types.length,
    fields: fields.length / types.length,
    args: args.length / fields.length,
    inputFields: inputs.length / types.length,
    enumValues: values.length / types.length,
    interfaces: 0.5,
    possibleTypes: 0.5,
    directives: schema.getDirectives().length,
    ofType: 0.5,
  }
}
