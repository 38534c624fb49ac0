import DataLoader from 'dataloader'
import type { MaybePromise } from './maybe-promise.ts'

/** When a loader sends its batches, and how it runs them. */
export interface Dispatcher {
  schedule(dispatch: () => void): void
  run<Value>(work: () => Promise<Value>, keyCount: number): Promise<Value>
}

type Values<Key, Value> = ReadonlyMap<Key, Value>

/**
 * A DataLoader with the values that are at hand in front of it: they are returned without a promise, so that the
 * executor completes them at once. Plans fill it ahead (see `schema/prefetch/`); what no plan has read is batched by the
 * DataLoader.
 */
export class BatchLoader<Key extends string, Value> {
  readonly #read: (keys: readonly Key[]) => Promise<readonly Value[]>
  readonly #dispatcher: Dispatcher
  readonly #loader: DataLoader<Key, Value>
  /** No value is undefined. */
  #values = new Map<Key, Value>()
  /** Of the keys that a plan reads, or that could not be read: they are not sent again in the same request. */
  #filling = new Map<Key, Promise<Values<Key, Value>>>()
  /** The keys of the DataLoader that are not at hand. */
  #loading = new Set<Key>()
  /** Sends the batch of the DataLoader that waits for its stage. */
  #dispatchWaiting: (() => void) | undefined

  /** @param read returns the values of the keys, in the order of the keys; none is undefined */
  constructor(read: (keys: readonly Key[]) => Promise<readonly Value[]>, dispatcher: Dispatcher) {
    this.#read = read
    this.#dispatcher = dispatcher
    this.#loader = new DataLoader((keys) => this.#readBatch(keys), {
      batchScheduleFn: (dispatch) => this.#schedule(dispatch),
    })
  }

  /** Returns the value of a key; a promise if it must be read. Keys that are loaded together cost one statement. */
  load(key: Key): MaybePromise<Value> {
    const value = this.#values.get(key)
    if (value !== undefined) return value
    const filling = this.#filling.get(key)
    if (filling) return filling.then((values) => values.get(key) as Value)
    this.#loading.add(key)
    return this.#loader.load(key)
  }

  /**
   * Reads those of the keys that are not at hand, without waiting for other loaders.
   * @returns a promise that settles when all are at hand, or rejects; undefined if they are already
   */
  fill(keys: Iterable<Key>): Promise<unknown> | undefined {
    const pending = new Set<Promise<unknown>>()
    const missing = new Set<Key>()
    for (const key of keys) {
      if (this.#values.has(key)) continue
      const filling = this.#filling.get(key)
      if (filling) pending.add(filling)
      // One statement for the keys of the plan and those of the batch that waits.
      else if (this.#dispatchWaiting || this.#loading.has(key)) pending.add(Promise.resolve(this.load(key)))
      else missing.add(key)
    }
    if (missing.size > 0) {
      const read = this.#readMissing([...missing])
      for (const key of missing) this.#filling.set(key, read)
      pending.add(read)
    }
    if (pending.size === 0) return undefined
    this.#dispatchWaiting?.()
    return Promise.all(pending)
  }

  /** Keeps a value that was read otherwise, unless there is one. */
  prime(key: Key, value: Value): void {
    if (!this.#values.has(key)) this.#values.set(key, value)
  }

  /** Forgets all values. Batches that run keep theirs to those who wait for them. */
  clear(): void {
    this.#values = new Map()
    this.#filling = new Map()
    this.#loading = new Set()
    this.#loader.clearAll()
  }

  /** A plan may need the batch before its stage. */
  #schedule(dispatch: () => void): void {
    const dispatchOnce = () => {
      if (this.#dispatchWaiting !== dispatchOnce) return
      this.#dispatchWaiting = undefined
      dispatch()
    }
    this.#dispatchWaiting = dispatchOnce
    this.#dispatcher.schedule(dispatchOnce)
  }

  async #readBatch(keys: readonly Key[]): Promise<readonly Value[]> {
    const loading = this.#loading
    const values = await this.#readMissing(keys)
    for (const key of keys) loading.delete(key)
    return keys.map((key) => values.get(key) as Value)
  }

  async #readMissing(keys: readonly Key[]): Promise<Values<Key, Value>> {
    const [values, filling] = [this.#values, this.#filling]
    const read = await this.#dispatcher.run(() => this.#read(keys), keys.length)
    const valueByKey = new Map<Key, Value>()
    for (const [i, value] of read.entries()) {
      const key = keys[i]
      if (key === undefined) continue
      valueByKey.set(key, value)
      if (!values.has(key)) values.set(key, value)
      filling.delete(key)
    }
    return valueByKey
  }
}
