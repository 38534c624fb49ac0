import { GraphQLError } from 'graphql'
import { pipeline } from 'node:stream/promises'
import { startExport, type StartedExport } from '../../../interfaces/export/export.ts'
import { parseParameters } from '../../../interfaces/export/parameters.ts'
import { planExport } from '../../../interfaces/export/plan.ts'
import type { Client } from '../../../schema/builder/slots.ts'
import { RequestError } from '../../clients/request-error.ts'
import { isPreflight, type Exchange } from '../exchange.ts'
import type { GraphqlRouteOptions } from '../graphql-route.ts'
import { withDocument } from './with-document.ts'

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
  response.writeHead(200, started.headers)
  try {
    await pipeline(counted(started.chunks, record), response)
  } catch (error) {
    // The connection is cut, so that the client sees that the file is not complete.
    if (closed.signal.aborted && !(error instanceof GraphQLError)) return
    exchange.log.warn({ err: error }, 'Export ended before its last row')
  }
}

function start(
  exchange: Exchange,
  options: GraphqlRouteOptions,
  client: Client,
  signal: AbortSignal,
): Promise<StartedExport> {
  return withDocument(exchange, options, client, parseParameters, async (prepared, parameters) => {
    const { schema, document, operation, text, execute } = prepared
    const plan = planExport(schema, document, operation, { withLocation: parameters.format === 'geojson' })
    return startExport({ path: exchange.url().pathname, parameters, query: text, plan, execute, signal })
  })
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
