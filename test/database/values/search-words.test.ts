import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { readRows } from '../../../database/sql/rows.ts'
import { foldSearchText, wordRangesOf, wordsOf } from '../../../database/values/search-words.ts'
import { test } from '../../support/service.ts'

const CHARACTERS_PER_TEXT = 40

/** Letters that Unicode 15 decomposes, and Unicode 14 does not know. */
const IS_NEWER = /[\uA7F1-\uA7F4]/u

/** Texts that have every character of the basic plane between letters, between spaces, before a dot, and in capitals and marks of others. */
function textsOfAllCharacters(): string[] {
  const characters = Array.from({ length: 0xffff }, (_, i) => i + 1)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code))
    .filter((character) => !IS_NEWER.test(character))
  return Array.from({ length: Math.ceil(characters.length / CHARACTERS_PER_TEXT) }, (_, i) =>
    characters
      .slice(i * CHARACTERS_PER_TEXT, (i + 1) * CHARACTERS_PER_TEXT)
      .map((character) => `a${character}b ${character}.${character}. x${character}`)
      .join(' '),
  )
}

const TEXTS = [
  'Kim Jong-un',
  'U.S. and U.S.A., J. F. Kennedy, George W. Bush; plan B. It is 3.5 a.m.',
  "Côte d’Ivoire's ‘ministers’ N'Djamena",
  'AT&T / R&D @home',
  '外相がG7で首都に・パリ',
  'กรุงเทพมหานคร และ ເວຽງຈັນ ရန်ကုန်မြို့ ភ្នំពេញ',
  'Москва Йод ΟΔΥΣΣΕΎΣ Ереван ԵՐԵՎԱՆ',
  'مُحَمَّد صالح צה״ל',
  'ＷＨＯ５ … ™ 😀 Ⅷ',
]

test('the database and the service find the same words in every text', async ({ service }) => {
  const texts = [...TEXTS, ...TEXTS.map((text) => text.normalize('NFD')), ...textsOfAllCharacters()]
  const rows = await readRows<{ words: string }>(
    service.db,
    sql`select search_words(t) as words from unnest(${sql.param(texts)}::text[]) with ordinality u(t, n) order by n`,
  )
  const differing = rows.flatMap(({ words }, i) => {
    const expected = wordsOf(foldSearchText(texts[i] ?? '')).join(' ')
    return words.split(' ').filter(Boolean).join(' ') === expected ? [] : [{ words, expected }]
  })
  expect(rows.length).toBe(texts.length)
  expect(differing).toEqual([])
})

test('the ranges of words are in the order of the words, also in decomposed texts', () => {
  for (const text of [...TEXTS, ...TEXTS.map((each) => each.normalize('NFD'))]) {
    const words = wordRangesOf(text).map(([start, end]) => text.slice(start, end))
    expect(words.map((word) => wordsOf(foldSearchText(word)).join(''))).toEqual(wordsOf(foldSearchText(text)))
  }
  expect(
    wordRangesOf("The U.S. ministers' talk").map(([start, end]) => "The U.S. ministers' talk".slice(start, end)),
  ).toEqual(['The', 'U.S', 'ministers', 'talk'])
})
