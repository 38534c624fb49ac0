import { fold, type FoldedText } from './fold.ts'
import { isWholeWords } from './whole-words.ts'

/** The text of an article, folded once for all its quotes. */
export interface SearchableText {
  text: string
  index: FoldedText
}

/** Prepares a text for the location of quotes, in time proportional to its length. */
export function searchable(text: string): SearchableText {
  return { text, index: fold(text) }
}

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

/** Repeated places beyond this number are not looked for. */
export const MAX_PLACES = 100

/**
 * Finds the places at which a text has the words of a quote, as folding compares them, at the bounds of words.
 * @returns the places in the order of the text, at most `MAX_PLACES`
 */
export function placesOf({ text, index }: SearchableText, { exact, prefix, suffix }: QuotedWords): Place[] {
  const { folded, starts, ends } = index
  const words = fold(exact).folded.trim()
  const before = fold(prefix ?? '').folded.trimStart()
  const after = fold(suffix ?? '').folded.trimEnd()
  const places: Place[] = []
  if (words === '') return places
  for (let at = folded.indexOf(words); at >= 0; at = folded.indexOf(words, at + 1)) {
    const until = at + words.length
    const start = starts[at] ?? 0
    const end = ends[until - 1] ?? text.length
    // A place in the middle of a character of the original is no place of it.
    const isAligned =
      (at === 0 || starts[at - 1] !== start) && (until === folded.length || starts[until] !== starts[until - 1])
    if (!isAligned || !isWholeWords(folded, at, until)) continue
    if (!endsWith(folded, at, before) || !startsWith(folded, until, after)) continue
    places.push({ start, end })
    if (places.length === MAX_PLACES) break
  }
  return places
}

/** White space between a quote and what is around it may belong to either. */
function endsWith(folded: string, at: number, before: string): boolean {
  const words = before.trimEnd()
  const until = folded.charAt(at - 1) === ' ' ? at - 1 : at
  return folded.slice(Math.max(0, until - words.length), until) === words
}

function startsWith(folded: string, at: number, after: string): boolean {
  return folded.startsWith(after.trimStart(), folded.charAt(at) === ' ' ? at + 1 : at)
}
