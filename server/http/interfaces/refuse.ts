import type { GraphQLError } from 'graphql'
import { httpOf } from '../../operation/http-status.ts'
import type { OperationRequest, Operations } from '../../operation/operations.ts'
import { end, type Exchange } from '../exchange.ts'

/**
 * Answers a request of an interface with the error of its operation, or what else was thrown, masked.
 * @param refused what the log says of the operation
 */
export function refuse(exchange: Exchange, operations: Operations, error: unknown, refused: OperationRequest): void {
  const result = operations.failed(error, refused)
  const { status, headers } = httpOf(result, 'application/graphql-response+json')
  exchange.response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  })
  end(exchange, JSON.stringify({ errors: result.errors?.map(withoutHttp) }))
}

/** What an error asks of the HTTP response is not for the client. */
function withoutHttp(error: GraphQLError): object {
  const { extensions: { http: _http, ...extensions } = {}, ...formatted } = error.toJSON()
  return { ...formatted, extensions }
}
