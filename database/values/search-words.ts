import { BETWEEN_WORDS, INSIDE_WORDS, LETTER_FORMS, UNSPACED, UNSPACED_MARKS } from './character-classes.ts'

const FORMS = new RegExp(`[${[...LETTER_FORMS.keys()].join('')}]`, 'gu')
const INSIDE = new RegExp(`[${INSIDE_WORDS}]`, 'gu')
const LETTER = `[^${BETWEEN_WORDS}0-9]`

/** A letter with a dot before another such letter, as in `U.S.` and `J. F.`; not `B.` in `Plan B. It`. */
const INITIAL = new RegExp(
  `(?<![^${BETWEEN_WORDS}])(${LETTER})\\.(?:(?=${LETTER}(?:[${BETWEEN_WORDS}]|$))| +(?=${LETTER}\\.))`,
  'gu',
)
const WORD = new RegExp(`[${UNSPACED}][${UNSPACED_MARKS}]*|[^${BETWEEN_WORDS}${UNSPACED}]+`, 'gu')

/**
 * Folds a text for the search: capitals and spellings that look alike become equal (Unicode normal form KC), apostrophes
 * and marks that do not compose are left out, and initials are joined, `U.S.` to `us.`. It keeps what is between words.
 */
export function foldSearchText(text: string): string {
  return foldLetters(text).replaceAll(INITIAL, '$1')
}

function foldLetters(text: string): string {
  return text
    .replaceAll(FORMS, (letter) => LETTER_FORMS.get(letter) ?? letter)
    .normalize('NFKC')
    .replaceAll(INSIDE, '')
}

/**
 * Returns the words of a folded text. A letter of a script without spaces between words is a word of its own: a search for
 * several of them finds them one after the other.
 *
 * A dictionary of words, as that of `Intl.Segmenter`, can divide one name differently in a title and in a
 * search, and stored texts would not be found any more after an update of the dictionary.
 */
export function wordsOf(foldedText: string): string[] {
  return foldedText.match(WORD) ?? []
}

const UNSPACED_WORD = new RegExp(`^[${UNSPACED}]`, 'u')

/** @returns whether a word is a letter of a script without spaces between words */
export function isUnspaced(word: string): boolean {
  return UNSPACED_WORD.test(word)
}

const characters = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * Finds the words of a text, in the same order as the SQL function `search_words` lists them.
 * @returns their ranges in the text, in UTF-16 code units
 */
export function wordRangesOf(text: string): [start: number, end: number][] {
  let letters = ''
  const ranges: [start: number, end: number][] = []
  for (const { segment, index } of characters.segment(text)) {
    const folded = foldLetters(segment)
    for (let i = 0; i < folded.length; i++) {
      const start = index + Math.min(i, segment.length - 1)
      ranges.push([start, i === folded.length - 1 ? index + segment.length : start + 1])
    }
    letters += folded
  }
  // The dots of initials become characters of a word, so that the offsets stay.
  const joined = letters.replaceAll(INITIAL, (match, letter: string) => letter.padEnd(match.length, '\u0000'))
  return [...joined.matchAll(WORD)].map(({ 0: word, index }) => [
    ranges[index]?.[0] ?? 0,
    ranges[index + word.length - 1]?.[1] ?? text.length,
  ])
}
