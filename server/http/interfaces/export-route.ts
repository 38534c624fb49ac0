import { GraphQLError } from 'graphql'
import { pipeline } from 'node:stream/promises'
import type { Execute } from '../../../interfaces/execute.ts'
import { startExport, type StartedExport } from '../../../interfaces/export/export.ts'
import { parseParameters } from '../../../interfaces/export/parameters.ts'
import { planExport } from '../../../interfaces/export/plan.ts'
import type { Client } from '../../../schema/builder/slots.ts'
import { RequestError } from '../../clients/request-error.ts'
import type { OperationRequest } from '../../operation/operations.ts'
import { isPreflight, type Exchange } from '../exchange.ts'
import type { GraphqlRouteOptions } from '../graphql-route.ts'
import { refuse } from './refuse.ts'

export const EXPORT_PATH = '/export'

/** Sends the events that a document lists as a file. Each page is an operation, with all limits and rights of one. */
export async function serveExport(exchange: Exchange, options: GraphqlRouteOptions): Promise<void> {
  const { request, response, record } = exchange
  const { method = 'GET' } = request
  if (isPreflight(request)) return void response.writeHead(204).end()
  if (method !== 'GET') {
    throw new RequestError(405, 'BAD_USER_INPUT', `Fetch ${EXPORT_PATH} with GET; got ${method}.`, { allow: 'GET' })
  }
  const { client, release } = await options.admission.admit(request)
  response.once('close', release)
  const closed = new AbortController()
  response.once('close', () => closed.abort())
  const started = await start(exchange, options, client, closed.signal)
  if (started === undefined) return
  response.writeHead(200, started.headers)
  try {
    await pipeline(counted(started.chunks, record), response)
  } catch (error) {
    // The connection is cut, so that the client sees that the file is not complete.
    if (closed.signal.aborted && !(error instanceof GraphQLError)) return
    exchange.log.warn({ err: error }, 'Export ended before its last row')
  }
}

/** @returns undefined if the request was refused, and answered */
async function start(
  exchange: Exchange,
  { app: { operations }, admission }: GraphqlRouteOptions,
  client: Client,
  signal: AbortSignal,
): Promise<StartedExport | undefined> {
  const { request, url, requestId, log, record } = exchange
  const shared = { method: 'GET', headers: request.headers, signal, client, log, requestId } as const
  const refused: OperationRequest = { ...shared, query: undefined, variables: {}, operationName: undefined, record }
  try {
    const { pathname, searchParams } = url()
    const parameters = parseParameters(searchParams)
    const { variables, operationName, name, format } = parameters
    const original = { ...shared, query: parameters.query, documentId: name, variables, operationName }
    await admission.waitToStart(client, 0)
    const prepared = await operations.prepare({ ...original, record })
    if (!('context' in prepared)) throw prepared[0] ?? new Error('A document was refused without an error.')
    const { schema, document, operation } = prepared
    const plan = planExport(schema, document, operation, { withLocation: format === 'geojson' })
    const query = parameters.query ?? operations.findDocument(original) ?? ''
    const execute: Execute = async (rewritten, values) => {
      await admission.waitToStart(client, 0)
      const { result } = await operations.answer({
        ...original,
        rewritten,
        variables: values,
        operationName: undefined,
      })
      if (Symbol.asyncIterator in result) throw new Error('An export must not be a stream.')
      return result
    }
    return await startExport({ path: pathname, parameters, query, plan, execute, signal })
  } catch (error) {
    if (error instanceof RequestError) throw error
    refuse(exchange, operations, error, refused)
    return undefined
  }
}

async function* counted<Chunk extends string | Uint8Array>(
  chunks: AsyncIterable<Chunk>,
  record: { bytes: number },
): AsyncGenerator<Chunk> {
  for await (const chunk of chunks) {
    record.bytes += Buffer.byteLength(chunk)
    yield chunk
  }
}
