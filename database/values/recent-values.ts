interface Entry<Value> {
  value: Value
  weight: number
}

/** Keeps values by their keys, within a bound of their total weight: those that were used longest ago go first. */
export class RecentValues<Value> {
  readonly #maxWeight: number
  /** From the one that was used longest ago to the latest. */
  readonly #entries = new Map<string, Entry<Value>>()
  #totalWeight = 0

  /** @param maxWeight of all values: their number, if each has the weight 1 */
  constructor(maxWeight: number) {
    this.#maxWeight = maxWeight
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  /** Keeps a value in the place of an earlier one; not if it alone exceeds the bound. */
  set(key: string, value: Value, weight = 1): void {
    this.#delete(key)
    if (weight > this.#maxWeight) return
    for (const oldest of this.#entries.keys()) {
      if (this.#totalWeight + weight <= this.#maxWeight) break
      this.#delete(oldest)
    }
    this.#entries.set(key, { value, weight })
    this.#totalWeight += weight
  }

  #delete(key: string): void {
    this.#totalWeight -= this.#entries.get(key)?.weight ?? 0
    this.#entries.delete(key)
  }
}
