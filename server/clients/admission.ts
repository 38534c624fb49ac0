import type { IncomingMessage } from 'node:http'
import type { Client } from '../../schema/builder/slots.ts'
import type { ClientOf } from './address.ts'
import type { ClientLimits, Quota } from './client-limits.ts'
import type { KnownKeys } from './known-keys.ts'
import { RequestError } from './request-error.ts'

/** What receiving a request takes of the event loop at least, and parsing a byte of JSON, in ms: both measured. */
const REQUEST_MS = 0.3
const BYTE_MS = 0.0001

/** A request that may run. */
export interface Admitted {
  client: Client
  quota: Quota
  /** Ends the counting of the request as running. */
  release: () => void
}

/** Finds out whose limits apply to a request, and applies them. */
export class Admission {
  readonly #clientOf: ClientOf
  readonly #knownKeys: KnownKeys
  readonly #limits: ClientLimits

  constructor(clientOf: ClientOf, knownKeys: KnownKeys, limits: ClientLimits) {
    this.#clientOf = clientOf
    this.#knownKeys = knownKeys
    this.#limits = limits
  }

  /** The client of the key, if the key was accepted lately; else that of the address. */
  clientOf(request: IncomingMessage, authorization = request.headers.authorization): Client {
    return this.#knownKeys.clientOf(authorization) ?? this.#clientOf(request)
  }

  /** Notes that a connection was accepted. */
  readonly accepted = (): void => this.#limits.accepted()

  /**
   * Waits until an admitted request may use the event loop.
   * @param bytes the size of the request
   * @throws {RequestError} 429 if the service is busy, and the client takes more than its share of it
   */
  async waitToStart(client: Client, bytes: number): Promise<void> {
    await this.#limits.waitToStart(client)
    this.#limits.charge(client, REQUEST_MS + bytes * BYTE_MS)
  }

  /**
   * Counts a request as running.
   * @throws {RequestError} 429 with the time to wait if the client exceeds a limit
   */
  async admit(request: IncomingMessage, authorization?: string): Promise<Admitted> {
    const client = this.clientOf(request, authorization)
    const admission = await this.#limits.admit(client)
    if (admission.refusal) {
      const { message, retryAfterSeconds } = admission.refusal
      throw new RequestError(429, 'RATE_LIMITED', message, { 'retry-after': String(retryAfterSeconds) })
    }
    const { quota, release } = admission
    return { client, quota, release }
  }
}
