/** Letters of scripts without spaces between words, for a regular expression: a passage may begin and end anywhere. */
export const UNSPACED_LETTER =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]'

const UNSPACED = new RegExp(UNSPACED_LETTER, 'u')
const HAN_DIGIT = /[〇零一二三四五六七八九十百千万亿兩两]/u
const MARK = /^\p{M}/u
const LETTER = /[\p{L}\p{M}\p{N}]/u
const DIGIT = /\p{N}/u

/**
 * Whether a passage begins and ends at the bounds of words and numbers: "5 men" is no passage of "15 men", nor of
 * "2.5 men", and "armed" is none of "unarmed".
 * @param start in UTF-16 code units
 * @param end exclusive
 */
export function isWholeWords(text: string, start: number, end: number): boolean {
  return isBoundary(text, start) && isBoundary(text, end) && !isSigned(text, start)
}

function isBoundary(text: string, at: number): boolean {
  const before = characterBefore(text, at)
  const after = characterAt(text, at)
  if (before === '' || after === '') return true
  if (MARK.test(after)) return false
  if (HAN_DIGIT.test(before) && HAN_DIGIT.test(after)) return false
  if (isInNumber(text, at)) return false
  if (UNSPACED.test(before) || UNSPACED.test(after)) return !(DIGIT.test(before) && DIGIT.test(after))
  return !(LETTER.test(before) && LETTER.test(after))
}

/** Whether a place is within a number, beside a sign such as that of decimals: 2.5, 12,000, 1:30. */
function isInNumber(text: string, at: number): boolean {
  const around = text.slice(Math.max(0, at - 2), at + 2)
  const place = Math.min(2, at)
  return (
    /^\d[.,:]\d/.test(around.slice(Math.max(0, place - 1))) || (place === 2 && /^\d[.,:]\d/.test(around.slice(0, 3)))
  )
}

/** Whether a number at a place has a minus sign before it that the place leaves out. */
function isSigned(text: string, at: number): boolean {
  return /\d/.test(characterAt(text, at)) && /(?:^|\s)-$/.test(text.slice(Math.max(0, at - 2), at))
}

function characterAt(text: string, at: number): string {
  return at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0) : ''
}

function characterBefore(text: string, at: number): string {
  const unit = text.charCodeAt(at - 1)
  const isLowSurrogate = unit >= 0xdc00 && unit <= 0xdfff
  return at === 0 ? '' : text.slice(at - (isLowSurrogate ? 2 : 1), at)
}
