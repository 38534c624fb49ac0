/** Of the JSON of an answer: about 6,000 tokens of English. */
const MAX_CHARACTERS = 24_000

/** The longest text in an answer; the rest of it is left out. */
const MAX_TEXT_CHARACTERS = 1_000

/** The part of a list that fits into an answer. */
export interface Fitting<Item> {
  items: Item[]
  /** Whether some did not fit. */
  isCut: boolean
}

/**
 * Returns the first items of a list that fit into an answer; at least one.
 * @param rest what the answer has beside the list
 */
export function fitting<Item>(items: readonly Item[], rest: object = {}): Fitting<Item> {
  let left = MAX_CHARACTERS - jsonOf(rest).length
  const fits = items.findIndex((item) => (left -= jsonOf(item).length) < 0)
  const count = fits < 0 ? items.length : Math.max(1, fits)
  return { items: items.slice(0, count), isCut: count < items.length }
}

/** The JSON of a value without what says nothing: nulls, empty texts and empty lists. Long texts are cut. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (each === null || each === '' || (Array.isArray(each) && each.length === 0)) return undefined
    if (typeof each !== 'string' || each.length <= MAX_TEXT_CHARACTERS) return each
    return `${each.slice(0, MAX_TEXT_CHARACTERS).toWellFormed()}… (${each.length} characters)`
  })
}
