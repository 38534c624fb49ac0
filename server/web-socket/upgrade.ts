import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Slots } from '../../schema/builder/slots.ts'
import type { Admission } from '../clients/admission.ts'
import { RequestError } from '../clients/request-error.ts'
import { GRAPHQL_PATH } from '../graphql-path.ts'
import { isAllowedOrigin, type OriginRule } from '../graphql/cors.ts'

export interface Refusal {
  status: 403 | 404 | 429
  message: string
  retryAfterSeconds?: number
}

/**
 * Checks the path and the origin of an upgrade request.
 * @returns undefined if the request may be upgraded
 */
export function checkRequest({ url, headers }: IncomingMessage, origins: OriginRule): Refusal | undefined {
  if (pathOf(url) !== GRAPHQL_PATH) {
    return { status: 404, message: `This path does not exist. The GraphQL endpoint is ${GRAPHQL_PATH}.` }
  }
  // CORS does not apply to WebSockets: without this check, any page could read with the access of its visitor.
  const { origin, host } = headers
  if (origin !== undefined && !isAllowedOrigin(origin, host, origins)) {
    const received = JSON.stringify(origin.slice(0, 80))
    return { status: 403, message: `The origin ${received} is not in ALLOWED_ORIGINS. Ask the operator to add it.` }
  }
  return undefined
}

/** Checks how many connections a client has open, and how fast it opens them. */
export async function checkClient(
  request: IncomingMessage,
  admission: Admission,
  slots: Slots,
): Promise<Refusal | undefined> {
  const message = slots.refusal(admission.clientOf(request))
  if (message !== undefined) return { status: 429, message, retryAfterSeconds: SLOT_RETRY_SECONDS }
  try {
    const { release } = await admission.admit(request)
    release()
    return undefined
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    return { status: 429, message: error.message, retryAfterSeconds: Number(error.headers['retry-after']) }
  }
}

/** A guess: a place becomes free when another client closes its connection. */
const SLOT_RETRY_SECONDS = 10

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
export function sendRefusal(socket: Duplex, { status, message, retryAfterSeconds }: Refusal): void {
  const { text, code } = RESPONSES[status]
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] })
  const head = [
    `HTTP/1.1 ${status} ${text}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    ...(retryAfterSeconds === undefined ? [] : [`retry-after: ${retryAfterSeconds}`]),
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
