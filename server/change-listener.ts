import type { OpenDatabase } from '../database/connection/connection.ts'
import type { Log } from '../database/log.ts'
import type { RevisionRow } from '../database/tables/revision.ts'
import { CHANGES_CHANNEL } from '../ingest/history/revisions.ts'
import type { ChangeListener } from '../schema/builder/context.ts'
import { clientError } from '../schema/builder/errors.ts'
import { changesAfter, lastPosition } from '../schema/change/change.ts'

/** Changes that one call of `changesAfter` returns at most. */
const PAGE_SIZE = 100
const READ_BATCH_SIZE = 1_000
/** The latest changes are kept in memory, so that subscribers do not each query the database for them. */
const MAX_CACHED_CHANGES = 10_000
const POLL_INTERVAL_MS = 2_000

export interface ChangeListenerOptions {
  open: Pick<OpenDatabase, 'db' | 'listen'>
  log: Pick<Log, 'warn'>
  maxSubscriptions: number
  maxSubscriptionsPerClient: number
}

/**
 * Delivers the changes of all instances to the subscribers of this process. It listens for the database's notifications
 * and polls too, in case one is lost; it reads new changes once for all subscribers and then wakes them. It starts with
 * the first subscriber.
 */
export class DatabaseChangeListener implements ChangeListener {
  readonly #options: ChangeListenerOptions
  readonly #slotsByClient = new Map<string, number>()
  readonly #waiters = new Set<() => void>()
  /** All changes after the position `#cachedAfter`, up to `#lastRead`. */
  #cached: RevisionRow[] = []
  #cachedAfter = 0
  #lastRead = 0
  #isStopped = false
  #subscriptionCount = 0
  #started: Promise<void> | undefined
  #pollTimer: NodeJS.Timeout | undefined
  #isReading = false
  #isReadRequested = false

  constructor(options: ChangeListenerOptions) {
    this.#options = options
  }

  /** The number of open subscriptions. */
  get subscriptionCount(): number {
    return this.#subscriptionCount
  }

  acquireSlot(client: string): () => void {
    const { maxSubscriptions, maxSubscriptionsPerClient } = this.#options
    const clientCount = this.#slotsByClient.get(client) ?? 0
    if (this.#subscriptionCount >= maxSubscriptions) {
      throw limitError('This server', this.#subscriptionCount, maxSubscriptions, 'Try again later')
    }
    if (clientCount >= maxSubscriptionsPerClient) {
      throw limitError('This client', clientCount, maxSubscriptionsPerClient, 'Close one')
    }
    this.#addToCount(client, 1)
    return () => this.#addToCount(client, -1)
  }

  async lastPosition(): Promise<number> {
    await this.#ensureStarted()
    return this.#lastRead
  }

  async changesAfter(position: number): Promise<readonly RevisionRow[]> {
    await this.#ensureStarted()
    if (position >= this.#lastRead) return []
    if (position < this.#cachedAfter) return changesAfter(this.#options.open.db, position, PAGE_SIZE)
    const from = this.#cached.findLastIndex((change) => change.position <= position) + 1
    return this.#cached.slice(from, from + PAGE_SIZE)
  }

  waitForChange(): { notified: Promise<void>; cancel: () => void } {
    let wake = () => undefined as void
    const notified = new Promise<void>((resolve) => {
      wake = resolve
    })
    this.#waiters.add(wake)
    return {
      notified,
      cancel: () => {
        this.#waiters.delete(wake)
        wake()
      },
    }
  }

  get isStopped(): boolean {
    return this.#isStopped
  }

  /** Stops polling and ends all subscriptions. */
  stop(): void {
    this.#isStopped = true
    clearInterval(this.#pollTimer)
    for (const wake of this.#waiters) wake()
  }

  #addToCount(client: string, difference: 1 | -1): void {
    this.#subscriptionCount += difference
    const clientCount = (this.#slotsByClient.get(client) ?? 0) + difference
    if (clientCount > 0) this.#slotsByClient.set(client, clientCount)
    else this.#slotsByClient.delete(client)
  }

  async #ensureStarted(): Promise<void> {
    this.#started ??= this.#start().catch((error: unknown) => {
      // If the database was unavailable, the next call tries again.
      this.#started = undefined
      throw error
    })
    await this.#started
  }

  async #start(): Promise<void> {
    const { open } = this.#options
    this.#lastRead = await lastPosition(open.db)
    this.#cachedAfter = this.#lastRead
    await open.listen(CHANGES_CHANNEL, () => this.#requestRead())
    this.#pollTimer = setInterval(() => this.#requestRead(), POLL_INTERVAL_MS)
    this.#pollTimer.unref()
    this.#requestRead()
  }

  #requestRead(): void {
    this.#isReadRequested = true
    if (this.#isReading) return
    this.#isReading = true
    this.#readNewChanges().catch((error: unknown) =>
      this.#options.log.warn({ err: error, retryMs: POLL_INTERVAL_MS }, 'Reading changes failed'),
    )
  }

  async #readNewChanges(): Promise<void> {
    try {
      while (this.#isReadRequested) {
        this.#isReadRequested = false
        const changes = await changesAfter(this.#options.open.db, this.#lastRead, READ_BATCH_SIZE)
        const last = changes.at(-1)
        if (last === undefined) continue
        this.#cached.push(...changes)
        this.#dropOldest(this.#cached.length - MAX_CACHED_CHANGES)
        this.#lastRead = last.position
        if (changes.length === READ_BATCH_SIZE) this.#isReadRequested = true
        for (const wake of this.#waiters) wake()
      }
    } finally {
      // Cleared in the same tick as the loop ends: a later clearing could miss a notification until the next poll.
      this.#isReading = false
    }
  }

  #dropOldest(count: number): void {
    if (count <= 0) return
    const lastDropped = this.#cached.splice(0, count).at(-1)
    if (lastDropped !== undefined) this.#cachedAfter = lastDropped.position
  }
}

function limitError(subject: string, count: number, max: number, advice: string) {
  const message = `${subject} has ${count} open subscriptions; the limit is ${max}. ${advice}, or poll \`changes\`.`
  return clientError('RATE_LIMITED', message)
}
