import { GraphQLError } from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import { randomUUID } from 'node:crypto'
import { createLog, type Log } from '../../database/log.ts'
import type { Client } from '../../schema/builder/slots.ts'
import { FEW_EVENTS } from '../../schema/cost/stored-size.ts'
import { DEFAULT_COST_LIMIT } from '../../schema/cost/weights.ts'
import { schema } from '../../schema/schema.ts'
import { KnownKeys } from '../clients/known-keys.ts'
import { GRAPHQL_PATH } from '../graphql-path.ts'
import type { RequestRecord } from '../observe/request-record.ts'
import { namesDocument } from '../operation/document/document-choice.ts'
import { PersistedDocuments } from '../operation/document/persisted-documents.ts'
import { statusOfCode } from '../operation/http-status.ts'
import { maskErrors } from '../operation/mask-errors.ts'
import { Operations, type Answer, type OperationOptions } from '../operation/operations.ts'
import { acceptedRequests } from './accepted-requests.ts'
import { answerHeaders } from './answer-headers.ts'

/** What a service needs; the rest has defaults. */
export type AppOptions = Pick<OperationOptions, 'db' | 'cursorKey'> & Partial<OperationOptions> & { log?: Log }

/** What the HTTP server passes along with a request. */
interface ServerContext {
  requestId?: string
  log?: Log
  client?: Client
  record?: RequestRecord
  /** The document that the path of the request names. */
  documentId?: string | undefined
}

const DEFAULT_REQUEST_SECONDS = 10
const DEFAULT_ANSWER_BYTES = 10_000_000

export interface App {
  operations: Operations
  /** Answers any HTTP request: what is not a plain JSON request goes through Yoga. */
  yoga: ReturnType<typeof createYogaOf>
}

/** Creates the service, without a port or environment variables: tests call it directly. */
export function createApp({
  log = createLog('warn'),
  persist = async () => undefined,
  authenticate = async () => ({}),
  maxQueryCost = DEFAULT_COST_LIMIT,
  storedEvents = FEW_EVENTS,
  requestSeconds = DEFAULT_REQUEST_SECONDS,
  knownKeys = new KnownKeys(),
  maxAnswerBytes = DEFAULT_ANSWER_BYTES,
  persisted = new PersistedDocuments(),
  ...options
}: AppOptions): App {
  const operations = new Operations({
    ...options,
    persist,
    authenticate,
    maxQueryCost,
    storedEvents,
    requestSeconds,
    knownKeys,
    maxAnswerBytes,
    persisted,
  })
  return { operations, yoga: createYogaOf(operations, log) }
}

function createYogaOf(operations: Operations, log: Log) {
  return createYoga<ServerContext>({
    schema,
    graphqlEndpoint: GRAPHQL_PATH,
    // The HTTP listener limits bodies while it reads them; Yoga's own limit would pass each through a stream.
    maxRequestBodySize: false,
    batching: false,
    multipart: false,
    graphiql: false,
    landingPage: false,
    // The HTTP listener does it: Yoga's own answers origins that are not allowed with the headers of another.
    cors: false,
    logging: false,
    maskedErrors: false,
    // Yoga's own keeps documents before they are validated.
    parserAndValidationCache: false,
    extraParamNames: ['documentId'],
    plugins: [acceptedRequests, answerBy(operations, log)],
  })
}

/** Answers the operations of Yoga, which only reads requests and writes responses. */
function answerBy(operations: Operations, fallback: Log): Plugin<ServerContext> {
  const answers = new WeakMap<Request, Answer>()
  return {
    onParams: ({ params: given, request: { method, url }, context: serverContext, setParams, setParamsHandler }) => {
      const { documentId: ofPath } = serverContext as ServerContext
      const documentId = ofPath ?? documentIdOf(given, method === 'GET' ? new URL(url) : undefined)
      // Yoga requires a text, also beside the name of a document.
      if (namesDocument({ ...given, query: undefined, documentId })) setParams({ ...given, query: given.query ?? '' })
      setParamsHandler(async ({ params, request, context }) => {
        const { log = fallback, requestId = randomUUID(), client, record } = context as unknown as ServerContext
        const answer = await operations.answer({
          query: params.query ?? '',
          documentId,
          extensions: params.extensions,
          variables: params.variables ?? {},
          operationName: params.operationName ?? undefined,
          method: request.method === 'GET' ? 'GET' : 'POST',
          headers: Object.fromEntries(request.headers),
          signal: request.signal,
          client,
          record,
          log,
          requestId,
        })
        answers.set(request, answer)
        const { result } = answer
        if (!(Symbol.asyncIterator in result) || acceptsStream(request)) return result
        await result.return?.()
        return { errors: [NOT_A_STREAM] }
      })
    },
    onResultProcess: (event) => {
      const { request, result, serverContext } = event
      if (Array.isArray(result) || Symbol.asyncIterator in result || !result.errors) return
      const { log = fallback, requestId = randomUUID(), record } = serverContext as ServerContext
      // Those of Yoga itself; others are masked.
      const masked = maskErrors(result, log, requestId)
      record?.addResult(masked)
      if (!masked.data && request.headers.get('accept')?.includes('application/graphql-response+json')) {
        const extensions = masked.errors?.[0]?.extensions
        if (extensions) {
          extensions['http'] = {
            status: statusOfCode(extensions['code']),
            ...(extensions['http'] as object | undefined),
          }
        }
      }
      event.setResult(masked)
    },
    onResponse: ({ request, response }) => {
      const answer = answers.get(request)
      if (!answer || response.headers.get('content-type')?.startsWith('text/event-stream')) return
      const headers = answerHeaders(answer, { isAuthorized: request.headers.has('authorization') })
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
    },
  }
}

function documentIdOf(params: object, url: URL | undefined): unknown {
  return url ? (url.searchParams.get('documentId') ?? undefined) : (params as { documentId?: unknown }).documentId
}

export const NOT_A_STREAM = new GraphQLError(
  'A subscription is answered as a stream of events. Send the header `accept: text/event-stream`, or use a WebSocket.',
  { extensions: { code: 'BAD_USER_INPUT', http: { status: 406 } } },
)

/** A client that takes any type would get a multipart answer, whose head Yoga sends with the first event only. */
function acceptsStream({ headers }: Request): boolean {
  return /text\/(?:event-stream|\*)/i.test(headers.get('accept') ?? '')
}
