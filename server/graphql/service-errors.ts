import { GraphQLError } from 'graphql'
import type { Refusal } from '../clients/client-limits.ts'

/** The time after which a client may try again when the service is busy, in seconds. */
const RETRY_SECONDS = 2

/** The error of a client that sends too much. */
export function rateLimited({ message, retryAfterSeconds }: Refusal): GraphQLError {
  return withRetryAfter('RATE_LIMITED', 429, message, retryAfterSeconds)
}

/** The error of work that the service cannot do now. Nothing is stored, so the same request may be sent again. */
export function unavailable(message: string): GraphQLError {
  return withRetryAfter('SERVICE_UNAVAILABLE', 503, message, RETRY_SECONDS)
}

function withRetryAfter(code: string, status: number, message: string, seconds: number): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, http: { status, headers: { 'retry-after': String(seconds) } } },
  })
}
