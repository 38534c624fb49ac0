/** A reported number, as the graph has it. */
export interface Amount {
  best: number | null
  low: number | null
  high: number | null
  approximation: string
  unit: string | null
  of: string | null
}

const BEFORE: Readonly<Record<string, string>> = { ABOUT: 'about ', AT_LEAST: 'at least ', AT_MOST: 'at most ' }

/** Units that are given in the singular. */
const TIMES = ['minute', 'hour', 'day', 'week', 'month', 'year']

/** A count with separators of thousands, as in "12,345". */
export function countWords(count: number): string {
  return count.toLocaleString('en')
}

/** A count and its noun: "1 event", "2 events", "more than 10,000 events" if the count stopped there. */
export function countOf(count: number, noun: string, isExact = true): string {
  return `${isExact ? '' : 'more than '}${countWords(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** A reported number with its bounds; only stated ones: "dozens" has none, and no number is made of it. */
export function amountWords({ best, low, high, approximation, unit, of }: Amount): string {
  // Datasets count "people of deaths", which is one thing.
  const units = unit === 'people' && of ? null : unit && TIMES.includes(unit) && best !== 1 ? `${unit}s` : unit
  const things = [units, of].filter(Boolean).join(' of ')
  return `${boundsWords(best, low, high, approximation)}${things ? ` ${things}` : ''}`
}

function boundsWords(best: number | null, low: number | null, high: number | null, approximation: string): string {
  const range = low !== null && high !== null && low !== high ? `${countWords(low)} to ${countWords(high)}` : undefined
  if (best !== null) {
    const text = `${BEFORE[approximation] ?? ''}${countWords(best)}`
    return range === undefined ? text : `${text} (${range})`
  }
  if (range !== undefined) return range
  if (low !== null) return `at least ${countWords(low)}`
  if (high !== null) return `at most ${countWords(high)}`
  return 'a number that is not stated'
}
