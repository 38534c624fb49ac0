import type { Context } from '../builder/context.ts'

/** Lets the batches of one request go out floor by floor, the lowest first. */
class BatchScheduler {
  readonly #waiting = new Map<number, (() => void)[]>()
  readonly #running = new Map<number, number>()
  #scheduled = false

  /** Puts a batch in line. */
  schedule(floor: number, dispatch: () => void): void {
    const line = this.#waiting.get(floor)
    if (line) line.push(dispatch)
    else this.#waiting.set(floor, [dispatch])
    this.#schedule()
  }

  /** Runs a batch, and holds those above it back until it is over. */
  async run<Value>(floor: number, work: () => Promise<Value>): Promise<Value> {
    this.#running.set(floor, (this.#running.get(floor) ?? 0) + 1)
    try {
      return await work()
    } finally {
      const left = this.#running.get(floor)! - 1
      if (left > 0) this.#running.set(floor, left)
      else this.#running.delete(floor)
      this.#schedule()
    }
  }

  /** After all that is already settled has been taken in: what it asks for belongs into the same batches. */
  #schedule(): void {
    if (this.#scheduled || this.#waiting.size === 0) return
    this.#scheduled = true
    void Promise.resolve().then(() => process.nextTick(() => this.#next()))
  }

  #next(): void {
    this.#scheduled = false
    const lowest = Math.min(...this.#waiting.keys(), ...this.#running.keys())
    const batches = this.#waiting.get(lowest)
    if (!batches) return
    this.#waiting.delete(lowest)
    for (const dispatch of batches) dispatch()
    // A batch of keys that are all at hand runs nothing, and nobody would wake those above it.
    this.#schedule()
  }
}

const schedulers = new WeakMap<Context, BatchScheduler>()

/** The line of one request. */
export function schedulerFor(context: Context): BatchScheduler {
  const known = schedulers.get(context)
  if (known) return known
  const made = new BatchScheduler()
  schedulers.set(context, made)
  return made
}
