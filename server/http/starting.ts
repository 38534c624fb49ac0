import type { IncomingMessage, ServerResponse } from 'node:http'

const RETRY_AFTER_SECONDS = '2'

/**
 * Answers requests while the service starts: it is alive, but not ready.
 * @param reason why it is not ready yet
 */
export function answerWhileStarting(
  { url = '/' }: Pick<IncomingMessage, 'url'>,
  response: ServerResponse,
  reason: string,
): void {
  const path = url.replace(/[?#].*/s, '')
  if (path === '/healthz') return send(response, 200, { alive: true })
  if (path === '/readyz') return send(response, 503, { ready: false, reason })
  const message = 'The service is starting. Try again in a few seconds.'
  return send(response, 503, { errors: [{ message, extensions: { code: 'SERVICE_UNAVAILABLE' } }] })
}

function send(response: ServerResponse, status: number, value: object): void {
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.setHeader('cache-control', 'no-store')
  if (status === 503) response.setHeader('retry-after', RETRY_AFTER_SECONDS)
  // The body of the request is not read, so the connection cannot be used again.
  response.setHeader('connection', 'close')
  response.writeHead(status).end(JSON.stringify(value))
}
