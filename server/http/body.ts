import type { IncomingMessage } from 'node:http'
import { RequestError } from '../clients/request-error.ts'

/**
 * Reads the body of a request and stops as soon as it exceeds the limit.
 * @returns an empty buffer if the request has no body
 * @throws {RequestError} 413 if the body is too large, 415 if it is compressed
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const encoding = request.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') {
    throw new RequestError(
      415,
      'BAD_USER_INPUT',
      `The body must not be compressed; got the content encoding ${JSON.stringify(encoding.slice(0, 80))}.`,
    )
  }
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > maxBytes) throw tooLarge(maxBytes, String(declared))
  const chunks: Buffer[] = []
  let length = 0
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      // The rest is discarded: many clients read the response only after they have sent the whole body.
      if (length <= maxBytes) chunks.push(chunk)
      else reject(tooLarge(maxBytes, `at least ${length}`))
    })
    request.once('end', () => resolve(Buffer.concat(chunks, length)))
    request.once('error', reject)
    request.once('close', () => {
      if (!request.readableEnded) reject(new Error('The client disconnected before its request was complete.'))
    })
  })
}

/** The connection is closed: what follows on it could be the rest of this body or another request. */
function tooLarge(maxBytes: number, received: string): RequestError {
  const message = `The body must not exceed ${maxBytes} bytes; got ${received}.`
  return new RequestError(413, 'BAD_USER_INPUT', message, { connection: 'close' })
}

/** More of a refused body is not read, in bytes. */
const MAX_DISCARDED = 20_000_000
/** The longest pause of a client that sends such a body. */
const MAX_PAUSE_MS = 1_000

/**
 * Reads the rest of the body of a refused request. Most clients read the answer only when they have sent all, and lose
 * it if the connection closes before.
 */
export function discardBody(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    let bytes = 0
    const timer = setTimeout(resolve, MAX_PAUSE_MS)
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      timer.refresh()
      if (bytes > MAX_DISCARDED) done()
    })
    request.once('end', done)
    request.once('close', done)
    request.resume()
  })
}
