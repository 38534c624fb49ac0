import { getVariableValues, type GraphQLSchema, type OperationDefinitionNode } from 'graphql'

/**
 * Returns the values of the variables of an operation, as its fields receive them.
 * @param given the variables as the client sends them
 * @throws {GraphQLError} if a value is invalid, or a required one is missing
 */
export function coerceVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, given)
  if (errors?.[0]) throw errors[0]
  return coerced ?? {}
}
