/** Chance that can be repeated: the same seed gives the same choices (mulberry32). */
export interface Chance {
  /** A number from 0 to 1, 1 not included. */
  next(): number
  /** A whole number from 0 to the bound, which is not included. */
  below(bound: number): number
  /** One of the values. */
  of<Value>(values: readonly Value[]): Value
  /** Some of the values, each at most once, in their order. */
  some<Value>(values: readonly Value[], share?: number): Value[]
  /** Whether something that happens this often happens. */
  is(share: number): boolean
}

/**
 * @param seed a whole number
 * @returns a stream of choices of its own
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
    of: (values) => values[below(values.length)]!,
    some: (values, share = 0.5) => values.filter(() => next() < share),
    is: (share) => next() < share,
  }
}
