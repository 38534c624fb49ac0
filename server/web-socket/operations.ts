import type { ExecutionArgs, ExecutionResult, GraphQLError } from 'graphql'
import type { ServerOptions } from 'graphql-ws'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Log } from '../../database/log.ts'
import { GRAPHQL_PATH, type createApp } from '../graphql/app.ts'
import { assertMaxDepth } from '../graphql/limits.ts'
import { maskError } from '../graphql/mask-errors.ts'

/** A connection, as the operations on it see it. */
export interface Connection {
  /** The request that was upgraded. */
  request: IncomingMessage
  /** Aborted when it is closed. */
  gone: AbortSignal
}

type Envelope = ReturnType<ReturnType<typeof createApp>['getEnveloped']>

/** What of an operation the library hands from its beginning to its execution. */
type Args = ExecutionArgs & { rootValue: Pick<Envelope, 'execute' | 'subscribe'> }

/**
 * How operations on a connection are answered: by the same plugins, limits and errors as over HTTP.
 * @param app the service
 * @param log where faults are written
 */
export function operationsOf(
  app: ReturnType<typeof createApp>,
  log: Log,
): ServerOptions<Record<string, unknown>, Connection> {
  const envelope = ({ request, gone }: Connection, payload: unknown, requestId: string): Envelope => {
    const asked = new app.fetchAPI.Request(`http://localhost${GRAPHQL_PATH}`, {
      // No page can send it by a link, as it could a GET.
      method: 'POST',
      headers: headersOf(request, payload),
      signal: gone,
    })
    const client = request.socket.remoteAddress ?? ''
    return app.getEnveloped({ request: asked, requestId, log: log.child({ requestId }), client } as never)
  }

  const masked = (error: unknown): GraphQLError => {
    const requestId = randomUUID()
    return maskError(error, log.child({ requestId }), requestId)
  }

  const run = async (work: () => unknown): Promise<unknown> => {
    try {
      const result = (await work()) as ExecutionResult | AsyncIterable<unknown>
      return 'errors' in result && result.errors ? { ...result, errors: result.errors.map(masked) } : result
    } catch (error) {
      return { errors: [masked(error)] }
    }
  }

  return {
    onSubscribe: async ({ extra, connectionParams }, _id, { query, variables, operationName }) => {
      try {
        assertMaxDepth(variables)
        const { schema, parse, validate, contextFactory, execute, subscribe } = envelope(
          extra,
          connectionParams,
          randomUUID(),
        )
        const document = parse(query)
        const errors = validate(schema, document) as readonly GraphQLError[]
        if (errors.length > 0) return errors.map(masked)
        return {
          schema,
          document,
          contextValue: await contextFactory(),
          variableValues: variables ?? {},
          operationName: operationName ?? undefined,
          rootValue: { execute, subscribe },
        } as never
      } catch (error) {
        return [masked(error)]
      }
    },
    execute: (args) => run(() => (args as Args).rootValue.execute(withoutRoot(args))) as never,
    subscribe: (args) => run(() => (args as Args).rootValue.subscribe(withoutRoot(args))) as never,
  }
}

function withoutRoot({ rootValue: _root, ...args }: ExecutionArgs): never {
  return args as never
}

/** Browsers cannot set headers of a WebSocket: the key is in the first message then. */
function headersOf({ headers }: IncomingMessage, payload: unknown): Record<string, string> {
  const given = Object.entries((payload ?? {}) as Record<string, unknown>).find(
    ([name, value]) => name.toLowerCase() === 'authorization' && typeof value === 'string',
  )
  const authorization = given === undefined ? headers.authorization : String(given[1])
  // What no header can hold is no key either.
  return authorization === undefined ? {} : { authorization: authorization.replaceAll(/[^\x20-\x7e]/g, '?') }
}
