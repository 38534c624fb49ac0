import type { Database } from '../../database/database.ts'
import type { Log } from '../../database/log.ts'
import { checkKeys, type SentKey } from './check-key.ts'
import { REFUSALS } from './refusals.ts'

const INTERVAL_MS = 10_000

/** A credential of an open subscription: a key, or a token that ends at a time in milliseconds. */
type Watched = { key: SentKey } | { expiresAtMs: number }

/**
 * Checks the credentials of all open subscriptions of this process again, every ten seconds: one statement for all of
 * their keys. Its timer runs only while there are some.
 */
export class CredentialWatch {
  readonly #watched = new Map<symbol, Watched & { onRefused: (reason: string) => void }>()
  readonly #db: Database
  readonly #log: Pick<Log, 'warn'>
  readonly #intervalMs: number
  readonly #now: () => number
  #timer: NodeJS.Timeout | undefined
  #isChecking = false

  /** @param now returns the time in milliseconds */
  constructor(db: Database, log: Pick<Log, 'warn'>, now: () => number, intervalMs = INTERVAL_MS) {
    this.#db = db
    this.#log = log
    this.#intervalMs = intervalMs
    this.#now = now
  }

  /**
   * Calls back once when a credential is refused.
   * @returns a function that ends the watch
   */
  watch(credential: Watched, onRefused: (reason: string) => void): () => void {
    const entry = Symbol('watched credential')
    this.#watched.set(entry, { ...credential, onRefused })
    // It outlives the subscription that starts it.
    this.#timer ??= setInterval(() => void this.#check(), this.#intervalMs).unref()
    return () => {
      this.#watched.delete(entry)
      if (this.#watched.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  async #check(): Promise<void> {
    if (this.#isChecking) return
    this.#isChecking = true
    await this.#checkAll()
    this.#isChecking = false
  }

  async #checkAll(): Promise<void> {
    const keyed = [...this.#watched].flatMap(([entry, watched]) =>
      'key' in watched ? [{ entry, key: watched.key }] : [],
    )
    for (const [entry, watched] of this.#watched) {
      if ('expiresAtMs' in watched && watched.expiresAtMs <= this.#now()) this.#refuse(entry, REFUSALS.expired)
    }
    if (keyed.length === 0) return
    try {
      const checks = await checkKeys(
        this.#db,
        keyed.map(({ key }) => key),
      )
      for (const [n, { entry }] of keyed.entries()) {
        const check = checks[n]
        if (check !== undefined && 'reason' in check) this.#refuse(entry, REFUSALS[check.reason])
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'Checking the keys of subscriptions failed')
    }
  }

  #refuse(entry: symbol, reason: string): void {
    const watched = this.#watched.get(entry)
    this.#watched.delete(entry)
    watched?.onRefused(reason)
  }
}
