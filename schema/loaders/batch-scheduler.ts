import { createContextCache } from '@pothos/core'
import { presentOf, type Context } from '../builder/context.ts'

/**
 * Dispatches the batches of the loaders of a request in dependency order. Each batch has a rank; a batch waits until no
 * batch of a lower rank waits or runs.
 */
class BatchScheduler {
  readonly #waiting = new Map<number, (() => void)[]>()
  readonly #runningCounts = new Map<number, number>()
  readonly #observe: Context['observeBatch']
  #isScheduled = false

  constructor(observe: Context['observeBatch']) {
    this.#observe = observe
  }

  /** Dispatches a batch once no batch of a lower rank waits or runs. */
  schedule(rank: number, dispatch: () => void): void {
    const batches = this.#waiting.get(rank)
    if (batches) batches.push(dispatch)
    else this.#waiting.set(rank, [dispatch])
    this.#scheduleNext()
  }

  /** Runs a batch. Batches of higher ranks wait until it ends. */
  async run<Value>(rank: number, work: () => Promise<Value>, keyCount = 1): Promise<Value> {
    this.#runningCounts.set(rank, (this.#runningCounts.get(rank) ?? 0) + 1)
    try {
      return await (this.#observe === undefined ? work() : this.#observe(rank, keyCount, work))
    } finally {
      const runningCount = (this.#runningCounts.get(rank) ?? 0) - 1
      if (runningCount > 0) this.#runningCounts.set(rank, runningCount)
      else this.#runningCounts.delete(rank)
      this.#scheduleNext()
    }
  }

  /** Waits for the callbacks of promises that are already resolved: keys that they load belong to the same batches. */
  #scheduleNext(): void {
    if (this.#isScheduled || this.#waiting.size === 0) return
    this.#isScheduled = true
    void Promise.resolve().then(() => process.nextTick(() => this.#dispatchNext()))
  }

  #dispatchNext(): void {
    this.#isScheduled = false
    const lowestRank = Math.min(...this.#waiting.keys(), ...this.#runningCounts.keys())
    const batches = this.#waiting.get(lowestRank)
    if (!batches) return
    this.#waiting.delete(lowestRank)
    for (const dispatch of batches) dispatch()
    // A fully cached batch runs no query, so its end does not schedule the next rank.
    this.#scheduleNext()
  }
}

const schedulerOfPresent = createContextCache(({ observeBatch }: Context) => new BatchScheduler(observeBatch))

/** The scheduler of one request, for all moments that it reads: they share the loaders of what has no earlier states. */
export function schedulerFor(context: Context): BatchScheduler {
  return schedulerOfPresent(presentOf(context))
}
