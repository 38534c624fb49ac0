import { createHash } from 'node:crypto'
import type { Client } from '../../schema/builder/slots.ts'

/** After this time a header is checked against the database again before it counts as a key. */
const KNOWN_MS = 60_000
const MAX_KNOWN = 10_000

interface Known {
  client: Client
  until: number
}

/**
 * The keys and tokens that were accepted lately. A request is counted before its key can be checked; with a known key it
 * counts for the key and not for the address, which a gateway shares among many users.
 */
export class KnownKeys {
  /** By the digest of the header, so that no secret stays in memory; the oldest first. */
  readonly #known = new Map<string, Known>()

  /**
   * Records that a header was accepted.
   * @returns the client of the key
   */
  remember(authorization: string, callerId: string): Client {
    const client = { id: callerId, block: callerId }
    const digest = digestOf(authorization)
    this.#known.delete(digest)
    this.#known.set(digest, { client, until: Date.now() + KNOWN_MS })
    const oldest = this.#known.size > MAX_KNOWN ? this.#known.keys().next().value : undefined
    if (oldest !== undefined) this.#known.delete(oldest)
    return client
  }

  /** Returns the client of a header; undefined if it was not accepted lately. */
  clientOf(authorization: string | undefined): Client | undefined {
    const known = authorization === undefined ? undefined : this.#known.get(digestOf(authorization))
    return known !== undefined && known.until > Date.now() ? known.client : undefined
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
