import { createYoga, type Plugin, type YogaInitialContext } from 'graphql-yoga'
import { randomUUID } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { createLog, type Log } from '../../database/log.ts'
import type { Context } from '../../schema/builder/context.ts'
import type { Client } from '../../schema/builder/slots.ts'
import { DEFAULT_COST_LIMIT, MIN_EVENTS } from '../../schema/cost/weights.ts'
import { schema } from '../../schema/schema.ts'
import type { Authenticate, Credentials } from '../auth/authenticate.ts'
import type { ClientLimits } from '../clients/client-limits.ts'
import { KnownKeys } from '../clients/known-keys.ts'
import { observeOperation, observeResult } from '../observe/plugins.ts'
import type { RequestRecord } from '../observe/request-record.ts'
import { acceptedRequests } from './accepted-requests.ts'
import { answerSize } from './answer-size.ts'
import { argumentBounds } from './argument-bounds.ts'
import { cors, ONLY_SAME_ORIGIN, type OriginRule } from './cors.ts'
import { costLimit } from './cost-limit.ts'
import { documentCache } from './document-cache.ts'
import { limits } from './limits.ts'
import { maskError } from './mask-errors.ts'
import { measureDocuments } from './measure-documents.ts'
import { pastAnswers } from './past-answers.ts'
import { requestBudget } from './request-budget.ts'

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
  origins?: OriginRule
  /** The highest cost of an operation, in the unit of `schema/cost/weights.ts`. */
  maxQueryCost?: number
  /** Returns the number of events for which costs are computed. Default: that of a small database. */
  eventCount?: () => number
  /** The time limit of a request, in seconds. */
  requestSeconds?: number
  /** Counts the cost of each operation; if omitted, clients have no limit. */
  clientLimits?: Pick<ClientLimits, 'spend' | 'charge'>
  /** Records which keys were accepted. */
  knownKeys?: KnownKeys
  /** The maximum size of an answer. */
  maxAnswerBytes?: number
}

/** What the HTTP and WebSocket servers pass along with a request. */
export interface ServerContext {
  requestId?: string
  log?: Log
  /** The client by its address, or by its key if that is known already. */
  client?: Client
  /** Notes what the access log, the metrics and the spans need. */
  record?: RequestRecord
}

const DEFAULT_REQUEST_SECONDS = 10
const DEFAULT_ANSWER_BYTES = 10_000_000

export const GRAPHQL_PATH = '/graphql'

/** Creates the service as a `fetch` handler, without a port or environment variables: tests call it directly. */
export function createApp({
  db,
  databaseAsOf,
  cursorKey,
  persist = async () => undefined,
  subscriptions,
  authenticate = async () => ({}),
  log = createLog('warn'),
  origins = ONLY_SAME_ORIGIN,
  maxQueryCost = DEFAULT_COST_LIMIT,
  eventCount = () => MIN_EVENTS,
  requestSeconds = DEFAULT_REQUEST_SECONDS,
  clientLimits,
  knownKeys = new KnownKeys(),
  maxAnswerBytes = DEFAULT_ANSWER_BYTES,
}: AppOptions) {
  const credentials = credentialsByRequest(authenticate)
  return createYoga<ServerContext, Context>({
    schema,
    graphqlEndpoint: GRAPHQL_PATH,
    context: async ({ request, client: sender, record }: YogaInitialContext & ServerContext) => {
      const granted = await credentials(request, sender?.id)
      const authorization = request.headers.get('authorization')
      const client =
        granted.caller && authorization !== null ? knownKeys.remember(authorization, granted.caller.id) : sender
      return {
        db,
        cursorKey,
        persist,
        signal: request.signal,
        ...(databaseAsOf && { databaseAsOf }),
        ...(subscriptions && { subscriptions }),
        ...granted,
        ...(client && { client }),
        ...(record && { observeBatch: record.observeBatch }),
      }
    },
    // The HTTP listener limits bodies while it reads them; Yoga's own limit would pass each through a stream.
    maxRequestBodySize: false,
    batching: false,
    multipart: false,
    graphiql: false,
    landingPage: false,
    // Yoga's own answers origins that are not allowed with the headers of another.
    cors: false,
    logging: false,
    maskedErrors: false,
    // Yoga's own keeps documents before they are validated.
    parserAndValidationCache: false,
    plugins: [
      observeOperation,
      cors(origins, log),
      acceptedRequests,
      authenticateFirst(credentials),
      ...(clientLimits ? [measureDocuments(clientLimits)] : []),
      documentCache(),
      limits,
      argumentBounds,
      costLimit(maxQueryCost, eventCount),
      requestBudget({
        requestSeconds,
        ...(clientLimits && { spend: (client, cost) => clientLimits.spend(client, cost) }),
      }),
      answerSize(maxAnswerBytes),
      maskErrors(log),
      pastAnswers,
      observeResult,
    ],
  })
}

type CredentialsOf = (request: Request, client?: string) => Promise<Credentials>

/** Authenticates each request once, although both the plugin and the context ask for it. */
function credentialsByRequest(authenticate: Authenticate): CredentialsOf {
  const byRequest = new WeakMap<Request, Promise<Credentials>>()
  return (request, client) => {
    const existing = byRequest.get(request)
    if (existing) return existing
    const credentials = authenticate(request.headers, client)
    byRequest.set(request, credentials)
    return credentials
  }
}

/** Asks for a key before the document is parsed, so that strangers learn nothing from syntax and validation errors. */
function authenticateFirst(credentials: CredentialsOf): Plugin<ServerContext> {
  return {
    onParams: async ({ request, context }) => {
      await credentials(request, (context as ServerContext).client?.id)
    },
  }
}

/** The HTTP status of a response without data, by the code of its first error. Other codes are client errors: 400. */
export const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
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
      // The status of one field must not replace the data of the others.
      if (result.data) for (const { extensions } of errors) delete extensions['http']
      // With plain application/json, clients expect 200 for every executed query (GraphQL over HTTP, 6.4.1).
      if (!result.data && request.headers.get('accept')?.includes('application/graphql-response+json')) {
        const extensions = errors[0]?.extensions
        const status = STATUS[String(extensions?.['code'])] ?? 400
        if (extensions) extensions['http'] = { status, ...(extensions['http'] as object | undefined) }
      }
      event.setResult({ ...result, errors })
    },
  }
}
