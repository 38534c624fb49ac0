import type { Chance } from '../../support/random.ts'
import { PARAPHRASES, TEXTS } from './texts.ts'

/** The scripts that have a text. */
export const SCRIPTS = Object.keys(TEXTS)

/** Scripts that are written without spaces between words. */
const UNSPACED = ['Han', 'Kana', 'Thai']

/** Other spellings of the same characters. */
const VARIANTS: readonly (readonly [RegExp, string[]])[] = [
  [/"/g, ['“', '”', '„', '«', '»', '"', '「', '״', '″']],
  [/'/g, ['’', '‘', 'ʼ', '´']],
  [/-/g, ['–', '—', '‐', '−', '‑']],
  [/ /g, ['\u00A0', '\n', '  ', '\u2009', '\u202F', ' \u200E', '\u200B ', '\u3000', '\r\n\t']],
]
/** Characters without a shape, which may stand within a word. */
const INVISIBLE = ['\u00AD', '\u200B', '\u2060', '\uFEFF']

/** Writes a text with typographic variants, other white space, invisible characters, and composed or decomposed. */
export function vary(text: string, chance: Chance): string {
  const varied = VARIANTS.reduce(
    (changed, [pattern, others]) =>
      changed.replaceAll(pattern, (character) => (chance.is(0.4) ? chance.of(others) : character)),
    text,
  )
  const divided = varied.replaceAll(/(?<=\p{L})(?=\p{L})/gu, () => (chance.is(0.02) ? chance.of(INVISIBLE) : ''))
  return chance.is(0.5) ? divided.normalize('NFD') : divided
}

/** A passage of a text, and what is before and after it. */
interface Passage {
  before: string
  exact: string
  after: string
}

/** Takes some adjacent words of the text of a script, at least three. */
export function passageOf(script: string, chance: Chance): Passage {
  return passageIn(TEXTS[script] ?? '', script, chance)
}

function passageIn(text: string, script: string, chance: Chance): Passage {
  const pieces = piecesOf(text, script)
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

function piecesOf(text: string, script: string): string[] {
  if (!UNSPACED.includes(script)) return text.split(/(?<= )/)
  return Array.from(new Intl.Segmenter('und', { granularity: 'word' }).segment(text), ({ segment }) => segment)
}

const NEGATION =
  /^["“]?(?:not?|не|όχι|Δεν|ոչ|չգիտենք|არა?|ולא|איננו|وليس|لا|नहीं|아니라|못한다|不是?|不知道|なく|ない|ไม่(?:ใช่|ทราบ)?)$/u

/** The words of a passage, without the spaces around them. */
interface Words {
  words: string[]
  script: string
  chance: Chance
}

/** Ways in which a quote stops being verbatim. Each returns undefined if the words do not allow it. */
const DAMAGES: Readonly<Record<string, (passage: Words) => string[] | undefined>> = {
  'a word left out': ({ words, chance }) => words.toSpliced(1 + chance.below(words.length - 2), 1),
  'a negation left out': ({ words }) => {
    const at = words.findIndex((word) => NEGATION.test(word.replace(/\p{P}+$/u, '')))
    return at <= 0 || at === words.length - 1 ? undefined : words.toSpliced(at, 1)
  },
  'an ellipsis': ({ words, chance }) =>
    words.toSpliced(1 + chance.below(words.length - 2), 1, chance.of(['…', '...', '[...]'])),
  'two words swapped': ({ words }) => words.toSpliced(0, 2, words[1] ?? '', words[0] ?? ''),
  'another number': ({ words }) => {
    const at = words.findIndex((word) => /\d/.test(word))
    return at < 0 ? undefined : words.with(at, words[at]?.replace(/\d+/, (number) => `${Number(number) + 1}`) ?? '')
  },
  'a number cut': ({ words }) => {
    const at = words.findIndex((word) => /\d\d/.test(word))
    return at < 0 ? undefined : words.slice(at).with(0, words[at]?.replace(/^\D*\d/, '') ?? '')
  },
  'another word': ({ words, chance }) => words.with(chance.below(words.length), 'ðother'),
  'a letter lost at the start': ({ words, script }) => {
    const [first = ''] = words
    // Without spaces between words, a passage may begin anywhere.
    return !UNSPACED.includes(script) && /^\p{L}[\p{L}\p{M}]/u.test(first) ? words.with(0, first.slice(1)) : undefined
  },
  'other words': ({ script, chance }) => {
    const { exact } = passageIn(PARAPHRASES[script] ?? '', script, chance)
    return isIn(script, exact) ? undefined : wordsOf(exact, script)
  },
  'another language': ({ script, chance }) => {
    const other = chance.of(SCRIPTS.filter((name) => name !== script))
    const { exact } = passageOf(other, chance)
    return isIn(script, exact) ? undefined : wordsOf(exact, other)
  },
}
/** The names of the ways in which quotes are damaged. */
export const KINDS_OF_DAMAGE = Object.keys(DAMAGES)

/** Whether other words happen to be those of the text, such as a number. */
function isIn(script: string, exact: string): boolean {
  return TEXTS[script]?.includes(exact) === true
}

function wordsOf(exact: string, script: string): string[] {
  return piecesOf(exact, script).map((word) => (UNSPACED.includes(script) ? word : word.trim()))
}

/**
 * Damages a passage.
 * @returns the damaged quote; undefined if the passage does not allow this kind of damage
 */
export function damage(exact: string, script: string, kind: string, chance: Chance): string | undefined {
  const words = wordsOf(exact, script)
  if (words.length < 3) return undefined
  const changed = DAMAGES[kind]?.({ words, script, chance })?.join(UNSPACED.includes(script) ? '' : ' ')
  return changed === undefined || changed.trim() === '' || changed === exact ? undefined : changed
}
