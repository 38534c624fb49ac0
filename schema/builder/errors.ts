import { GraphQLError } from 'graphql'

/** The codes of errors that a client can fix, or can expect to pass. */
type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'CONFLICT'
  | 'QUERY_TOO_COSTLY'
  | 'RATE_LIMITED'
  | 'SERVICE_UNAVAILABLE'

/**
 * An error that the client can fix. Every other thrown error is masked and logged.
 * @param message what is wrong and how to fix it
 */
export function clientError(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } })
}

/**
 * Something that the service needs does not answer: a retry can succeed.
 * @param retryAfterSeconds the value of the response header `retry-after`
 */
export function unavailable(message: string, retryAfterSeconds: number): GraphQLError {
  const http = { status: 503, headers: { 'retry-after': String(retryAfterSeconds) } }
  return new GraphQLError(message, { extensions: { code: 'SERVICE_UNAVAILABLE', http } })
}

/** The client sent an invalid value. */
export function badUserInput(message: string): GraphQLError {
  return clientError('BAD_USER_INPUT', message)
}
