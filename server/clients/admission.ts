import type { IncomingMessage } from 'node:http'
import type { Client } from '../../schema/builder/slots.ts'
import type { ClientOf } from './address.ts'
import type { ClientLimits, Quota } from './client-limits.ts'
import type { KnownKeys } from './known-keys.ts'
import { RequestError } from './request-error.ts'

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
