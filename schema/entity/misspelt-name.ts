import { or, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { escapeLike } from '../../database/sql/conditions.ts'
import { compose, normalizeName } from '../../database/values/normalize-name.ts'

/** Names of so many letters may be written with two mistakes, shorter ones with one. */
const LONG = 8
/** A text of a long name can lack two of its letters. */
const MAYBE_LONG = LONG - 2

/** Almost every name begins or ends with one of the others. */
const MIN_LETTERS = 2

/** A letter of another script is at most about so many Latin ones. */
const MAX_LATIN_LETTERS = 6

/**
 * The condition that a spelling may be meant by a text with mistakes. Of a short text, all but one letter are right, or
 * two are exchanged. Of a long one that is cut into three parts, one part is right, or enough trigrams are; those alone
 * would not find a short name, most of which one wrong letter changes.
 * @param folded a column of normalized names
 */
export function mayBeMeantBy(folded: PgColumn, text: string): SQL {
  const words = normalizeName(text)
  // Before the text is normalized: a letter of another script can become several of the Latin one.
  const letters = Array.from(compose(text).trim())
  const isShort = letters.length < LONG
  const similar = sql`${words} <% ${folded} or ${folded} % ${words}`
  const parts = letters.length < MAYBE_LONG ? [] : partsOf(letters)
  const withoutOne = isShort ? withoutOneLetter(letters) : []
  const exchanged = isShort ? withExchangedLetters(letters) : []
  return sql`(${or(
    similar,
    ...parts.map((pattern) => sql`${folded} like ${pattern}`),
    ...withoutOne.map((pattern) => sql`(${folded} like ${pattern} and length(${folded}) <= ${longest(words)})`),
    exchanged.length > 0 ? sql`${folded} in ${exchanged}` : undefined,
  )})`
}

function longest(words: string): number {
  return words.length + MAX_LATIN_LETTERS
}

function fold(letters: readonly string[]): string {
  return normalizeName(letters.join(''))
}

/** The patterns of the names that have a third of a text in its place: at the start, between, or at the end. */
function partsOf(letters: readonly string[]): string[] {
  const [first, second] = [1, 2].map((third) => Math.round((third * letters.length) / 3))
  const [start, middle, end] = [letters.slice(0, first), letters.slice(first, second), letters.slice(second)].map(fold)
  return [
    ['', start, '%'],
    ['%', middle, '%'],
    ['%', end, ''],
  ].flatMap(([before, part = '', after]) => (part.length < MIN_LETTERS ? [] : `${before}${escapeLike(part)}${after}`))
}

/** The patterns of the names that have something else in the place of one letter, or nothing. */
function withoutOneLetter(letters: readonly string[]): string[] {
  if (letters.length < 2)
    return letters.flatMap((letter) => [`${escapeLike(fold([letter]))}%`, `%${escapeLike(fold([letter]))}`])
  return letters.map((_letter, i) => {
    const [before, after] = [letters.slice(0, i), letters.slice(i + 1)].map((part) => escapeLike(fold(part)))
    return `${before}%${after}`
  })
}

/** The names that a text is after two adjacent letters were exchanged. */
function withExchangedLetters(letters: readonly string[]): string[] {
  return letters
    .slice(1)
    .map((letter, i) => fold([...letters.slice(0, i), letter, letters[i] ?? '', ...letters.slice(i + 2)]))
}
