import anyAscii from 'any-ascii'

/** A name whose words, beside those of the text, say nothing against it: "Putin" may be Vladimir Putin. */
const SHARE_OF_PART = 0.8

/** Of a name in another script, whose letters can be written in several ways. */
const SHARE_OF_TRANSLITERATION = 0.8

/**
 * Returns how alike a text and the names of one thing are: 1 for the same, ignoring case, accents and punctuation; 0 for
 * nothing in common. If no name is in the script of the text, Latin letters are compared.
 */
export function likenessOf(text: string, names: readonly string[]): number {
  const ofScript = names.filter((name) => shareScript(text, name))
  const best = (compared: readonly string[], fold: (value: string) => string) =>
    Math.max(0, ...compared.map((name) => nameLikeness(fold(text), fold(name))))
  return ofScript.length > 0 ? best(ofScript, foldOf) : SHARE_OF_TRANSLITERATION * best(names, latinOf)
}

const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Han', 'Armenian', 'Georgian', 'Hebrew', 'Hangul', 'Thai'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'u'),
)

/** Whether both have letters of one script, or neither of any. */
function shareScript(a: string, b: string): boolean {
  const common = SCRIPTS.some((letter) => letter.test(a) && letter.test(b))
  return common || !SCRIPTS.some((letter) => letter.test(a) || letter.test(b))
}

function nameLikeness(a: string, b: string): number {
  return Math.max(wholeLikeness(a, b), SHARE_OF_PART * partLikeness(a, b))
}

/** Letters and digits in lower case without marks, in words. */
function foldOf(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+|['’`]/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function latinOf(text: string): string {
  return foldOf(anyAscii(text.normalize('NFC')))
}

function wholeLikeness(a: string, b: string): number {
  const [first, second] = [Array.from(a), Array.from(b)]
  const longest = Math.max(first.length, second.length)
  return longest === 0 ? 0 : 1 - distanceOf(first, second) / longest
}

/** The likeness of the words of a text to as many words of a longer name, less the more the name has besides. */
function partLikeness(text: string, name: string): number {
  const words = name.split(' ')
  const count = text.split(' ').length
  if (count >= words.length) return 0
  const parts = Array.from({ length: words.length - count + 1 }, (_, i) => words.slice(i, i + count).join(' '))
  const best = Math.max(...parts.map((part) => wholeLikeness(text, part)))
  return best * (0.8 + (0.2 * text.length) / name.length)
}

/** The number of letters to add, remove, replace, or exchange with the next one (optimal string alignment). */
function distanceOf(a: readonly string[], b: readonly string[]): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + cost)
      const isExchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (isExchanged) best = Math.min(best, at(beforeLast, j - 2) + 1)
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}
