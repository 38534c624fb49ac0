import { GraphQLError } from 'graphql'

/** The codes of errors that a client can fix. */
type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'NOT_FOUND'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'CONFLICT'
  | 'QUERY_TOO_COSTLY'
  | 'RATE_LIMITED'

/**
 * An error that the client can fix. Every other thrown error is masked and logged.
 * @param message what is wrong and how to fix it
 */
export function clientError(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } })
}

/** The client sent an invalid value. */
export function badUserInput(message: string): GraphQLError {
  return clientError('BAD_USER_INPUT', message)
}
