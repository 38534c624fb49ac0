import { expect, test } from 'vitest'
import { fold } from '../../../ingest/evidence/fold.ts'
import { SearchableText, type QuotedWords } from '../../../ingest/evidence/locate.ts'
import { chanceOf, type Chance } from '../../support/random.ts'
import { TEXTS } from './texts.ts'

const ROUNDS = 1000
const scripts = Object.keys(TEXTS)

/** The places of a text that have a quote and the words around it. */
function placesOf(text: string, quote: QuotedWords) {
  return new SearchableText(text)
    .find(quote)
    ?.filter(({ isAfterPrefix, isBeforeSuffix }) => isAfterPrefix && isBeforeSuffix)
}

function nearestPassage(text: string, exact: string): string | undefined {
  return new SearchableText(text).nearest(exact)
}

/** Other spellings that mean the same characters. */
const VARIANTS: readonly (readonly [RegExp, string[]])[] = [
  [/"/g, ['“', '”', '„', '«', '»', '"', '「']],
  [/'/g, ['’', '‘', 'ʼ', '´']],
  [/-/g, ['–', '—', '‐', '−']],
  [/ /g, ['\u00A0', '\n', '  ', '\u2009', ' \u200E', '\u3000', '\r\n\t']],
]

/** Writes a text with typographic variants, other white space, invisible characters, and composed or decomposed. */
function vary(text: string, chance: Chance): string {
  const varied = VARIANTS.reduce(
    (changed, [pattern, others]) =>
      changed.replaceAll(pattern, (character) => (chance.is(0.4) ? chance.of(others) : character)),
    text,
  )
  const hyphenated = varied.replaceAll(/(?<=\p{L})(?=\p{L})/gu, () => (chance.is(0.02) ? '\u00AD' : ''))
  return chance.is(0.5) ? hyphenated.normalize('NFD') : hyphenated
}

/** The pieces that a quote may consist of: words, or characters in scripts without spaces between words. */
function piecesOf(script: string, text: string): string[] {
  const isUnspaced = ['Han', 'Kana', 'Thai'].includes(script)
  const pieces = isUnspaced
    ? Array.from(new Intl.Segmenter('und', { granularity: 'word' }).segment(text), ({ segment }) => segment)
    : text.split(/(?<= )/)
  return pieces
}

/** Takes some adjacent pieces of a text, at least three. */
function passageOf(script: string, chance: Chance): { before: string; exact: string; after: string } {
  const pieces = piecesOf(script, TEXTS[script] ?? '')
  const from = chance.below(pieces.length - 3)
  const until = Math.min(pieces.length, from + 3 + chance.below(10))
  const exact = pieces.slice(from, until).join('')
  const start = exact.length - exact.trimStart().length
  const end = exact.trimEnd().length
  return {
    before: pieces.slice(0, from).join('') + exact.slice(0, start),
    exact: exact.slice(start, end),
    after: exact.slice(end) + pieces.slice(until).join(''),
  }
}

test(`${ROUNDS} quotes in ${scripts.length} scripts are located exactly, with any typography`, () => {
  const chance = chanceOf(13)
  for (let round = 0; round < ROUNDS; round++) {
    const passage = passageOf(scripts[round % scripts.length] ?? '', chance)
    const [before, exact, after] = [passage.before, passage.exact, passage.after].map((part) => vary(part, chance))
    const text = `${before}${exact}${after}`
    const quote = {
      exact: vary(passage.exact, chance),
      prefix: passage.before.slice(-20),
      suffix: passage.after.slice(0, 20),
    }
    const [place, second] = placesOf(text, quote) ?? []
    expect(place, `${quote.exact} in ${text}`).toBeDefined()
    expect(second).toBeUndefined()
    // Invisible characters at the ends belong to the passage or not: they have no shape.
    expect(fold(text.slice(place?.start, place?.end)).folded).toBe(fold(exact ?? '').folded)
    expect(fold(text.slice(0, place?.start)).folded.trimEnd()).toBe(fold(before ?? '').folded.trimEnd())
  }
})

/** Ways in which a quote stops being verbatim. Each returns undefined if the words do not allow it. */
const DAMAGES: Record<string, (words: string[], chance: Chance) => string[] | undefined> = {
  'a word left out': (words, chance) => words.toSpliced(1 + chance.below(words.length - 2), 1),
  'an ellipsis': (words, chance) => words.toSpliced(1 + chance.below(words.length - 2), 1, '…'),
  'two words swapped': (words) => words.toSpliced(0, 2, words[1] ?? '', words[0] ?? ''),
  'another number': (words) => {
    const at = words.findIndex((word) => /\d/.test(word))
    return at < 0 ? undefined : words.with(at, words[at]?.replace(/\d+/, (number) => `${Number(number) + 1}`) ?? '')
  },
  'a number cut': (words) => {
    const at = words.findIndex((word) => /\d\d/.test(word))
    return at < 0 ? undefined : words.slice(at).with(0, words[at]?.replace(/^\D*\d/, '') ?? '')
  },
  'another word': (words, chance) => words.with(chance.below(words.length), 'ðother'),
  'a letter lost at the start': (words) => {
    const [first = ''] = words
    return /^\p{L}\P{M}/u.test(first) ? words.with(0, first.slice(1)) : undefined
  },
  'words of another language': (words) => words.map((_word, i) => ['quelques', 'mots', 'étrangers'][i % 3] ?? ''),
}

test(`${ROUNDS} damaged quotes are found nowhere`, () => {
  const chance = chanceOf(14)
  const kinds = Object.keys(DAMAGES)
  let damaged = 0
  for (let round = 0; damaged < ROUNDS; round++) {
    const script = scripts[round % scripts.length] ?? ''
    const isUnspaced = ['Han', 'Kana', 'Thai'].includes(script)
    const text = TEXTS[script] ?? ''
    const { exact } = passageOf(script, chance)
    const words = piecesOf(script, exact).map((word) => (isUnspaced ? word : word.trim()))
    const kind = chance.of(kinds)
    // Without spaces between words, words do not end where a passage may not.
    if (words.length < 3 || (isUnspaced && kind === 'a letter lost at the start')) continue
    const changed = DAMAGES[kind]?.(words, chance)?.join(isUnspaced ? '' : ' ')
    if (changed === undefined || changed === '' || fold(text).folded.includes(` ${fold(changed).folded} `)) continue
    if (changed === exact) continue
    expect(placesOf(text, { exact: changed }), `${kind}: ${changed}`).toEqual([])
    damaged++
  }
})

test('a passage begins and ends at the bounds of words and numbers', () => {
  const has = (text: string, exact: string) => placesOf(text, { exact })?.length !== 0
  expect(has('It killed 15 men.', '5 men')).toBe(false)
  expect(has('It killed 15 men.', '15 men')).toBe(true)
  expect(has('It lasted 2.5 hours.', '5 hours')).toBe(false)
  expect(has('It cost 12,000 drams.', 'cost 12')).toBe(false)
  expect(has('It was -5 degrees.', '5 degrees')).toBe(false)
  expect(has('From 2014-2016 on.', '2016 on')).toBe(true)
  expect(has('The unarmed men.', 'armed men')).toBe(false)
  expect(has('北京有十二人', '二人')).toBe(false)
  expect(has('北京有十二人', '十二人')).toBe(true)
  expect(has('नमस्ते', 'नमस')).toBe(false)
})

test('the nearest passage is the one that shares most words', () => {
  const text = 'The army said it lost 3 men. Later the army said that it had lost 12 men near the river, on both banks.'
  expect(nearestPassage(text, 'the army said that it had lost 20 men near the river')).toBe(
    'the army said that it had lost 12 men near the river',
  )
  expect(nearestPassage(text, 'nothing of this kind was said')).toBeUndefined()
  expect(nearestPassage('', 'words')).toBeUndefined()
  expect(nearestPassage(TEXTS['Han'] ?? '', '我们不知道谁先停火')).toBe('我们不知道谁先开火')
})

test('searches that take too long together end without a result', () => {
  const repetitive = new SearchableText('a'.repeat(1_000_000))
  expect(repetitive.find({ exact: 'b' })).toEqual([])
  expect(repetitive.find({ exact: 'a'.repeat(300) })).toBeUndefined()
  expect(repetitive.find({ exact: 'b' })).toBeUndefined()
})

test('a place is found however many places with the same words are before it', () => {
  const text = `${'a word. '.repeat(500)}The last word.`
  expect(placesOf(text, { exact: 'word', prefix: 'last ' })).toMatchObject([{ start: text.length - 5 }])
})

test('folding takes time in proportion to the text, and keeps the way back', () => {
  const text = 'e\u0301a “x”\n\n\u200B — 한국… '.repeat(10)
  const { folded, starts, ends } = fold(text)
  expect(folded.length).toBe(starts.length)
  for (let i = 0; i < folded.length; i++) {
    expect(fold(text.slice(starts[i], ends[i])).folded).toContain(folded.charAt(i))
  }
})
