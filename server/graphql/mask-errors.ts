import { GraphQLError } from 'graphql'
import type { Log } from '../../database/log.ts'

function clientError(error: GraphQLError | undefined, code: string, message: string): GraphQLError {
  return at(error, message, { code })
}

/**
 * What a client is told of an error. What it can mend passes with its code; a value that the database cannot hold is the
 * client's to mend as well; all else is logged in full and told by nothing but the request's id.
 * @param thrown whatever a resolver, the executor or a driver threw
 * @param log of the request
 * @param requestId by which the log is found
 */
export function maskError(thrown: unknown, log: Log, requestId: string): GraphQLError {
  const error = thrown instanceof GraphQLError ? thrown : undefined
  const origin = error?.originalError
  if (error && (!origin || origin instanceof GraphQLError)) return at(error, error.message, withCode(error.extensions))
  const state = sqlState(origin ?? thrown)
  if (state?.startsWith('22')) {
    return clientError(error, 'BAD_USER_INPUT', 'A value is out of range, or holds what the database cannot store.')
  }
  if (state === '57014') {
    return clientError(error, 'QUERY_TOO_COSTLY', 'The query took too long and was stopped. Ask for less at once.')
  }
  log.error({ err: origin ?? thrown, path: error?.path }, 'A request failed')
  return at(error, `Something went wrong on our side. Tell us the request id ${requestId}.`, {
    code: 'INTERNAL_SERVER_ERROR',
    requestId,
  })
}

/**
 * What a client sent wrong has a code. Yoga's own code is another word for ours; what it keeps of a body that is no JSON
 * tells of its insides, and that it is there means 400 for every client.
 */
function withCode({ originalError, http, ...extensions }: Record<string, unknown>): Record<string, unknown> {
  const code = extensions['code'] ?? 'BAD_REQUEST'
  return {
    ...extensions,
    code: code === 'BAD_REQUEST' ? 'BAD_USER_INPUT' : code,
    ...(http !== undefined && { http: originalError === undefined ? http : { status: 400 } }),
  }
}

/** An error that stands where another stood in the query. */
function at(error: GraphQLError | undefined, message: string, extensions: Record<string, unknown>): GraphQLError {
  return new GraphQLError(message, {
    extensions,
    ...(error?.nodes && { nodes: error.nodes }),
    ...(error?.path && { path: error.path }),
  })
}

/** SQLSTATE, from the driver's error or the one that Drizzle wraps around it. */
function sqlState(error: unknown): string | undefined {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    const { code } = each as { code?: unknown }
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code
  }
  return undefined
}
