import type { ExecutionArgs, GraphQLError } from 'graphql'
import type { OperationResult, ServerOptions } from 'graphql-ws'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Log } from '../../database/log.ts'
import { GRAPHQL_PATH, type createApp } from '../graphql/app.ts'
import { assertMaxDepth } from '../graphql/limits.ts'
import { maskError } from '../graphql/mask-errors.ts'
import type { Metrics } from '../observe/metrics.ts'
import { RequestRecord } from '../observe/request-record.ts'

/** What operations need of their connection. */
export interface Connection {
  /** The upgrade request. */
  request: IncomingMessage
  /** Aborted when the connection closes. */
  closed: AbortSignal
}

type Envelope = ReturnType<ReturnType<typeof createApp>['getEnveloped']>

/** The execution arguments that `onSubscribe` returns to graphql-ws, which passes them to `execute` or `subscribe`. */
type OperationArgs = ExecutionArgs & { rootValue: Pick<Envelope, 'execute' | 'subscribe'> }

/** Returns the handlers of operations over WebSockets. They use the same plugins, limits and errors as HTTP. */
export function createOperationHandlers(
  app: ReturnType<typeof createApp>,
  log: Log,
  metrics?: Metrics,
): ServerOptions<Record<string, unknown>, Connection> {
  const envelope = ({ request, closed }: Connection, payload: unknown): Envelope & { record: RequestRecord } => {
    const requestId = randomUUID()
    const client = request.socket.remoteAddress ?? ''
    const operationLog = log.child({ requestId })
    const record = new RequestRecord({
      transport: 'websocket',
      method: 'SUBSCRIBE',
      path: GRAPHQL_PATH,
      client,
      log: operationLog,
      metrics,
    })
    const fetchRequest = new app.fetchAPI.Request(`http://localhost${GRAPHQL_PATH}`, {
      // Yoga rejects mutations in GET requests, because a link on any page can send them; this is not one.
      method: 'POST',
      headers: headersOf(request, payload),
      signal: closed,
    })
    const enveloped = app.getEnveloped({ request: fetchRequest, requestId, log: operationLog, client, record })
    return { ...enveloped, record }
  }

  const mask = (error: unknown): GraphQLError => {
    const requestId = randomUUID()
    return maskError(error, log.child({ requestId }), requestId)
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
      const enveloped = envelope(extra, connectionParams)
      const { schema, parse, validate, contextFactory, execute, subscribe, record } = enveloped
      try {
        assertMaxDepth(variables)
        record.nameOperation(operationName)
        const document = parse(query)
        const errors = validate(schema, document) as readonly GraphQLError[]
        if (errors.length > 0) return finish(record, { errors: errors.map(mask) }).errors
        return {
          schema,
          document,
          contextValue: await contextFactory(),
          variableValues: variables ?? {},
          operationName: operationName ?? undefined,
          rootValue: { execute, subscribe },
        }
      } catch (error) {
        return finish(record, { errors: [mask(error)] }).errors
      }
    },
    execute: (args) => runMasked(args, () => (args as OperationArgs).rootValue.execute(withoutRoot(args))),
    subscribe: (args) => runMasked(args, () => (args as OperationArgs).rootValue.subscribe(withoutRoot(args))),
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
