import { GraphQLError } from 'graphql'
import type { Execute } from '../../../interfaces/execute.ts'
import type { Client } from '../../../schema/builder/slots.ts'
import { RequestError } from '../../clients/request-error.ts'
import type { DocumentChoice } from '../../operation/document/document-choice.ts'
import type { Exchange } from '../exchange.ts'
import type { GraphqlRouteOptions } from '../graphql-route.ts'

interface Executing {
  client: Client
  /** GET for an interface that only reads: a mutation is refused then. */
  method: 'GET' | 'POST'
  /** The document of the client that the interface rewrites; it is prepared, and recorded, already. */
  rewriting?: DocumentChoice
}

/**
 * Returns the function with which an interface answers a request: each operation has the limits and rights of any other
 * one, and ends when the client leaves.
 */
export function executeFor(
  { request, response, requestId, log, record }: Exchange,
  { app: { operations }, admission }: Pick<GraphqlRouteOptions, 'app' | 'admission'>,
  { client, method, rewriting }: Executing,
): Execute {
  const closed = new AbortController()
  response.once('close', () => closed.abort())
  let isFirst = true
  return async (text, variables) => {
    // The record of a request has one operation.
    const recorded = isFirst && rewriting === undefined ? { record } : {}
    const refusal = isFirst ? undefined : await refusalOf(admission.waitToStart(client, 0))
    isFirst = false
    if (refusal) return { errors: [refusal] }
    const { result } = await operations.answer({
      ...(rewriting ? { ...rewriting, rewritten: text } : { query: text }),
      variables,
      operationName: undefined,
      method,
      headers: request.headers,
      signal: closed.signal,
      client,
      log,
      requestId,
      ...recorded,
    })
    if (Symbol.asyncIterator in result) throw new Error('The operation of an interface must not be a stream.')
    return result
  }
}

/** Returns why an operation may not start, as any other limit refuses it: interfaces answer to the errors of results. */
async function refusalOf(start: Promise<void>): Promise<GraphQLError | undefined> {
  try {
    await start
    return undefined
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    const { message, code, status, headers } = error
    return new GraphQLError(message, { extensions: { code, http: { status, headers } } })
  }
}
