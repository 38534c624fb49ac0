import type { Log } from '../../database/log.ts'

/** Why a key or token is refused, with the message for the client. */
export const REFUSALS = {
  malformed: 'The header `authorization` must have the form `Bearer KEY`, with a key (dlk_…) or a JSON Web Token.',
  unknown: 'The key or token is unknown. Ask the operator for a new key.',
  revoked: 'The key is revoked. Ask the operator for a new key.',
  rotated: 'The secret of the key was replaced by a rotation. Use the new one, or ask the operator for it.',
  expired: 'The key or token has expired. Ask the operator for a new key, or the issuer for a new token.',
  token: 'The token is invalid.',
} as const

export type RefusalReason = keyof typeof REFUSALS

export interface Refusal {
  reason: RefusalReason
  /** What exactly is wrong with a token. */
  detail?: string
  /** The beginning of the id of the key; never a part of the secret. */
  keyId?: string
}

/** @returns the message for the client */
export function refusalMessage({ reason, detail }: Refusal): string {
  return detail === undefined ? REFUSALS[reason] : `${REFUSALS[reason]} ${detail}`
}

const LINE_EVERY_MS = 60_000
const MAX_CLIENTS = 10_000

/** Logs refused keys and tokens, at most one line for each client and minute, and counts all of them. */
export class RefusalLog {
  /** The number of refusals by reason since the start. */
  readonly counts = new Map<RefusalReason, number>()
  readonly #clients = new Map<string, { loggedAt: number; unlogged: number }>()
  readonly #log: Pick<Log, 'warn'>
  readonly #now: () => number

  /** @param now returns the time in milliseconds; default: the clock of the system */
  constructor(log: Pick<Log, 'warn'>, now: () => number = Date.now) {
    this.#log = log
    this.#now = now
  }

  /** @param client the address of the client */
  record(client: string, { reason, detail, keyId }: Refusal): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1)
    const last = this.#clients.get(client)
    const now = this.#now()
    if (last !== undefined && now - last.loggedAt < LINE_EVERY_MS) {
      last.unlogged++
      return
    }
    // Inserted again, so that the first entries are those that were logged longest ago.
    this.#clients.delete(client)
    this.#clients.set(client, { loggedAt: now, unlogged: 0 })
    const oldest = this.#clients.size > MAX_CLIENTS ? this.#clients.keys().next().value : undefined
    if (oldest !== undefined) this.#clients.delete(oldest)
    this.#log.warn({ client, reason, detail, keyId, unlogged: last?.unlogged ?? 0 }, 'Key or token refused')
  }
}
