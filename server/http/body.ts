import type { IncomingMessage } from 'node:http'

/** A request that is refused before GraphQL sees it. */
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
 * Collects the body of a request, and stops as soon as it is too large.
 * @param request of any method
 * @param most how many bytes are taken
 * @returns the body, empty where there is none
 * @throws {RequestError} 413 where it is too large, 415 where it is compressed
 */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const encoding = request.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') {
    throw new RequestError(415, 'BAD_USER_INPUT', `The body must not be compressed, and this is ${encoding}.`)
  }
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(request, most)
  const chunks: Buffer[] = []
  let length = 0
  // Left without ending the iteration, a stream would be destroyed, and the connection with the answer on it.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > most) throw tooLarge(request, most)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

/** The rest is read and thrown away, so that the client comes to read the answer; then the connection ends. */
function tooLarge(request: IncomingMessage, most: number): RequestError {
  request.resume()
  return new RequestError(413, 'BAD_USER_INPUT', `The body is larger than ${most} bytes.`)
}
