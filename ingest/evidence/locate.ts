import { fold, type FoldedText } from './fold.ts'
import { NearestPassages } from './nearest.ts'
import { isWholeWords } from './whole-words.ts'

/** What the searches in one text may take together: about half a second. */
const MAX_NANOSECONDS = 500_000_000
const NANOSECONDS_PER_CHARACTER = 1
const NANOSECONDS_PER_OCCURRENCE = 2_000

/** A half-open span of the text, in UTF-16 code units. */
export interface Place {
  start: number
  end: number
}

/** The words of a quote, with the words around it where they are known. */
export interface QuotedWords {
  exact: string
  prefix?: string | undefined
  suffix?: string | undefined
}

/** A place that has the words of a quote, and whether the words around it fit too. Words that are not known fit. */
export interface FoundPlace extends Place {
  isAfterPrefix: boolean
  isBeforeSuffix: boolean
}

/**
 * The text of an article in which quotes are located. What searches need is prepared when one is made: a quote whose
 * offsets are right needs none.
 */
export class SearchableText {
  readonly text: string
  #folded: FoldedText | undefined
  #nearest: NearestPassages | undefined
  #nanosecondsLeft = MAX_NANOSECONDS

  constructor(text: string) {
    this.text = text
  }

  /**
   * Finds the places at which the text has the words of a quote, as folding compares them, at the bounds of words.
   * @returns the places in the order of the text; undefined if this and the earlier searches take too long
   */
  find({ exact, prefix, suffix }: QuotedWords): FoundPlace[] | undefined {
    this.#folded ??= fold(this.text)
    const { folded, starts, ends } = this.#folded
    const words = fold(exact).folded.trim()
    const before = fold(prefix ?? '').folded.trim()
    const after = fold(suffix ?? '').folded.trim()
    const places: FoundPlace[] = []
    if (words === '') return places
    this.#nanosecondsLeft -= folded.length * NANOSECONDS_PER_CHARACTER
    for (let at = folded.indexOf(words); at >= 0; at = folded.indexOf(words, at + 1)) {
      this.#nanosecondsLeft -= NANOSECONDS_PER_OCCURRENCE
      if (this.#nanosecondsLeft < 0) break
      const until = at + words.length
      const start = starts[at] ?? 0
      const end = ends[until - 1] ?? this.text.length
      // A place in the middle of a character of the original is no place of it.
      const isAligned =
        (at === 0 || starts[at - 1] !== start) && (until === folded.length || starts[until] !== starts[until - 1])
      if (!isAligned || !isWholeWords(folded, at, until)) continue
      places.push({
        start,
        end,
        isAfterPrefix: endsWith(folded, at, before),
        isBeforeSuffix: startsWith(folded, until, after),
      })
    }
    return this.#nanosecondsLeft < 0 ? undefined : places
  }

  /** Finds the passage that shares most words with a quote: see `NearestPassages`. */
  nearest(exact: string): string | undefined {
    this.#nearest ??= new NearestPassages(this.text)
    return this.#nearest.find(exact)
  }
}

/** White space between a quote and what is around it may belong to either. */
function endsWith(folded: string, at: number, before: string): boolean {
  const until = folded.charAt(at - 1) === ' ' ? at - 1 : at
  return folded.slice(Math.max(0, until - before.length), until) === before
}

function startsWith(folded: string, at: number, after: string): boolean {
  return folded.startsWith(after, folded.charAt(at) === ' ' ? at + 1 : at)
}
