import { createHash } from 'node:crypto'
import { end, type Exchange } from './exchange.ts'

/**
 * Sends the body of an answer that caches may keep, with its ETag; only 304 if the client has it already.
 * @param exchange its response has the headers of the answer
 */
export function endConditionally(exchange: Exchange, body: Buffer): void {
  const { request, response } = exchange
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
  response.setHeader('etag', etag)
  if (!isNamedBy(request.headers['if-none-match'], etag)) return end(exchange, body)
  response.removeHeader('content-type')
  response.removeHeader('content-length')
  response.writeHead(304).end()
}

/** @param condition the value of the header `if-none-match`: a list of ETags, or `*` */
function isNamedBy(condition: string | undefined, etag: string): boolean {
  const etags = condition?.split(',').map((value) => value.trim().replace(/^W\//, '')) ?? []
  return etags.includes('*') || etags.includes(etag)
}
