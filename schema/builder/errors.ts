import { GraphQLError } from 'graphql'

/** The codes of errors that a client can fix, or can expect to pass. */
type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'NOT_FOUND'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'CONFLICT'
  | 'QUERY_TOO_COSTLY'
  | 'RATE_LIMITED'
  | 'SERVICE_UNAVAILABLE'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'DOCUMENT_NOT_TRUSTED'

/** What an error asks of the HTTP response. */
interface HttpRequirements {
  status?: number
  headers?: Record<string, string>
}

/**
 * An error that the client can fix. Every other thrown error is masked and logged.
 * @param message what is wrong and how to fix it
 * @param http by default, the status follows from the code
 */
export function clientError(code: ErrorCode, message: string, http?: HttpRequirements): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...(http && { http }) } })
}

/**
 * Something that the service needs does not answer: a retry can succeed.
 * @param retryAfterSeconds the value of the response header `retry-after`
 */
export function unavailable(message: string, retryAfterSeconds: number): GraphQLError {
  return retryLater('SERVICE_UNAVAILABLE', 503, message, retryAfterSeconds)
}

/** The client sends more than its limits allow. */
export function rateLimited(message: string, retryAfterSeconds: number): GraphQLError {
  return retryLater('RATE_LIMITED', 429, message, retryAfterSeconds)
}

function retryLater(code: ErrorCode, status: number, message: string, seconds: number): GraphQLError {
  return clientError(code, message, { status, headers: { 'retry-after': String(seconds) } })
}

/** The client sent an invalid value. */
export function badUserInput(message: string): GraphQLError {
  return clientError('BAD_USER_INPUT', message)
}

/** @param maxBytes the maximum size of an answer */
export function answerTooLarge(maxBytes: number): GraphQLError {
  const message = `The answer is larger than ${maxBytes} bytes. Request smaller pages or fewer fields.`
  return clientError('QUERY_TOO_COSTLY', message)
}
