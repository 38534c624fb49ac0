import { performance, type EventLoopUtilization } from 'node:perf_hooks'

/**
 * The time over which the event loop is shared: a client that takes 200 ms of each second has an account of about
 * 200 ms.
 */
const MEMORY_MS = 1_000
/** Beyond this share of its time the event loop is busy, and clients that take more than theirs wait. */
const BUSY = 0.75
/** The time over which it is measured whether the event loop is busy. */
const MEASURED_MS = 100
/** A client that takes less of each second never waits, in ms. */
const MIN_SHARE_MS = 50
/** The longest time in which only connections are accepted, in ms. */
const MAX_ACCEPTING_MS = 10
/** How often waiting clients are considered while the event loop is busy. */
const RETRY_MS = 10
/** The longest that a request waits. */
const MAX_WAIT_MS = 2_000
/** Smaller accounts are forgotten. */
const FORGOTTEN_MS = 0.1

/** Tells the time, and how busy the event loop is. */
type Clock = Pick<typeof performance, 'now' | 'eventLoopUtilization'>

interface Account {
  ms: number
  /** When `ms` was true, by `performance.now()`. */
  at: number
}

interface Ticket {
  client: string
  since: number
  /** @param isGranted false if the client waited too long */
  resolve: (isGranted: boolean) => void
}

/**
 * Shares the event loop, which does one thing at a time, between clients that want more of it than there is: in each of
 * its iterations one request starts, first that of the client that took least of late. A client that takes more than
 * its share starts only while the event loop has time to spare, so that it delays itself and not the others. Shares are
 * fair (max-min): what one client does not use, the others may.
 */
export class StartQueue {
  readonly #accounts = new Map<string, Account>()
  #waiting: Ticket[] = []
  /** Whether a request has started in this iteration of the event loop, or requests wait. */
  #isTaken = false
  /** Whether a connection was accepted in this iteration. */
  #hasAccepted = false
  /** Since when connections are accepted in each iteration and no request starts. */
  #acceptingSince: number | undefined
  #share = Number.POSITIVE_INFINITY
  #isBusy = false
  readonly #clock: Clock
  #measured: EventLoopUtilization
  #measuredAt: number

  constructor(clock: Clock = performance) {
    this.#clock = clock
    this.#measured = clock.eventLoopUtilization()
    this.#measuredAt = clock.now()
  }

  /** Notes what a request of a client takes of the event loop, in ms. */
  charge(client: string, ms: number): void {
    this.#accounts.set(client, { ms: this.#balanceOf(client) + ms, at: this.#clock.now() })
  }

  /** @returns whether a request of the client may start; false if it has waited too long */
  waitToStart(client: string): boolean | Promise<boolean> {
    this.#measure()
    if (this.#hasRoom && this.#waiting.length === 0) return true
    const isFree = !this.#isTaken && this.#mayStart(this.#balanceOf(client))
    if (!this.#isTaken) this.#schedule()
    if (isFree) return this.#start()
    return new Promise((resolve) => this.#waiting.push({ client, since: this.#clock.now(), resolve }))
  }

  /**
   * Notes that a connection was accepted. Node.js accepts one in each iteration of the event loop, so others may wait,
   * first come, first served: those of clients that take little behind those of an attacker. Iterations in which no
   * request starts accept them soon.
   */
  accepted(): void {
    this.#hasAccepted = true
    this.#acceptingSince ??= this.#clock.now()
  }

  #start(): true {
    this.#acceptingSince = undefined
    return true
  }

  /** Starts the next request in the next iteration of the event loop. */
  #schedule(): void {
    this.#isTaken = true
    setImmediate(() => this.#next())
  }

  #next(): void {
    this.#measure()
    const now = this.#clock.now()
    for (const { resolve, since } of this.#waiting) if (now - since > MAX_WAIT_MS) resolve(false)
    this.#waiting = this.#waiting.filter(({ since }) => now - since <= MAX_WAIT_MS)
    const balances = new Map(this.#waiting.map(({ client }) => [client, this.#balanceOf(client)]))
    const balanceOf = ({ client }: Ticket) => balances.get(client) ?? 0
    const [first, ...others] = this.#waiting
    if (first === undefined) {
      this.#isTaken = false
      this.#hasAccepted = false
      return
    }
    const least = others.reduce((left, right) => (balanceOf(right) < balanceOf(left) ? right : left), first)
    const mayStart = this.#mayStart(balanceOf(least))
    const isAccepting = this.#hasAccepted
    this.#hasAccepted = false
    if (!isAccepting) this.#acceptingSince = undefined
    if (mayStart) {
      this.#waiting = this.#waiting.filter((ticket) => ticket !== least)
      least.resolve(this.#start())
    }
    if (mayStart || isAccepting) this.#schedule()
    else setTimeout(() => this.#next(), RETRY_MS)
  }

  /** Whether all clients together take less than the event loop can give, or one is alone: no request has to wait. */
  get #hasRoom(): boolean {
    return this.#share === Number.POSITIVE_INFINITY
  }

  #mayStart(balance: number): boolean {
    if (this.#hasRoom) return true
    if (this.#hasAccepted && this.#acceptedFor() < MAX_ACCEPTING_MS) return false
    return balance <= MIN_SHARE_MS || !this.#isBusy || balance <= this.#share
  }

  /** For how long only connections have been accepted, in ms. */
  #acceptedFor(): number {
    return this.#clock.now() - (this.#acceptingSince ?? this.#clock.now())
  }

  /** The account of a client now: what it took fades. */
  #balanceOf(client: string): number {
    const { ms, at } = this.#accounts.get(client) ?? { ms: 0, at: 0 }
    return ms * Math.exp((at - this.#clock.now()) / MEMORY_MS)
  }

  /** Measures whether the event loop is busy, and what the fair share of a client is then. */
  #measure(): void {
    const now = this.#clock.now()
    if (now - this.#measuredAt < MEASURED_MS) return
    const current = this.#clock.eventLoopUtilization()
    this.#isBusy = this.#clock.eventLoopUtilization(current, this.#measured).utilization > BUSY
    this.#measured = current
    this.#measuredAt = now
    for (const client of this.#accounts.keys()) {
      if (this.#balanceOf(client) < FORGOTTEN_MS) this.#accounts.delete(client)
    }
    this.#share = Math.max(MIN_SHARE_MS, fairShare([...this.#accounts.keys()].map((client) => this.#balanceOf(client))))
  }
}

/**
 * The share with which clients that take these times a second, in ms, have together `BUSY` of the event loop. A client
 * that is alone delays only itself.
 */
export function fairShare(taken: readonly number[]): number {
  if (taken.length < 2) return Number.POSITIVE_INFINITY
  let left = BUSY * MEMORY_MS
  const sorted = taken.toSorted((a, b) => a - b)
  for (const [n, ms] of sorted.entries()) {
    const share = left / (sorted.length - n)
    if (ms > share) return share
    left -= ms
  }
  return Number.POSITIVE_INFINITY
}
