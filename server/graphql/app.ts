import { createYoga, type Plugin } from 'graphql-yoga'
import { randomUUID } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { createLog, type Log } from '../../database/log.ts'
import type { ChangeListener, Context } from '../../schema/builder/context.ts'
import { schema } from '../../schema/schema.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import { costLimit } from './cost-limit.ts'
import { documentCache, limits } from './limits.ts'
import { maskError } from './mask-errors.ts'

export interface AppOptions {
  db: Database
  /** What was known of events at an instant: see `OpenDatabase`; nobody can ask where left out. */
  databaseAsOf?: (at: string) => Database
  /** Signs cursors; the same on every instance over one database. */
  cursorKey: string
  /** Makes what was written outlast a power cut: see `OpenDatabase`. */
  persist?: () => Promise<void>
  /** Where those who follow changes wait; nobody can where left out. */
  changeListener?: ChangeListener
  /** Finds out who asks; nobody does where left out. */
  authenticate?: Authenticate
  /** Where faults are written; warnings and worse go to standard error where left out. */
  log?: Log
  /** From which other origins browsers may ask; none where left out. */
  allowedOrigins?: readonly string[]
  /** The highest cost of a query that is let through. */
  maxQueryCost?: number
}

/** What the HTTP server knows of a request. */
export interface ServerContext {
  requestId?: string
  log?: Log
  /** The address from which it came. */
  client?: string
}

/** As in the configuration: a page of a hundred events with all that is theirs costs a third of it. */
const DEFAULT_QUERY_COST = 200_000

/** Where the service answers. */
export const GRAPHQL_PATH = '/graphql'

/**
 * The service as a `fetch` handler: no port, no environment, so that a test can call it as a client would.
 * @param options what it stands on
 */
export function createApp({
  db,
  databaseAsOf,
  cursorKey,
  persist = async () => undefined,
  changeListener,
  authenticate = async () => undefined,
  log = createLog('warn'),
  allowedOrigins = [],
  maxQueryCost = DEFAULT_QUERY_COST,
}: AppOptions) {
  return createYoga<ServerContext, Context>({
    schema,
    graphqlEndpoint: GRAPHQL_PATH,
    context: async ({ request }) => {
      const caller = await authenticate(request.headers)
      return {
        db,
        cursorKey,
        persist,
        signal: request.signal,
        ...(databaseAsOf && { databaseAsOf }),
        ...(changeListener && { changeListener }),
        ...(caller && { caller }),
      }
    },
    // The listener caps bodies while it collects them; Yoga's own cap sends each through a stream.
    maxRequestBodySize: false,
    batching: false,
    multipart: false,
    graphiql: false,
    landingPage: false,
    // Without this, any origin would be let in, with its user's credentials.
    cors:
      allowedOrigins.length > 0 ? { origin: [...allowedOrigins], credentials: false, methods: ['GET', 'POST'] } : false,
    logging: false,
    maskedErrors: false,
    parserAndValidationCache: documentCache(),
    plugins: [jsonOnly, limits, costLimit(maxQueryCost), masking(log)],
  })
}

/** Forms can be sent from any page without the user's leave, so that only JSON is taken. */
const jsonOnly: Plugin = {
  onRequest(event) {
    const { request, fetchAPI } = event
    if (request.method !== 'POST') return
    const type = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
    if (type === 'application/json') return
    // Without a content type a page of another site can send JSON as well.
    const status = type === '' ? 400 : 415
    const message = `A POST must be application/json, not ${type || 'without a content type'}.`
    const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] })
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    event.endResponse(new fetchAPI.Response(body, { status, headers }))
  },
}

/** The HTTP status of an answer without data, by the code of its first error; any other code is the client's fault too. */
const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
}

function masking(fallback: Log): Plugin<ServerContext> {
  return {
    onSubscribe: ({ args }) => ({
      onSubscribeResult: () => ({
        onNext: ({ result, setResult }) => {
          if (!result.errors) return
          const { log = fallback, requestId = randomUUID() } = args.contextValue as ServerContext
          setResult({ ...result, errors: result.errors.map((error) => maskError(error, log, requestId)) })
        },
      }),
    }),
    onResultProcess(event) {
      const { request, result, serverContext } = event
      if (Array.isArray(result) || Symbol.asyncIterator in result || !('errors' in result) || !result.errors) return
      const { log = fallback, requestId = randomUUID() } = serverContext as ServerContext
      const errors = result.errors.map((error) => maskError(error, log, requestId))
      // Clients of plain application/json expect 200 whenever their query was executed (GraphQL over HTTP, 6.4.1).
      if (!result.data && request.headers.get('accept')?.includes('application/graphql-response+json')) {
        const first = errors[0]!
        first.extensions['http'] ??= { status: STATUS[String(first.extensions['code'])] ?? 400 }
      }
      event.setResult({ ...result, errors })
    },
  }
}
