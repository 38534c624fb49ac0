import { GraphQLError } from 'graphql'

/** The codes of the errors that a client can mend. */
type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'CONFLICT'
  | 'QUERY_TOO_COSTLY'
  | 'RATE_LIMITED'

/**
 * An error that the client can mend. Anything else that is thrown is masked and logged.
 * @param code what sort of fault it is, for programs
 * @param message what is wrong and how to mend it, for people
 */
export function clientError(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } })
}

/** The client sent something that cannot be meant. */
export function badUserInput(message: string): GraphQLError {
  return clientError('BAD_USER_INPUT', message)
}
