import type { MaybePromise } from './maybe-promise.ts'

/** When a loader sends its batches, and how it runs them. */
export interface Dispatcher {
  schedule(dispatch: () => void): void
  run<Value>(work: () => Promise<Value>, keyCount: number): Promise<Value>
}

type Values<Key, Value> = ReadonlyMap<Key, Value>

/** The keys of one statement that was not sent yet. */
interface Batch<Key, Value> {
  keys: Set<Key>
  done: Promise<Values<Key, Value>>
  settle(values: Promise<Values<Key, Value>>): void
}

/**
 * Reads values by their keys, many keys at a time, and keeps them. What is at hand is returned without a promise, so
 * that the executor completes it at once.
 */
export class BatchLoader<Key extends string, Value> {
  readonly #read: (keys: readonly Key[]) => Promise<readonly Value[]>
  readonly #dispatcher: Dispatcher
  /** No value is undefined. */
  #values = new Map<Key, Value>()
  /** Of the keys whose statement runs or has failed. A failed one is not sent again in the same request. */
  #sent = new Map<Key, Promise<Values<Key, Value>>>()
  #waiting: Batch<Key, Value> | undefined

  /** @param read returns the values of the keys, in the order of the keys; none is undefined */
  constructor(read: (keys: readonly Key[]) => Promise<readonly Value[]>, dispatcher: Dispatcher) {
    this.#read = read
    this.#dispatcher = dispatcher
  }

  /** Returns the value of a key; a promise if it must be read. Keys that are loaded together cost one statement. */
  load(key: Key): MaybePromise<Value> {
    const value = this.#values.get(key)
    if (value !== undefined) return value
    return this.#batchOf(key).then((values) => values.get(key) as Value)
  }

  /**
   * Reads those of the keys that are not at hand, without waiting for other loaders.
   * @returns a promise that settles when all are at hand, or rejects; undefined if they are already
   */
  fill(keys: Iterable<Key>): Promise<unknown> | undefined {
    const pending = new Set<Promise<unknown>>()
    let isMissing = false
    for (const key of keys) {
      if (this.#values.has(key)) continue
      const sent = this.#sent.get(key)
      if (sent) pending.add(sent)
      else {
        isMissing = true
        this.#waiting ??= createBatch()
        this.#waiting.keys.add(key)
      }
    }
    if (isMissing && this.#waiting) {
      pending.add(this.#waiting.done)
      this.#dispatch()
    }
    return pending.size > 0 ? Promise.all(pending) : undefined
  }

  /** Keeps a value that was read otherwise, unless there is one. */
  prime(key: Key, value: Value): void {
    if (!this.#values.has(key)) this.#values.set(key, value)
  }

  /** Forgets all values. Batches that run keep theirs to those who wait for them. */
  clear(): void {
    this.#values = new Map()
    this.#sent = new Map()
  }

  #batchOf(key: Key): Promise<Values<Key, Value>> {
    const sent = this.#sent.get(key)
    if (sent) return sent
    if (this.#waiting === undefined) {
      this.#waiting = createBatch()
      this.#dispatcher.schedule(() => this.#dispatch())
    }
    this.#waiting.keys.add(key)
    return this.#waiting.done
  }

  #dispatch(): void {
    const batch = this.#waiting
    if (batch === undefined) return
    this.#waiting = undefined
    for (const key of batch.keys) this.#sent.set(key, batch.done)
    batch.settle(this.#valuesOf([...batch.keys]))
  }

  async #valuesOf(keys: readonly Key[]): Promise<Values<Key, Value>> {
    const [values, sent] = [this.#values, this.#sent]
    const read = await this.#dispatcher.run(() => this.#read(keys), keys.length)
    const valueByKey = new Map<Key, Value>()
    for (const [i, value] of read.entries()) {
      const key = keys[i]
      if (key === undefined) continue
      valueByKey.set(key, value)
      if (!values.has(key)) values.set(key, value)
      sent.delete(key)
    }
    return valueByKey
  }
}

function createBatch<Key, Value>(): Batch<Key, Value> {
  let settle: Batch<Key, Value>['settle'] = () => undefined
  const done = new Promise<Values<Key, Value>>((resolve) => (settle = resolve))
  return { keys: new Set(), done, settle }
}
