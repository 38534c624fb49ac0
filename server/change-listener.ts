import type { OpenDatabase } from '../database/connection/connection.ts'
import type { Log } from '../database/log.ts'
import type { RevisionRow } from '../database/tables/revision.ts'
import { CHANGES_CHANNEL } from '../ingest/history/revisions.ts'
import type { ChangeListener } from '../schema/builder/context.ts'
import { clientError } from '../schema/builder/errors.ts'
import { changesAfter, lastPosition } from '../schema/change/change.ts'

const AT_ONCE = 100
const READ_AT_ONCE = 1_000
/** As many of the last changes are kept, so that those who follow do not each ask the database for them. */
const KEPT = 10_000
const LOOK_MS = 2_000

export interface ChangeListenerOptions {
  open: Pick<OpenDatabase, 'db' | 'listen'>
  log: Pick<Log, 'warn'>
  /** How many may follow at once. */
  most: number
  /** How many of them one client may be. */
  mostOfAClient: number
}

/**
 * The bell of changes of this process: it hears the database's bell, looks now and then whether it missed one, reads what
 * is new once, and wakes all who follow. It begins with the first of them.
 */
export class DatabaseChangeListener implements ChangeListener {
  readonly #options: ChangeListenerOptions
  readonly #clients = new Map<string, number>()
  readonly #waiting = new Set<() => void>()
  /** All changes from some position to the last that was read. */
  #kept: RevisionRow[] = []
  #keptAfter = 0
  #ended = false
  #read = 0
  #following = 0
  #started: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #isReading = false
  #rungAgain = false

  constructor(options: ChangeListenerOptions) {
    this.#options = options
  }

  /** How many follow now. */
  get following(): number {
    return this.#following
  }

  acquireSlot(client: string): () => void {
    const { most, mostOfAClient } = this.#options
    const ofClient = this.#clients.get(client) ?? 0
    if (this.#following >= most)
      throw clientError('RATE_LIMITED', 'Too many follow changes here. Try again later, or read `changes`.')
    if (ofClient >= mostOfAClient) {
      throw clientError('RATE_LIMITED', `You follow changes ${ofClient} times already, which is as often as you may.`)
    }
    this.#following++
    this.#clients.set(client, ofClient + 1)
    return () => {
      this.#following--
      const left = this.#clients.get(client)! - 1
      if (left > 0) this.#clients.set(client, left)
      else this.#clients.delete(client)
    }
  }

  async lastPosition(): Promise<number> {
    await this.#begin()
    return this.#read
  }

  async changesAfter(position: number): Promise<readonly RevisionRow[]> {
    await this.#begin()
    if (position >= this.#read) return []
    if (position < this.#keptAfter) return changesAfter(this.#options.open.db, position, AT_ONCE)
    const from = this.#kept.findLastIndex((change) => change.position <= position) + 1
    return this.#kept.slice(from, from + AT_ONCE)
  }

  waitForChange(): { notified: Promise<void>; cancel: () => void } {
    let wake = () => undefined as void
    const notified = new Promise<void>((resolve) => {
      wake = resolve
    })
    this.#waiting.add(wake)
    return {
      notified,
      cancel: () => {
        this.#waiting.delete(wake)
        wake()
      },
    }
  }

  get isStopped(): boolean {
    return this.#ended
  }

  /** Ends all that follow, and hears no more. */
  stop(): void {
    this.#ended = true
    clearInterval(this.#timer)
    for (const wake of this.#waiting) wake()
  }

  async #begin(): Promise<void> {
    this.#started ??= this.#start().catch((error: unknown) => {
      // A database that was away at the first look is asked again at the next one.
      this.#started = undefined
      throw error
    })
    await this.#started
  }

  async #start(): Promise<void> {
    const { open } = this.#options
    this.#read = await lastPosition(open.db)
    this.#keptAfter = this.#read
    await open.listen(CHANGES_CHANNEL, () => this.#ring())
    this.#timer = setInterval(() => this.#ring(), LOOK_MS)
    this.#timer.unref()
    this.#ring()
  }

  #ring(): void {
    this.#rungAgain = true
    if (this.#isReading) return
    this.#isReading = true
    this.#catchUp().catch((error: unknown) =>
      this.#options.log.warn({ err: error }, 'Changes could not be read; the next look comes soon'),
    )
  }

  async #catchUp(): Promise<void> {
    try {
      while (this.#rungAgain) {
        this.#rungAgain = false
        const found = await changesAfter(this.#options.open.db, this.#read, READ_AT_ONCE)
        if (found.length === 0) continue
        this.#kept.push(...found)
        const surplus = this.#kept.length - KEPT
        if (surplus > 0) this.#keptAfter = this.#kept.splice(0, surplus).at(-1)!.position
        this.#read = found.at(-1)!.position
        if (found.length === READ_AT_ONCE) this.#rungAgain = true
        for (const wake of this.#waiting) wake()
      }
    } finally {
      // At once, not a turn later: a bell that rings in between would go unheard until the next look.
      this.#isReading = false
    }
  }
}
