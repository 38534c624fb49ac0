import type { ExecutionArgs, GraphQLError } from 'graphql'
import type { OperationResult, ServerOptions } from 'graphql-ws'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Log } from '../../database/log.ts'
import { GRAPHQL_PATH, type createApp } from '../graphql/app.ts'
import { maskError } from '../graphql/mask-errors.ts'

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
): ServerOptions<Record<string, unknown>, Connection> {
  const envelope = ({ request, closed }: Connection, payload: unknown, requestId: string): Envelope => {
    const fetchRequest = new app.fetchAPI.Request(`http://localhost${GRAPHQL_PATH}`, {
      // Yoga rejects mutations in GET requests, because a link on any page can send them; this is not one.
      method: 'POST',
      headers: headersOf(request, payload),
      signal: closed,
    })
    const client = request.socket.remoteAddress ?? ''
    return app.getEnveloped({ request: fetchRequest, requestId, log: log.child({ requestId }), client })
  }

  const mask = (error: unknown): GraphQLError => {
    const requestId = randomUUID()
    return maskError(error, log.child({ requestId }), requestId)
  }

  const runMasked = async (work: () => unknown): Promise<Awaited<OperationResult>> => {
    try {
      const result = (await work()) as Awaited<OperationResult>
      return 'errors' in result && result.errors ? { ...result, errors: result.errors.map(mask) } : result
    } catch (error) {
      return { errors: [mask(error)] }
    }
  }

  return {
    onSubscribe: async ({ extra, connectionParams }, _id, { query, variables, operationName }) => {
      try {
        const { schema, parse, validate, contextFactory, execute, subscribe } = envelope(
          extra,
          connectionParams,
          randomUUID(),
        )
        const document = parse(query)
        const errors = validate(schema, document) as readonly GraphQLError[]
        if (errors.length > 0) return errors.map(mask)
        return {
          schema,
          document,
          contextValue: await contextFactory(),
          variableValues: variables ?? {},
          operationName: operationName ?? undefined,
          rootValue: { execute, subscribe },
        }
      } catch (error) {
        return [mask(error)]
      }
    },
    execute: (args) => runMasked(() => (args as OperationArgs).rootValue.execute(withoutRoot(args))),
    subscribe: (args) => runMasked(() => (args as OperationArgs).rootValue.subscribe(withoutRoot(args))),
  }
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
