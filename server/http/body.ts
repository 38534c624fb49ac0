import type { IncomingMessage } from 'node:http'

/** A request that is rejected before GraphQL processing. */
export class RequestError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

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
  if (declared > maxBytes) throw tooLarge(request, maxBytes, String(declared))
  const chunks: Buffer[] = []
  let length = 0
  // By default, leaving the loop destroys the stream, and with it the connection that the response needs.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > maxBytes) throw tooLarge(request, maxBytes, `at least ${length}`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

/** Discards the rest of the body: many clients read the response only after they have sent the whole body. */
function tooLarge(request: IncomingMessage, maxBytes: number, received: string): RequestError {
  request.resume()
  return new RequestError(413, 'BAD_USER_INPUT', `The body must not exceed ${maxBytes} bytes; got ${received}.`)
}
