import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { GRAPHQL_PATH } from '../graphql/app.ts'

/** The limits on connections. */
export interface AdmissionOptions {
  /** Other origins whose pages may connect. */
  allowedOrigins: readonly string[]
  maxConnections: number
  maxConnectionsPerAddress: number
}

/** The reason why an upgrade request is rejected. */
export interface Refusal {
  status: 403 | 404 | 429
  message: string
}

/** Counts open connections, in total and by IP address, and checks upgrade requests. */
export class ConnectionSlots {
  #connectionCount = 0
  readonly #countByAddress = new Map<string, number>()
  readonly #admission: AdmissionOptions

  constructor(admission: AdmissionOptions) {
    this.#admission = admission
  }

  /** @returns undefined if the request may be upgraded */
  checkRequest({ url, headers, socket }: IncomingMessage): Refusal | undefined {
    const { allowedOrigins, maxConnections, maxConnectionsPerAddress } = this.#admission
    if (pathOf(url) !== GRAPHQL_PATH) {
      return { status: 404, message: `This path does not exist. The GraphQL endpoint is ${GRAPHQL_PATH}.` }
    }
    // CORS does not apply to WebSockets: without this check, any page could read with the access of its visitor.
    const { origin, host } = headers
    if (origin !== undefined && !allowedOrigins.includes(origin) && hostOf(origin) !== host) {
      const received = JSON.stringify(origin.slice(0, 80))
      return { status: 403, message: `The origin ${received} is not in ALLOWED_ORIGINS. Ask the operator to add it.` }
    }
    if (this.#connectionCount >= maxConnections) {
      return refuseOverLimit('This server', this.#connectionCount, maxConnections, 'Try again later.')
    }
    const addressCount = this.#countByAddress.get(socket.remoteAddress ?? '') ?? 0
    if (addressCount >= maxConnectionsPerAddress) {
      return refuseOverLimit('Your IP address', addressCount, maxConnectionsPerAddress, 'Close one.')
    }
    return undefined
  }

  /** @returns a function that releases the slot */
  acquireSlot({ socket: { remoteAddress = '' } }: IncomingMessage): () => void {
    this.#addToCount(remoteAddress, 1)
    return () => this.#addToCount(remoteAddress, -1)
  }

  #addToCount(address: string, difference: 1 | -1): void {
    this.#connectionCount += difference
    const addressCount = (this.#countByAddress.get(address) ?? 0) + difference
    if (addressCount > 0) this.#countByAddress.set(address, addressCount)
    else this.#countByAddress.delete(address)
  }
}

function refuseOverLimit(subject: string, count: number, max: number, advice: string): Refusal {
  return { status: 429, message: `${subject} has ${count} open WebSockets; the limit is ${max}. ${advice}` }
}

const BASE = 'http://localhost'

function pathOf(url = '/'): string | undefined {
  return URL.canParse(url, BASE) ? new URL(url, BASE).pathname : undefined
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
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
