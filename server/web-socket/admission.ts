import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Slots } from '../../schema/builder/slots.ts'
import { GRAPHQL_PATH } from '../graphql/app.ts'
import { isAllowedOrigin, type OriginRule } from '../graphql/cors.ts'

export interface Refusal {
  status: 403 | 404 | 429
  message: string
}

/**
 * Checks an upgrade request.
 * @param slots the open connections by IP address
 * @returns undefined if the request may be upgraded
 */
export function checkRequest(
  { url, headers, socket }: IncomingMessage,
  origins: OriginRule,
  slots: Slots,
): Refusal | undefined {
  if (pathOf(url) !== GRAPHQL_PATH) {
    return { status: 404, message: `This path does not exist. The GraphQL endpoint is ${GRAPHQL_PATH}.` }
  }
  // CORS does not apply to WebSockets: without this check, any page could read with the access of its visitor.
  const { origin, host } = headers
  if (origin !== undefined && !isAllowedOrigin(origin, host, origins)) {
    const received = JSON.stringify(origin.slice(0, 80))
    return { status: 403, message: `The origin ${received} is not in ALLOWED_ORIGINS. Ask the operator to add it.` }
  }
  const message = slots.refusal(socket.remoteAddress ?? '')
  return message === undefined ? undefined : { status: 429, message }
}

const BASE = 'http://localhost'

function pathOf(url = '/'): string | undefined {
  return URL.canParse(url, BASE) ? new URL(url, BASE).pathname : undefined
}

const RESPONSES = {
  403: { text: 'Forbidden', code: 'FORBIDDEN' },
  404: { text: 'Not Found', code: 'NOT_FOUND' },
  429: { text: 'Too Many Requests', code: 'RATE_LIMITED' },
}

/** Answers a rejected upgrade request with an error in the format of GraphQL. */
export function sendRefusal(socket: Duplex, { status, message }: Refusal): void {
  const { text, code } = RESPONSES[status]
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] })
  const head = [
    `HTTP/1.1 ${status} ${text}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
