import { GraphQLError, type ExecutionResult } from 'graphql'
import { DeadlineError, DisconnectedError, OverloadedError } from '../../database/budget/errors.ts'
import type { Log } from '../../database/log.ts'
import { causeOf, isConnectionLost, isUnavailable, sqlStateOf } from '../../database/sql/sql-state.ts'
import { unavailable } from '../../schema/builder/errors.ts'

/** The class of SQLSTATE codes for values that the database cannot process. */
const DATA_EXCEPTION = '22'
/** The time after which a client may try again when the service is busy. */
const RETRY_SECONDS = 2
/** The class of statements that are too deep or too long, or values that are too large. */
const PROGRAM_LIMIT_EXCEEDED = '54'
const QUERY_CANCELED = '57014'

/** Replaces the errors of a result by those to send to the client. */
export function maskErrors(result: ExecutionResult, log: Log, requestId: string): ExecutionResult {
  const errors = (result.errors ?? []).map((error) => maskError(error, log, requestId))
  // The status of one field must not replace the data of the others.
  return result.data ? withoutHttp({ ...result, errors }) : { ...result, errors }
}

/** Removes what masked errors ask of the HTTP response, such as a status: a message of a stream has none. */
export function withoutHttp(masked: ExecutionResult): ExecutionResult {
  for (const { extensions } of masked.errors ?? []) delete extensions['http']
  return masked
}

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
  const cause = origin ?? thrown
  const unavailability = whyUnavailable(cause)
  if (unavailability !== undefined) {
    log.warn({ err: cause, path: error?.path }, 'Service not available')
    const { message, extensions } = unavailable(unavailability, RETRY_SECONDS)
    return replaceError(error, message, extensions)
  }
  const ended = causeOf(cause, DeadlineError) ?? causeOf(cause, DisconnectedError)
  if (ended) {
    const message = `${ended.message} Request smaller pages or fewer fields.`
    return replaceError(error, message, { code: 'QUERY_TOO_COSTLY' })
  }
  const state = sqlStateOf(cause)
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
  log.error({ err: cause, path: error?.path }, 'Request failed')
  return replaceError(error, internalErrorMessage(requestId), { code: 'INTERNAL_SERVER_ERROR', requestId })
}

/** Does not describe the failure, which could expose data; the id finds it in the log. */
function internalErrorMessage(requestId: string): string {
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

/** @returns what a client should know and do; undefined if the error has another reason */
function whyUnavailable(error: unknown): string | undefined {
  if (causeOf(error, OverloadedError)) return 'The service is busy. Try again later.'
  if (isConnectionLost(error)) return 'The database is not reachable. Try again later.'
  if (isUnavailable(error)) return 'The database is busy. Try again later.'
  return undefined
}
