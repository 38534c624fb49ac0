import type { ExecutionArgs, ExecutionResult, GraphQLError } from 'graphql'
import type { OperationResult, ServerOptions } from 'graphql-ws'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Log } from '../../database/log.ts'
import { clientError } from '../../schema/builder/errors.ts'
import type { Admission } from '../clients/admission.ts'
import { RequestError } from '../clients/request-error.ts'
import { GRAPHQL_PATH } from '../graphql-path.ts'
import type { App } from '../graphql/app.ts'
import type { Metrics } from '../observe/metrics.ts'
import { RequestRecord } from '../observe/request-record.ts'
import { withoutHttp } from '../operation/mask-errors.ts'
import type { OperationRequest, PreparedOperation } from '../operation/operations.ts'
import type { MessageQueue, RunningOperation } from './message-queue.ts'

/** What operations need of their connection. */
export interface Connection {
  /** The upgrade request. */
  request: IncomingMessage
  /** Aborted when the connection closes. */
  closed: AbortSignal
  queue: Pick<MessageQueue, 'startOperation'>
}

/** The execution arguments that `onSubscribe` returns to graphql-ws, which passes them to `execute` or `subscribe`. */
type OperationArgs = ExecutionArgs & { rootValue: { prepared: PreparedOperation; running: RunningOperation } }

/** Returns the handlers of operations over WebSockets. They have the same limits and errors as those over HTTP. */
export function createOperationHandlers(
  { operations }: App,
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

  /** Runs an operation. The record of a subscription is finished at its end. */
  const run = async ({ rootValue: { prepared } }: OperationArgs): Promise<Awaited<OperationResult>> => {
    const { result } = await operations.run(prepared)
    if (Symbol.asyncIterator in result) return result
    prepared.request.record?.finish()
    return withoutHttp(result)
  }

  return {
    onSubscribe: async ({ extra, connectionParams }, _id, { query, variables, operationName, extensions }) => {
      const running = extra.queue.startOperation()
      const requestId = randomUUID()
      const operationLog = log.child({ requestId })
      const authorization = authorizationOf(extra.request, connectionParams)
      const record = recordOf(extra, authorization, operationLog)
      const request: OperationRequest = {
        query,
        extensions,
        variables: variables ?? {},
        operationName: operationName ?? undefined,
        // A message is not a GET, which may not contain a mutation.
        method: 'POST',
        headers: { authorization },
        signal: extra.closed,
        record,
        log: operationLog,
        requestId,
      }
      try {
        const { client, release } = await admission.admit(extra.request, authorization)
        running.onEnd(release)
        await admission.waitToStart(client, query.length)
        const prepared = await operations.prepare({ ...request, client })
        if (!('context' in prepared)) return refused(operations.finished({ errors: prepared }, request), record)
        return {
          schema: prepared.schema,
          document: prepared.document,
          operationName: request.operationName,
          rootValue: { prepared, running },
        }
      } catch (error) {
        const cause = error instanceof RequestError ? clientError('RATE_LIMITED', error.message) : error
        return refused(operations.failed(cause, request), record)
      }
    },
    execute: (args) => run(args as OperationArgs),
    subscribe: async (args) => {
      try {
        return await run(args as OperationArgs)
      } finally {
        // From now on it waits for changes: open subscriptions have limits of their own.
        ;(args as OperationArgs).rootValue.running.end()
      }
    },
  }
}

/** Ends the record of an operation that does not run. */
function refused(result: ExecutionResult, record: RequestRecord): readonly GraphQLError[] {
  record.finish()
  return withoutHttp(result).errors ?? []
}

/** Browsers cannot set headers of a WebSocket, so the key may be in the payload of `connection_init` instead. */
function authorizationOf({ headers }: IncomingMessage, payload: unknown): string | undefined {
  const entry = Object.entries((payload ?? {}) as Record<string, unknown>).find(
    ([name, value]) => name.toLowerCase() === 'authorization' && typeof value === 'string',
  )
  return entry === undefined ? headers.authorization : String(entry[1])
}
