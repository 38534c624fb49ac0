import { desc, gt } from 'drizzle-orm'
import { once, setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import { shareRuns } from '../../database/connection/share-runs.ts'
import type { Database } from '../../database/database.ts'
import type { Log } from '../../database/log.ts'
import { revisions, type RevisionRow } from '../../database/tables/revision.ts'
import { CHANGES_CHANNEL } from './revisions.ts'

/** The maximum number of changes that an iterator holds. */
const PAGE_SIZE = 100
const READ_SIZE = 1_000
/** The latest changes stay in memory, so that the iterators do not each query the database for them. */
const MAX_LATEST_CHANGES = 10_000
const POLL_INTERVAL_MS = 2_000
const RETRY_DELAY_MS = 1_000

export interface ChangeListenerOptions {
  open: Pick<OpenDatabase, 'db' | 'listen'>
  log: Pick<Log, 'warn'>
}

/** Returns the position of the last change; 0 if there is none. */
export async function lastPosition(db: Database): Promise<number> {
  const [last] = await db
    .select({ position: revisions.position })
    .from(revisions)
    .orderBy(desc(revisions.position))
    .limit(1)
  return last?.position ?? 0
}

/** Returns the first changes after a position, in order. */
export function changesAfter(db: Database, position: number, limit: number): Promise<RevisionRow[]> {
  return db.select().from(revisions).where(gt(revisions.position, position)).orderBy(revisions.position).limit(limit)
}

/**
 * The changes of all instances, for the iterators of this process. It listens for the database's notifications, and polls
 * in case one is lost. Each change is read once for all iterators that wait. It starts with the first iterator.
 */
export class ChangeListener {
  readonly #options: ChangeListenerOptions
  /** Dispatches `read` after new changes were read, and when the listener stops. */
  readonly #events = new EventTarget()
  /** The changes after the position `#latestAfter`, up to `#lastRead`. */
  #latest: RevisionRow[] = []
  #latestAfter = 0
  #lastRead = 0
  #started: Promise<void> | undefined
  #pollTimer: NodeJS.Timeout | undefined
  #isStopped = false

  constructor(options: ChangeListenerOptions) {
    this.#options = options
    setMaxListeners(0, this.#events)
  }

  /** Returns the position of the last change that was read; 0 if there is none. */
  async lastPosition(): Promise<number> {
    await this.#ensureStarted()
    return this.#lastRead
  }

  /**
   * Iterates over the changes after a position, in order. It waits for new changes, and reads a page when the consumer
   * has taken the previous one. After a database error it continues at the same position, so that no change is lost.
   * @param signal ends the iteration, also while it waits
   * @param select reduces a page to the changes that the consumer wants
   */
  async *changes(
    after: number,
    signal: AbortSignal,
    select: (page: readonly RevisionRow[]) => Promise<readonly RevisionRow[]> = async (page) => page,
  ): AsyncGenerator<RevisionRow, undefined> {
    let position = after
    while (!signal.aborted && !this.#isStopped) {
      let selected: readonly RevisionRow[] = []
      try {
        const page = await this.#nextPage(position, signal)
        selected = await select(page)
        position = page.at(-1)?.position ?? position
      } catch (error) {
        if (signal.aborted) return
        this.#options.log.warn({ err: error, retryMs: RETRY_DELAY_MS }, 'Reading changes failed')
        await sleep(RETRY_DELAY_MS, undefined, { signal, ref: false }).catch(() => undefined)
      }
      for (const change of selected) {
        if (signal.aborted) return
        yield change
      }
    }
  }

  /** Stops polling and ends all iterations. */
  stop(): void {
    this.#isStopped = true
    clearInterval(this.#pollTimer)
    this.#events.dispatchEvent(new Event('read'))
  }

  async #nextPage(position: number, signal: AbortSignal): Promise<readonly RevisionRow[]> {
    await this.#ensureStarted()
    if (position >= this.#lastRead) await once(this.#events, 'read', { signal })
    if (position < this.#latestAfter) return changesAfter(this.#options.open.db, position, PAGE_SIZE)
    const from = this.#latest.findLastIndex((change) => change.position <= position) + 1
    return this.#latest.slice(from, from + PAGE_SIZE)
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
    this.#lastRead = await lastPosition(this.#options.open.db)
    this.#latestAfter = this.#lastRead
    const onError = (error: unknown) =>
      this.#options.log.warn({ err: error, retryMs: POLL_INTERVAL_MS }, 'Reading changes failed')
    // A notification during a read starts another one, since the read may have missed its change.
    const read = shareRuns(() => this.#readNewChanges().catch(onError))
    await this.#options.open.listen(CHANGES_CHANNEL, () => void read())
    this.#pollTimer = setInterval(() => void read(), POLL_INTERVAL_MS)
    this.#pollTimer.unref()
    void read()
  }

  async #readNewChanges(): Promise<void> {
    if (this.#isStopped) return
    const changes = await changesAfter(this.#options.open.db, this.#lastRead, READ_SIZE)
    const last = changes.at(-1)
    if (last === undefined) return
    this.#latest.push(...changes)
    const dropped = this.#latest.splice(0, this.#latest.length - MAX_LATEST_CHANGES)
    this.#latestAfter = dropped.at(-1)?.position ?? this.#latestAfter
    this.#lastRead = last.position
    this.#events.dispatchEvent(new Event('read'))
    if (changes.length === READ_SIZE) await this.#readNewChanges()
  }
}
