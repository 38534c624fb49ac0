import { createHash } from 'node:crypto'
import { assertMayRead, type ReaderOptions } from './assert-may-read.ts'
import { compress, encodingOf } from './encoding.ts'
import { isNamedBy } from './end-json.ts'
import { end, type Exchange } from './exchange.ts'

/** A document that stays the same as long as the process runs. */
export interface Page {
  etag: string
  plain: Buffer
  gzip: Buffer
  br: Buffer
}

/** Compresses a text once, for all requests. */
export async function pageOf(text: string): Promise<Page> {
  const plain = Buffer.from(text)
  const [gzip, br] = await Promise.all([compress(plain, 'gzip'), compress(plain, 'br')])
  return { etag: `"${createHash('sha256').update(plain).digest('base64url')}"`, plain, gzip, br }
}

/**
 * Sends a page to a caller who may read: as the client accepts it, and only 304 if the client has it already.
 * @param page is made only for such a caller
 * @param headers of the page
 */
export async function servePage(
  exchange: Exchange,
  options: ReaderOptions,
  page: () => Promise<Page>,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const { request, response } = exchange
  await assertMayRead(exchange, options)
  const { etag, plain, ...compressed } = await page()
  const encoding = encodingOf(request.headers['accept-encoding'])
  const { 'content-type': contentType, ...cached } = headers
  response.setHeader('etag', etag)
  for (const [name, value] of Object.entries(cached)) response.setHeader(name, value)
  if (isNamedBy(request.headers['if-none-match'], etag)) return void response.writeHead(304).end()
  if (contentType !== undefined) response.setHeader('content-type', contentType)
  if (encoding) response.setHeader('content-encoding', encoding)
  return end(exchange, encoding ? compressed[encoding] : plain)
}
