import { GraphQLError } from 'graphql'
import type { Log } from '../../database/log.ts'

/** The class of SQLSTATE codes for values that the database cannot process. */
const DATA_EXCEPTION = '22'
/** The class of statements that are too deep or too long, or values that are too large. */
const PROGRAM_LIMIT_EXCEEDED = '54'
const QUERY_CANCELED = '57014'

/**
 * Returns the error to send to the client. GraphQL errors pass with their code. Values that the database rejects, and
 * statements that are too complex or time out, are client errors too. Everything else is logged, and the client gets only the request id.
 * @param thrown what a resolver, the executor or a driver threw
 */
export function maskError(thrown: unknown, log: Log, requestId: string): GraphQLError {
  const error = thrown instanceof GraphQLError ? thrown : undefined
  const origin = error?.originalError
  if (error && (!origin || origin instanceof GraphQLError))
    return replaceError(error, error.message, withCode(error.extensions))
  const state = sqlState(origin ?? thrown)
  if (state?.startsWith(DATA_EXCEPTION)) {
    const message = 'A value is out of range or contains characters that the database cannot store, such as U+0000.'
    return replaceError(error, message, { code: 'BAD_USER_INPUT' })
  }
  if (state?.startsWith(PROGRAM_LIMIT_EXCEEDED)) {
    const message = 'The query is too complex for the database. Use fewer filters, shorter texts or smaller lists.'
    return replaceError(error, message, { code: 'QUERY_TOO_COSTLY' })
  }
  if (state === QUERY_CANCELED) {
    const message = 'The query exceeded the time limit of the database. Request smaller pages or fewer fields.'
    return replaceError(error, message, { code: 'QUERY_TOO_COSTLY' })
  }
  log.error({ err: origin ?? thrown, path: error?.path }, 'Request failed')
  return replaceError(error, internalErrorMessage(requestId), { code: 'INTERNAL_SERVER_ERROR', requestId })
}

/** Does not describe the failure, which could expose data; the id finds it in the log. */
export function internalErrorMessage(requestId: string): string {
  return `Internal server error. Report it to the operator with the request id ${requestId}.`
}

/**
 * Gives every client error a code of this service: Yoga uses BAD_REQUEST. Yoga also attaches the parser's error to a
 * body that is not JSON; it is removed because it exposes internals, and the status is 400 for every client.
 */
function withCode({ originalError, http, ...extensions }: Record<string, unknown>): Record<string, unknown> {
  const code = extensions['code'] ?? 'BAD_REQUEST'
  return {
    ...extensions,
    code: code === 'BAD_REQUEST' ? 'BAD_USER_INPUT' : code,
    ...(http !== undefined && { http: originalError === undefined ? http : { status: 400 } }),
  }
}

/** Returns an error at the location and path of another. */
function replaceError(
  error: GraphQLError | undefined,
  message: string,
  extensions: Record<string, unknown>,
): GraphQLError {
  return new GraphQLError(message, {
    extensions,
    ...(error?.nodes && { nodes: error.nodes }),
    ...(error?.path && { path: error.path }),
  })
}

/** The SQLSTATE of the driver's error, which Drizzle wraps into another. */
function sqlState(error: unknown): string | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const { code } = cause as { code?: unknown }
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code
  }
  return undefined
}
