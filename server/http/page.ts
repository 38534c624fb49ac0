import { GraphQLError } from 'graphql'
import { createHash } from 'node:crypto'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Admission } from '../clients/admission.ts'
import { statusOfCode } from '../operation/http-status.ts'
import { compress, encodingOf } from './encoding.ts'
import { isNamedBy } from './end-json.ts'
import { end, fail, type Exchange } from './exchange.ts'

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

export interface PageRouteOptions {
  /** Decides who gets the pages of the service; default everybody. */
  authenticate?: Authenticate
  admission: Admission
}

/**
 * Sends a page to a caller who may read: as the client accepts it, and only 304 if the client has it already.
 * @param page is made only for such a caller
 * @param headers of the page
 */
export async function servePage(
  exchange: Exchange,
  { authenticate, admission }: PageRouteOptions,
  page: () => Promise<Page>,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const { request, response } = exchange
  try {
    await authenticate?.(request.headers.authorization, admission.clientOf(request).id)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    const code = String(error.extensions['code'])
    return fail(exchange, statusOfCode(code), code, error.message)
  }
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
