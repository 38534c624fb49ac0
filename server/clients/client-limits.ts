import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Slots, type Client } from '../../schema/builder/slots.ts'
import { UNIT_MS } from '../../schema/cost/weights.ts'
import { RequestError } from './request-error.ts'
import { StartQueue } from './start-queue.ts'

export interface ClientLimitOptions {
  /** Requests a second of one address. */
  requestsPerSecond: number
  /** Cost a minute of one address, in the unit of `queryCost`. */
  costPerMinute: number
  /** Operations of one address that run at the same time. */
  maxRunningPerClient: number
}

/** The operator knows the owner of a key, and a gateway sends the requests of many users with one key. */
const KEY_FACTOR = 10
/** The share of a block of addresses, as a multiple of that of one address. */
const BLOCK_FACTOR = 10
/** Operations of all clients that run at the same time, as a multiple of those of one address. */
const TOTAL_FACTOR = 20

/** Why a request is not answered now. */
export interface Refusal {
  message: string
  retryAfterSeconds: number
}

/** What is left of the requests of a client in this second. */
export interface Quota {
  limit: number
  remaining: number
}

type Admission = { refusal: Refusal } | { refusal?: undefined; quota: Quota; release: () => void }

/**
 * The limits of this process on each client: requests a second, cost a minute, and running operations, over HTTP and
 * WebSockets together. They are counted in memory, so several instances each count for themselves.
 */
export class ClientLimits {
  readonly #byAddress: Limiters
  readonly #byKey: Limiters
  readonly #starts = new StartQueue()

  constructor(options: ClientLimitOptions) {
    const { requestsPerSecond, costPerMinute, maxRunningPerClient } = options
    this.#byAddress = new Limiters(options)
    this.#byKey = new Limiters({
      requestsPerSecond: requestsPerSecond * KEY_FACTOR,
      costPerMinute: costPerMinute * KEY_FACTOR,
      maxRunningPerClient: maxRunningPerClient * KEY_FACTOR,
    })
  }

  /** Counts a request, and its operation as running until it is released. */
  admit(client: Client): Promise<Admission> {
    return this.#of(client).admit(client)
  }

  /**
   * Counts the cost of an operation.
   * @returns why the operation must wait; undefined if it may run
   */
  spend(client: Client, cost: number): Promise<Refusal | undefined> {
    this.charge(client, cost * UNIT_MS.eventLoop)
    return this.#of(client).spend(client, cost)
  }

  /**
   * Waits until a request of a client may start.
   * @throws {RequestError} 429 if the service is busy, and the client takes more than its share of it
   */
  async waitToStart({ id }: Client): Promise<void> {
    if (await this.#starts.waitToStart(id)) return
    const message = 'The service is busy, and this client uses more than its share of it. Try again in 1 second.'
    throw new RequestError(429, 'RATE_LIMITED', message, { 'retry-after': '1' })
  }

  /** Notes that a connection was accepted. */
  readonly accepted = (): void => this.#starts.accepted()

  /** Notes what a request takes of the event loop, in ms. */
  readonly charge = (client: Client, ms: number): void =>
    this.#starts.charge(client.id, isKey(client) ? ms / KEY_FACTOR : ms)

  #of(client: Client): Limiters {
    return isKey(client) ? this.#byKey : this.#byAddress
  }
}

function isKey({ id, block }: Client): boolean {
  return id === block
}

class Limiters {
  readonly #options: ClientLimitOptions
  readonly #requests: RateLimiterMemory
  readonly #requestsOfBlock: RateLimiterMemory
  readonly #cost: RateLimiterMemory
  readonly #running: Slots

  constructor(options: ClientLimitOptions) {
    const { requestsPerSecond, costPerMinute, maxRunningPerClient } = options
    this.#options = options
    this.#requests = new RateLimiterMemory({ points: requestsPerSecond, duration: 1 })
    this.#requestsOfBlock = new RateLimiterMemory({ points: requestsPerSecond * BLOCK_FACTOR, duration: 1 })
    this.#cost = new RateLimiterMemory({ points: costPerMinute, duration: 60 })
    this.#running = new Slots({
      max: maxRunningPerClient * TOTAL_FACTOR,
      maxPerClient: maxRunningPerClient,
      maxPerBlock: maxRunningPerClient * BLOCK_FACTOR,
      clientName: 'This client',
      slotName: 'requests',
    })
  }

  async admit(client: Client): Promise<Admission> {
    const { requestsPerSecond } = this.#options
    const [own, block] = await Promise.all([
      consume(this.#requests, client.id, 1),
      consume(this.#requestsOfBlock, client.block, 1),
    ])
    if (own.isOver) return tooMany(own, `This client sends more than ${requestsPerSecond} requests a second.`)
    if (block.isOver) {
      return tooMany(block, `The address block ${client.block} sends too many requests; a key has limits of its own.`)
    }
    const message = this.#running.refusal(client)
    if (message !== undefined) return { refusal: { message, retryAfterSeconds: 1 } }
    return {
      quota: { limit: requestsPerSecond, remaining: own.remaining },
      release: this.#running.acquire(client),
    }
  }

  async spend(client: Client, cost: number): Promise<Refusal | undefined> {
    const { costPerMinute } = this.#options
    const spent = await consume(this.#cost, client.id, cost)
    if (!spent.isOver) return undefined
    return tooMany(spent, `The requests of this client cost more than ${costPerMinute} a minute.`).refusal
  }
}

interface Consumed {
  isOver: boolean
  remaining: number
  msBeforeNext: number
}

/** The limiter rejects with its state if the limit is exceeded. */
async function consume(limiter: RateLimiterMemory, key: string, points: number): Promise<Consumed> {
  try {
    const { remainingPoints, msBeforeNext } = await limiter.consume(key, points)
    return { isOver: false, remaining: remainingPoints, msBeforeNext }
  } catch (state) {
    if (!(state instanceof RateLimiterRes)) throw state
    return { isOver: true, remaining: 0, msBeforeNext: state.msBeforeNext }
  }
}

function tooMany({ msBeforeNext }: Consumed, reason: string): { refusal: Refusal } {
  const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000))
  const unit = retryAfterSeconds === 1 ? 'second' : 'seconds'
  return { refusal: { message: `${reason} Try again in ${retryAfterSeconds} ${unit}.`, retryAfterSeconds } }
}
