/** Keeps the number of values of a metric's label finite: clients choose the names of their operations. */
export class BoundedNames {
  readonly #max: number
  readonly #names = new Set<string>()

  constructor(max: number) {
    this.#max = max
  }

  /**
   * @param name undefined for an operation without a name
   * @param mayAdd whether a new name takes a place: names of refused operations do not
   * @returns the name, "unnamed", or "other" once all places are taken
   */
  labelOf(name: string | undefined, mayAdd: boolean): string {
    if (name === undefined) return 'unnamed'
    if (this.#names.has(name)) return name
    if (!mayAdd || this.#names.size >= this.#max) return 'other'
    this.#names.add(name)
    return name
  }
}
