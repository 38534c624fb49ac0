import type { Execute } from '../../../interfaces/execute.ts'
import type { Client } from '../../../schema/builder/slots.ts'
import type { PreparedOperation } from '../../operation/operations.ts'
import type { Exchange } from '../exchange.ts'
import type { GraphqlRouteOptions } from '../graphql-route.ts'
import { executeFor } from './execute-for.ts'

/** The document of a request, as its parameters give it. */
export interface DocumentParameters {
  query: string | undefined
  /** That of a persisted document. */
  name: string | undefined
  variables: Record<string, unknown>
  operationName: string | undefined
}

/** A document that may run, and what an interface answers with. */
export interface PreparedDocument extends Pick<PreparedOperation, 'schema' | 'document' | 'operation'> {
  /** Its text, also if the request only names it. */
  text: string
  /** Answers the documents that the interface makes of it. */
  execute: Execute
}

/**
 * Checks the document of a GET request and works with it.
 * @param parse reads the parameters of the request
 * @throws {RequestError | GraphQLError} if a parameter is wrong, or the document may not run
 */
export async function withDocument<Parameters extends DocumentParameters, Result>(
  exchange: Exchange,
  options: GraphqlRouteOptions,
  client: Client,
  parse: (search: URLSearchParams) => Parameters,
  work: (prepared: PreparedDocument, parameters: Parameters) => Promise<Result>,
): Promise<Result> {
  const { request, response, url, requestId, log, record } = exchange
  const { operations } = options.app
  const closed = new AbortController()
  response.once('close', () => closed.abort())
  const shared = { method: 'GET', headers: request.headers, signal: closed.signal, client, log, requestId } as const
  const parameters = parse(url().searchParams)
  const { query, name, variables, operationName } = parameters
  const choice = { query, documentId: name }
  await options.admission.waitToStart(client, 0)
  const prepared = await operations.prepare({ ...shared, ...choice, variables, operationName, record })
  if (!('context' in prepared)) throw prepared[0] ?? new Error('A document was refused without an error.')
  const { schema, document, operation } = prepared
  const text = query ?? operations.findDocument(choice) ?? ''
  const execute = executeFor(exchange, options, { client, method: 'GET', rewriting: choice })
  return work({ schema, document, operation, text, execute }, parameters)
}
