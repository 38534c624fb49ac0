import { readFeed, type Feed } from '../../../interfaces/atom/feed.ts'
import { parseFeedParameters } from '../../../interfaces/atom/parameters.ts'
import { planFeed } from '../../../interfaces/atom/plan-feed.ts'
import type { Client } from '../../../schema/builder/slots.ts'
import { RequestError } from '../../clients/request-error.ts'
import { endJson } from '../end-json.ts'
import { isPreflight, type Exchange } from '../exchange.ts'
import type { GraphqlRouteOptions } from '../graphql-route.ts'
import { baseUrlOf } from './base-url.ts'
import { recordPath } from './record-path.ts'
import { withDocument } from './with-document.ts'

export const ATOM_PATH = '/atom'

interface AtomRouteOptions extends GraphqlRouteOptions {
  isProxy?: (address: string) => boolean
}

/**
 * Sends the changes of the events that a document lists as an Atom feed.
 * @param documentId the persisted document that the path names
 */
export async function serveAtom(exchange: Exchange, options: AtomRouteOptions, documentId?: string): Promise<void> {
  const { request, response } = exchange
  const { method = 'GET', headers } = request
  if (isPreflight(request)) return void response.writeHead(204).end()
  if (method !== 'GET') {
    throw new RequestError(405, 'BAD_USER_INPUT', `Fetch feeds with GET; got ${method}.`, { allow: 'GET' })
  }
  const { client, release } = await options.admission.admit(request)
  response.once('close', release)
  const feed = await read(exchange, options, client, documentId)
  // To the second, as HTTP has it.
  const updatedMs = Math.floor(feed.updated.getTime() / 1000) * 1000
  response.setHeader('cache-control', headers.authorization === undefined ? 'public, no-cache' : 'private, no-cache')
  response.setHeader('last-modified', new Date(updatedMs).toUTCString())
  const since = Date.parse(headers['if-modified-since'] ?? '')
  if (headers['if-none-match'] === undefined && updatedMs <= since) return void response.writeHead(304).end()
  response.setHeader('content-type', 'application/atom+xml; charset=utf-8')
  // With the ETag, and compressed, as any other answer.
  await endJson(exchange, feed.xml)
}

function read(
  exchange: Exchange,
  options: AtomRouteOptions,
  client: Client,
  documentId: string | undefined,
): Promise<Feed> {
  const parse = (search: URLSearchParams) => parseFeedParameters(search, documentId)
  return withDocument(exchange, options, client, parse, async (prepared, { name, variables, after }) => {
    const { schema, operation, text, execute } = prepared
    const { pathname, searchParams } = exchange.url()
    searchParams.delete('after')
    const path = searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname
    const base = baseUrlOf(exchange.request, options)
    return readFeed({
      plan: planFeed(schema, operation),
      query: text,
      name,
      variables,
      after,
      base,
      path,
      recordPath: (id) => recordPath(id, options),
      execute,
    })
  })
}
