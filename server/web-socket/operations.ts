import type { ExecutionArgs, GraphQLError } from 'graphql'
import type { OperationResult, ServerOptions } from 'graphql-ws'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Log } from '../../database/log.ts'
import { clientError } from '../../schema/builder/errors.ts'
import type { Admission } from '../clients/admission.ts'
import { RequestError } from '../clients/request-error.ts'
import { GRAPHQL_PATH, type createApp, type ServerContext } from '../graphql/app.ts'
import { maskError } from '../graphql/mask-errors.ts'
import type { Metrics } from '../observe/metrics.ts'
import { RequestRecord } from '../observe/request-record.ts'
import type { MessageQueue, RunningOperation } from './message-queue.ts'

/** What operations need of their connection. */
export interface Connection {
  /** The upgrade request. */
  request: IncomingMessage
  /** Aborted when the connection closes. */
  closed: AbortSignal
  queue: Pick<MessageQueue, 'startOperation'>
}

type Envelope = ReturnType<ReturnType<typeof createApp>['getEnveloped']>

/** The execution arguments that `onSubscribe` returns to graphql-ws, which passes them to `execute` or `subscribe`. */
type OperationArgs = ExecutionArgs & {
  rootValue: Pick<Envelope, 'execute' | 'subscribe'> & {
    running: RunningOperation
  }
}

/** Returns the handlers of operations over WebSockets. They use the same plugins, limits and errors as HTTP. */
export function createOperationHandlers(
  app: ReturnType<typeof createApp>,
  admission: Admission,
  log: Log,
  metrics?: Metrics,
): ServerOptions<Record<string, unknown>, Connection> {
  const recordOf = ({ request }: Connection, authorization: string | undefined, requestLog: Log): RequestRecord =>
    new RequestRecord({
      transport: 'websocket',
      method: 'SUBSCRIBE',
      path: GRAPHQL_PATH,
      client: admission.clientOf(request, authorization).id,
      log: requestLog,
      metrics,
    })

  const envelope = (
    { closed }: Connection,
    headers: Record<string, string>,
    serverContext: ServerContext,
  ): Envelope => {
    const fetchRequest = new app.fetchAPI.Request(`http://localhost${GRAPHQL_PATH}`, {
      // Yoga rejects mutations in GET requests, because a link on any page can send them; this is not one.
      method: 'POST',
      headers,
      signal: closed,
    })
    return app.getEnveloped({ request: fetchRequest, ...serverContext })
  }

  const mask = (error: unknown): GraphQLError => {
    if (error instanceof RequestError) return clientError('RATE_LIMITED', error.message)
    const requestId = randomUUID()
    const masked = maskError(error, log.child({ requestId }), requestId)
    // A message has no HTTP status or headers.
    delete masked.extensions['http']
    return masked
  }

  /** Runs an operation. The plugins finish the record of a subscription at its end. */
  const runMasked = async ({ contextValue }: ExecutionArgs, work: () => unknown): Promise<Awaited<OperationResult>> => {
    const { record } = contextValue as { record?: RequestRecord }
    try {
      const result = (await work()) as Awaited<OperationResult>
      if (Symbol.asyncIterator in result) return result
      return finish(record, result.errors ? { ...result, errors: result.errors.map(mask) } : result)
    } catch (error) {
      return finish(record, { errors: [mask(error)] })
    }
  }

  return {
    onSubscribe: async ({ extra, connectionParams }, _id, { query, variables, operationName }) => {
      const running = extra.queue.startOperation()
      const requestId = randomUUID()
      const operationLog = log.child({ requestId })
      const headers = headersOf(extra.request, connectionParams)
      const record = recordOf(extra, headers['authorization'], operationLog)
      record.nameOperation(operationName)
      try {
        const { client, release } = await admission.admit(extra.request, headers['authorization'])
        running.onEnd(release)
        await admission.waitToStart(client, query.length)
        const serverContext = { requestId, log: operationLog, client, record }
        const { schema, parse, validate, contextFactory, execute, subscribe } = envelope(extra, headers, serverContext)
        // Before the document is parsed: if reading requires a key, strangers learn nothing from errors.
        const contextValue = await contextFactory()
        const document = parse(query)
        const errors = validate(schema, document) as readonly GraphQLError[]
        if (errors.length > 0) return finish(record, { errors: errors.map(mask) }).errors
        return {
          schema,
          document,
          contextValue,
          variableValues: variables ?? {},
          operationName: operationName ?? undefined,
          rootValue: { execute, subscribe, running },
        }
      } catch (error) {
        return finish(record, { errors: [mask(error)] }).errors
      }
    },
    execute: (args) => runMasked(args, () => (args as OperationArgs).rootValue.execute(withoutRoot(args))),
    subscribe: async (args) => {
      const { subscribe, running } = (args as OperationArgs).rootValue
      try {
        return await runMasked(args, () => subscribe(withoutRoot(args)))
      } finally {
        // From now on it waits for changes: open subscriptions have limits of their own.
        running.end()
      }
    },
  }
}

/** Ends the record of an operation with its only result. */
function finish<Result extends { errors?: readonly GraphQLError[] | undefined }>(
  record: RequestRecord | undefined,
  result: Result,
): Result {
  record?.addResult(result)
  record?.finish()
  return result
}

function withoutRoot({ rootValue: _root, ...args }: ExecutionArgs): ExecutionArgs {
  return args
}

/** Browsers cannot set headers of a WebSocket, so the key may be in the payload of `connection_init` instead. */
function headersOf({ headers }: IncomingMessage, payload: unknown): Record<string, string> {
  const entry = Object.entries((payload ?? {}) as Record<string, unknown>).find(
    ([name, value]) => name.toLowerCase() === 'authorization' && typeof value === 'string',
  )
  const authorization = entry === undefined ? headers.authorization : String(entry[1])
  // Characters that a header cannot contain would throw; a key does not contain them, so it is rejected either way.
  return authorization === undefined ? {} : { authorization: authorization.replaceAll(/[^\x20-\x7e]/g, '?') }
}
