/** A header may be anything; nearly all requests have one of a few values. */
const MAX_REMEMBERED = 100

/** Computes what follows from the value of a header, once for each of the first values. */
export class RememberedValues<Value> {
  readonly #values = new Map<string, Value>()
  readonly #compute: (header: string) => Value

  constructor(compute: (header: string) => Value) {
    this.#compute = compute
  }

  get(header: string): Value {
    const remembered = this.#values.get(header)
    if (remembered !== undefined) return remembered
    const value = this.#compute(header)
    if (this.#values.size < MAX_REMEMBERED) this.#values.set(header, value)
    return value
  }
}
