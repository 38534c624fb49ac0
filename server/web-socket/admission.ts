import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { GRAPHQL_PATH } from '../graphql/app.ts'

/** Who may connect. */
export interface AdmissionOptions {
  /** From which other origins browsers may connect. */
  allowedOrigins: readonly string[]
  /** How many may be connected at once. */
  most: number
  /** How many of them one address may be. */
  mostOfAClient: number
}

/** Why a request for a WebSocket is refused. */
export interface Refusal {
  status: 403 | 404 | 429
  message: string
}

/** Who is connected: how many in all, and by their addresses. */
export class ConnectionSlots {
  #all = 0
  readonly #ofAddress = new Map<string, number>()
  readonly #admission: AdmissionOptions

  constructor(admission: AdmissionOptions) {
    this.#admission = admission
  }

  /** @returns why a request is refused; nothing where it is let in */
  refuse({ url, headers, socket }: IncomingMessage): Refusal | undefined {
    const { allowedOrigins, most, mostOfAClient } = this.#admission
    if (pathOf(url) !== GRAPHQL_PATH) {
      return { status: 404, message: `There is nothing here. The service answers at ${GRAPHQL_PATH}.` }
    }
    // A page of another site could read here what its visitor can: WebSockets know no CORS.
    const { origin, host } = headers
    if (origin !== undefined && !allowedOrigins.includes(origin) && hostOf(origin) !== host) {
      return { status: 403, message: 'Pages of this origin may not connect: see ALLOWED_ORIGINS.' }
    }
    const ofClient = this.#ofAddress.get(socket.remoteAddress ?? '') ?? 0
    if (this.#all < most && ofClient < mostOfAClient) return undefined
    return { status: 429, message: 'Too many are connected here. Try again later.' }
  }

  /** Counts one in; what is returned counts it out. */
  acquireSlot({ socket: { remoteAddress: address = '' } }: IncomingMessage): () => void {
    const count = (by: 1 | -1) => {
      this.#all += by
      const left = (this.#ofAddress.get(address) ?? 0) + by
      if (left === 0) this.#ofAddress.delete(address)
      else this.#ofAddress.set(address, left)
    }
    count(1)
    return () => count(-1)
  }
}

const BASE = 'http://localhost'

function pathOf(url = '/'): string | undefined {
  return URL.canParse(url, BASE) ? new URL(url, BASE).pathname : undefined
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

const SAID = {
  403: { text: 'Forbidden', code: 'FORBIDDEN' },
  404: { text: 'Not Found', code: 'NOT_FOUND' },
  429: { text: 'Too Many Requests', code: 'RATE_LIMITED' },
}

/** Answers a request for a WebSocket that is refused, in GraphQL's shape. */
export function answerRefused(socket: Duplex, { status, message }: Refusal): void {
  const { text, code } = SAID[status]
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] })
  socket.end(
    `HTTP/1.1 ${status} ${text}\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
