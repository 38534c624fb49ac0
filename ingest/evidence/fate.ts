import type { QUOTE_FATES } from '../../database/tables/enums.ts'
import type { SearchableText } from './locate.ts'
import { isWholeWords } from './whole-words.ts'

/** The words of a stored quote and its offsets in its own version, in UTF-16 code units. */
interface StoredQuote {
  exact: string
  start?: number | null | undefined
  end?: number | null | undefined
}

/**
 * Locates a quote of an earlier version of an article in the text of a later one, by the words alone and as folding
 * compares them. If the words are at the same offsets, they are FOUND, also if they are elsewhere too, and if the earlier
 * offsets are not known. If they are only elsewhere, once or several times, they are MOVED: which of the places is the
 * same passage is not decided. Otherwise they are LOST.
 * @returns undefined if this and the earlier searches in the text take too long
 */
export function locateAgain(
  { exact, start, end }: StoredQuote,
  text: SearchableText,
): (typeof QUOTE_FATES)[number] | undefined {
  const isLocated = typeof start === 'number' && typeof end === 'number'
  if (isLocated && text.text.slice(start, end) === exact && isWholeWords(text.text, start, end)) return 'FOUND'
  const places = text.find({ exact })
  if (places === undefined) return undefined
  if (places.length === 0) return 'LOST'
  return !isLocated || places.some((place) => place.start === start && place.end === end) ? 'FOUND' : 'MOVED'
}
