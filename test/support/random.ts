/** A pseudo-random generator (mulberry32): the same seed gives the same choices. */
export interface Chance {
  /** A number of at least 0 and less than 1. */
  next: () => number
  /** An integer of at least 0 and less than the bound. */
  below: (bound: number) => number
  /** One of the values. */
  of: <Value>(values: readonly Value[]) => Value
  /** A subset of the values in their order; `share` is the probability of each value. */
  some: <Value>(values: readonly Value[], share?: number) => Value[]
  /** True with a probability of `share`. */
  is: (share: number) => boolean
}

/**
 * Returns a seed that differs between the engines, so that their projects try different cases.
 * @param seed an even integer
 */
export function seedFor(engine: 'pglite' | 'postgresql', seed: number): number {
  return engine === 'pglite' ? seed : seed + 1
}

/**
 * Creates a generator.
 * @param seed an integer
 */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (bound: number) => Math.floor(next() * bound)
  return {
    next,
    below,
    of: <Value>(values: readonly Value[]) => values[below(values.length)] as Value,
    some: (values, share = 0.5) => values.filter(() => next() < share),
    is: (share) => next() < share,
  }
}
