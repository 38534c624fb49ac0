/** Sets of the numbers 0 to n - 1 that are joined step by step (union-find). */
export class Union {
  readonly #parents: number[]

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, i) => i)
  }

  /** The number that stands for the set of a number. */
  find(member: number): number {
    let root = member
    for (let parent = this.#parentOf(root); parent !== root; parent = this.#parentOf(root)) root = parent
    for (let at = member; at !== root;) {
      const parent = this.#parentOf(at)
      this.#parents[at] = root
      at = parent
    }
    return root
  }

  /** Joins two sets under the smaller of their numbers. */
  join(a: number, b: number): void {
    const [rootA, rootB] = [this.find(a), this.find(b)]
    this.#parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB)
  }

  isJoined(a: number, b: number): boolean {
    return this.find(a) === this.find(b)
  }

  /** The sets, each ascending, in the order of their first members. */
  sets(): number[][] {
    const sets = new Map<number, number[]>()
    for (const member of this.#parents.keys()) {
      const root = this.find(member)
      sets.set(root, [...(sets.get(root) ?? []), member])
    }
    return [...sets.values()]
  }

  #parentOf(member: number): number {
    return this.#parents[member] ?? member
  }
}
