/**
 * A text in which spellings that look alike are equal, with the way back: the unit `i` of `folded` stands for the units
 * `starts[i]` to `ends[i]` (exclusive) of the original. All numbers are UTF-16 code units.
 */
export interface FoldedText {
  folded: string
  starts: Uint32Array
  ends: Uint32Array
}

/** Characters that printers and keyboards write in several ways, by what stands for all of them. */
const ALIKE: readonly (readonly [string, string])[] = [
  [
    ' ',
    '\t\n\v\f\r\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000',
  ],
  ['"', '“”„‟«»″〝〞〟＂「」『』״'],
  ["'", '‘’‚‛‹›′`´ʼʹ՚׳＇'],
  ['-', '‐‑‒–—―−﹘﹣－־⸺'],
  ['...', '…'],
  // Without a shape of their own: soft hyphens, zero-width spaces, marks of direction.
  ['', '\u00AD\u061C\u180E\u200B\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2066\u2067\u2068\u2069\uFEFF'],
]

const SPACE = 0x20

/** The code units that stand for a code unit, by its number; undefined if it stands for itself. */
const STANDARD_FORM: (readonly number[] | undefined)[] = Array.from({ length: 0x1_0000 })
for (const [standard, others] of ALIKE) for (const unit of unitsOf(others)) STANDARD_FORM[unit] = unitsOf(standard)

/** The longest that one code unit becomes, by composition or by its standard form. */
const MAX_GROWTH = 3

/**
 * A character with its marks, or a Hangul syllable: what composition can change. In text that is composed already,
 * nothing has to be looked at as a whole.
 */
const COMPOSABLE = /[\u1100-\u115F\uA960-\uA97C][\u1160-\u11A7]*[\u11A8-\u11FF]*\p{M}*|[^\s\p{M}]\p{M}*|\s+|\p{M}+/gu

/**
 * Folds a text: white space becomes one space, typographic quotation marks, apostrophes and dashes become those of
 * ASCII, invisible characters are left out, and characters are composed (Unicode normal form C). Nothing else is
 * changed: letter case, digits, accents and punctuation distinguish texts. Takes time in proportion to the text.
 */
export function fold(text: string): FoldedText {
  const units = new Uint16Array(text.length * MAX_GROWTH)
  const starts = new Uint32Array(units.length)
  const ends = new Uint32Array(units.length)
  let length = 0
  const add = (unit: number, start: number, end: number) => {
    const isFurtherSpace = unit === SPACE && length > 0 && units[length - 1] === SPACE
    if (!isFurtherSpace) {
      units[length] = unit
      starts[length] = start
      length++
    }
    ends[length - 1] = end
  }
  const addUnit = (unit: number, start: number, end: number) => {
    const standard = STANDARD_FORM[unit]
    if (standard === undefined) add(unit, start, end)
    else for (const other of standard) add(other, start, end)
  }
  const addEach = (from: number, until: number) => {
    for (let i = from; i < until; i++) addUnit(text.charCodeAt(i), i, i + 1)
  }
  if (text.normalize('NFC') === text) addEach(0, text.length)
  else {
    for (const { 0: piece, index } of text.matchAll(COMPOSABLE)) {
      const composed = piece.normalize('NFC')
      if (composed === piece) addEach(index, index + piece.length)
      else for (const unit of unitsOf(composed)) addUnit(unit, index, index + piece.length)
    }
  }
  return {
    folded: new TextDecoder('utf-16le').decode(units.subarray(0, length)),
    starts: starts.subarray(0, length),
    ends: ends.subarray(0, length),
  }
}

function unitsOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
}
