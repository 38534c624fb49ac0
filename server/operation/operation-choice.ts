import { GraphQLError, OperationTypeNode, type OperationDefinitionNode } from 'graphql'

/**
 * Checks that a request names an operation of its document, and that it may run in this way.
 * @throws {GraphQLError} OPERATION_RESOLUTION_FAILURE, or BAD_USER_INPUT for a mutation that is not sent as POST
 */
export function assertMayRun(
  operation: OperationDefinitionNode | null | undefined,
  { operationName, method }: { operationName: string | undefined; method: string },
): asserts operation is OperationDefinitionNode {
  if (!operation) {
    const message =
      operationName === undefined
        ? 'The document has several operations or none. Name one of them in `operationName`.'
        : `The document has no operation ${JSON.stringify(operationName).slice(0, 80)}.`
    throw refused('OPERATION_RESOLUTION_FAILURE', message, { status: 400 })
  }
  // A link on any page can send it.
  if (operation.operation === OperationTypeNode.MUTATION && method === 'GET') {
    throw refused('BAD_USER_INPUT', 'Send mutations as POST; got GET.', { status: 405, headers: { allow: 'POST' } })
  }
}

function refused(code: string, message: string, http: object): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http } })
}
