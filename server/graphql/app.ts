import { createYoga, type Plugin, type YogaInitialContext } from 'graphql-yoga'
import { randomUUID } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { createLog, type Log } from '../../database/log.ts'
import type { Context } from '../../schema/builder/context.ts'
import { schema } from '../../schema/schema.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import { observeOperation, observeResult } from '../observe/plugins.ts'
import type { RequestRecord } from '../observe/request-record.ts'
import { costLimit } from './cost-limit.ts'
import { documentCache, limits } from './limits.ts'
import { maskError } from './mask-errors.ts'

export interface AppOptions {
  db: Database
  /** Reads the database as of a moment: see `OpenDatabase`. If omitted, `asOf` is rejected. */
  databaseAsOf?: (at: string) => Database
  /** Signs cursors; all instances over one database use the same key. */
  cursorKey: string
  /** Flushes committed data to disk: see `OpenDatabase`. */
  persist?: () => Promise<void>
  /** If omitted, subscriptions are rejected. */
  subscriptions?: Context['subscriptions']
  /** If omitted, all requests are anonymous. */
  authenticate?: Authenticate
  /** Default: warnings and worse to standard error. */
  log?: Log
  /** Other origins whose pages may send requests (CORS). Default: none. */
  allowedOrigins?: readonly string[]
  maxQueryCost?: number
}

/** What the HTTP and WebSocket servers pass along with a request. */
export interface ServerContext {
  requestId?: string
  log?: Log
  /** The IP address of the client. */
  client?: string
  /** Notes what the access log, the metrics and the spans need. */
  record?: RequestRecord
}

/** As in the configuration. A page of 100 events with all their fields costs a third of it. */
const DEFAULT_QUERY_COST = 200_000

export const GRAPHQL_PATH = '/graphql'

/** Creates the service as a `fetch` handler, without a port or environment variables: tests call it directly. */
export function createApp({
  db,
  databaseAsOf,
  cursorKey,
  persist = async () => undefined,
  subscriptions,
  authenticate = async () => undefined,
  log = createLog('warn'),
  allowedOrigins = [],
  maxQueryCost = DEFAULT_QUERY_COST,
}: AppOptions) {
  return createYoga<ServerContext, Context>({
    schema,
    graphqlEndpoint: GRAPHQL_PATH,
    context: async ({ request, record }: YogaInitialContext & ServerContext) => {
      const caller = await authenticate(request.headers)
      return {
        db,
        cursorKey,
        persist,
        signal: request.signal,
        ...(databaseAsOf && { databaseAsOf }),
        ...(subscriptions && { subscriptions }),
        ...(caller && { caller }),
        ...(record && { observeBatch: record.observeBatch }),
      }
    },
    // The HTTP listener limits bodies while it reads them; Yoga's own limit would pass each through a stream.
    maxRequestBodySize: false,
    batching: false,
    multipart: false,
    graphiql: false,
    landingPage: false,
    // Yoga's default allows every origin, with credentials.
    cors:
      allowedOrigins.length > 0 ? { origin: [...allowedOrigins], credentials: false, methods: ['GET', 'POST'] } : false,
    logging: false,
    maskedErrors: false,
    parserAndValidationCache: documentCache(),
    plugins: [observeOperation, jsonOnly, limits, costLimit(maxQueryCost), maskErrors(log), observeResult],
  })
}

/** Accepts only JSON: any page can send a form to another site without a CORS check (CSRF). */
const jsonOnly: Plugin = {
  onRequest(event) {
    const { request, fetchAPI, serverContext } = event
    if (request.method !== 'POST') return
    const type = (request.headers.get('content-type') ?? '').replace(/;.*/s, '').trim().toLowerCase()
    if (type === 'application/json') return
    // Without a content type, a page of another site can send JSON too.
    const status = type === '' ? 400 : 415
    const received = type === '' ? 'no content type' : JSON.stringify(type.slice(0, 80))
    const message = `The content type of a POST must be application/json; got ${received}.`
    const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] })
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    ;(serverContext as ServerContext).record?.addCode('BAD_USER_INPUT')
    event.endResponse(new fetchAPI.Response(body, { status, headers }))
  },
}

/** The HTTP status of a response without data, by the code of its first error. Other codes are client errors: 400. */
const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
}

function maskErrors(fallback: Log): Plugin<ServerContext> {
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
      // With plain application/json, clients expect 200 for every executed query (GraphQL over HTTP, 6.4.1).
      if (!result.data && request.headers.get('accept')?.includes('application/graphql-response+json')) {
        const extensions = errors[0]?.extensions
        if (extensions) extensions['http'] ??= { status: STATUS[String(extensions['code'])] ?? 400 }
      }
      event.setResult({ ...result, errors })
    },
  }
}
