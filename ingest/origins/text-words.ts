import { rolesOf } from './crediting-words.ts'

/** A word of a text: letters and digits without the punctuation around them. */
export interface TextWord {
  /** As written. */
  text: string
  /** In lower case and without accents. */
  folded: string
  /** The characters between the word before and this one. */
  gap: string
  isCapitalized: boolean
  /** What it may be near the name of a house: a sum of values of `ROLE`. */
  roles: number
  /** The numbers of its sentence and line, from 0. */
  sentence: number
  line: number
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu
const SENTENCE_END = /[.!?…。！？]["'”’»)\]]*\s/u
const ASCII = /^[ -~]*$/
const CAPITAL = /^[\p{Lu}\p{Lt}]/u

/** The most characters of a gap that are kept. */
const MAX_GAP = 40

/**
 * Splits a text into words with their sentences and lines. A full stop ends a sentence if a word with a capital letter
 * follows. Takes time in proportion to the text.
 */
export function wordsOf(text: string): TextWord[] {
  const words: TextWord[] = []
  let [end, sentence, line] = [0, 0, 0]
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const gap = text.slice(end, Math.min(index, end + MAX_GAP))
    const isCapitalized = CAPITAL.test(word)
    const isNewLine = words.length > 0 && gap.includes('\n')
    if (isNewLine) line++
    if (isNewLine || (isCapitalized && SENTENCE_END.test(gap))) sentence++
    const folded = foldWord(word)
    words.push({ text: word, folded, gap, isCapitalized, roles: rolesOf(folded), sentence, line })
    end = index + word.length
  }
  return words
}

/** Writes a word in lower case and without accents. */
function foldWord(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase()
  return word.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** Whether a word has one of the roles; false if there is no word. */
export function isOneOf(word: TextWord | undefined, roles: number): boolean {
  return word !== undefined && (word.roles & roles) !== 0
}
