import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { compress, encodingOf } from './encoding.ts'
import { end, type Exchange } from './exchange.ts'

/** Smaller answers fit into one packet, compressed or not. */
const MIN_COMPRESSED_BYTES = 1_024
/** Longer texts are encoded once: Node.js would do it to measure them, and again to send them. */
const MAX_TEXT_LENGTH = 65_536

/**
 * Sends the JSON of an answer: compressed if the client accepts that, with an ETag if caches may keep it, and only 304 if
 * the client has it already.
 * @param exchange its response has the other headers
 */
export async function endJson(exchange: Exchange, text: string): Promise<void> {
  const json = text.length > MAX_TEXT_LENGTH ? Buffer.from(text) : text
  const { request, response } = exchange
  response.setHeader('vary', varying(request.headers))
  if (response.hasHeader('cache-control') && response.getHeader('cache-control') !== 'no-store') {
    // A weak one: it is the same for each encoding.
    const etag = `W/"${createHash('sha256').update(json).digest('base64url')}"`
    response.setHeader('etag', etag)
    if (isNamedBy(request.headers['if-none-match'], etag)) {
      response.removeHeader('content-type')
      response.removeHeader('content-length')
      return void response.writeHead(304).end()
    }
  }
  const encoding = json.length < MIN_COMPRESSED_BYTES ? undefined : encodingOf(request.headers['accept-encoding'])
  if (encoding === undefined) return end(exchange, json)
  response.setHeader('content-encoding', encoding)
  response.removeHeader('content-length')
  end(exchange, await compress(typeof json === 'string' ? Buffer.from(json) : json, encoding))
}

/** What the answer to a request of one URL depends on. */
function varying({ origin }: IncomingHttpHeaders): string {
  return `accept, accept-encoding, authorization${origin === undefined ? '' : ', origin'}`
}

/**
 * Returns whether a client has the state of an ETag already.
 * @param condition the value of the header `if-none-match`: a list of ETags, or `*`
 */
export function isNamedBy(condition: string | undefined, etag: string): boolean {
  const values = condition?.split(',').map((value) => value.trim().replace(/^W\//, '')) ?? []
  return values.includes('*') || values.includes(etag.replace(/^W\//, ''))
}
