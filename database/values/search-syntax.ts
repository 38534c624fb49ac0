import { latinWordsOf } from './normalize-name.ts'
import { foldSearchText, wordsOf } from './search-words.ts'
import { ENGLISH_STOP_WORDS } from './stop-words.ts'

/** Words that a text must have one after the other. */
interface Term {
  words: string[]
  /** The same in Latin letters; empty if they have none. */
  latinWords: string[]
  isExcluded: boolean
  /** Whether it is a stop word such as "the", and not in quotation marks. */
  isStopWord: boolean
  /** Whether it is written in capitals, as an acronym is. */
  isCapital: boolean
}

/** A word in quotation marks, a word, or what is between spaces. */
const PIECE = /(-?)"([^"]*)"?|\S+/gu

/**
 * Converts a search text to the syntax of `to_tsquery`: see `WEB_SEARCH` for what it means.
 * @returns null if the text has no words
 */
export function parseSearchText(text: string): string | null {
  const alternatives = alternativesOf(text).map((terms) => `(${terms.map(termQuery).join(' & ')})`)
  return alternatives.length === 0 ? null : alternatives.join(' | ')
}

/**
 * Converts a search text to a query of the words to mark in a text that matches: all that must occur, without stop words
 * in phrases.
 * @returns null if the text has no words to mark
 */
export function parseMarkedWords(text: string): string | null {
  const words = alternativesOf(text)
    .flat()
    .filter(({ isExcluded }) => !isExcluded)
    .flatMap((term) => [term.words, term.latinWords].map((some) => (term.isStopWord ? some : withoutStopWords(some))))
    .flat()
  return words.length === 0 ? null : words.map((word) => `'${word}'`).join(' | ')
}

function withoutStopWords(words: string[]): string[] {
  const others = words.filter((word) => !isStopWord(word))
  return others.length > 0 ? others : words
}

function isStopWord(word: string): boolean {
  return ENGLISH_STOP_WORDS.has(word.toLowerCase())
}

/** The terms that a text must have, by alternative. No alternative is empty. */
function alternativesOf(text: string): Term[][] {
  const alternatives: Term[][] = [[]]
  // Folded as a whole: initials are joined before the words are parted.
  const pieces = [
    ...foldSearchText(text)
      .replaceAll(/[“”„«»]/gu, '"')
      .matchAll(PIECE),
  ]
  for (const [i, { 0: piece, 1: sign, 2: quoted }] of pieces.entries()) {
    const isOr = piece.toLowerCase() === 'or' && i > 0 && i < pieces.length - 1
    const term = termOf(quoted ?? piece.replace(/^-/, ''), {
      isExcluded: sign === '-' || piece.startsWith('-'),
      isQuoted: quoted !== undefined,
    })
    if (isOr) alternatives.push([])
    else if (term.words.length > 0) alternatives.at(-1)?.push(term)
  }
  const hasSmallLetters = /\p{Ll}/u.test(text)
  return alternatives.map((terms) => withoutIgnored(terms, hasSmallLetters)).filter((terms) => terms.length > 0)
}

function termOf(piece: string, { isExcluded, isQuoted }: { isExcluded: boolean; isQuoted: boolean }): Term {
  const words = wordsOf(piece)
  return {
    words,
    latinWords: latinWordsOf(piece),
    isExcluded,
    isStopWord: !isQuoted && words.length === 1 && isStopWord(words.join('')),
    isCapital: /^\P{Ll}*\p{Lu}\P{Ll}*\p{Lu}\P{Ll}*$/u.test(piece),
  }
}

/** Leaves out stop words, if there are other words. */
function withoutIgnored(terms: Term[], hasSmallLetters: boolean): Term[] {
  const kept = terms.filter((term) => !term.isStopWord || term.isExcluded || (term.isCapital && hasSmallLetters))
  return kept.some(({ isExcluded }) => !isExcluded) ? kept : terms
}

/** A stop word that stands for a name is looked for where names are: in titles (A) and names (B). */
function termQuery({ words, latinWords, isExcluded, isStopWord }: Term): string {
  const weights = isStopWord ? ':AB' : ''
  const phrase = (parts: readonly string[]) => parts.map((word) => `'${word}'${weights}`).join(' <-> ')
  const [written, latin] = [phrase(words), phrase(latinWords)]
  const isSame = latin === '' || written.toLowerCase() === latin.toLowerCase()
  const either = isSame ? `(${written})` : `((${written}) | (${latin}))`
  return isExcluded ? `!${either}` : either
}
